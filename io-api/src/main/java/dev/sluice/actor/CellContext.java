package dev.sluice.actor;

import dev.sluice.loop.Loop;
import dev.sluice.loop.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The inside view of a cell. */
class CellContext<M> implements Context<M> {
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Cell<M> cell;

    CellContext(Cell<M> cell) {
        this.cell = cell;
    }

    @Override
    public ActorRef<M> self() {
        return cell;
    }

    @Override
    public ActorSystem system() {
        return cell.system();
    }

    @Override
    public <C> ActorRef<C> spawn(Spec spec, ActorFactory<C> factory) {
        cell.requireInside();
        return cell.spawn(spec, factory);
    }

    @Override
    public <C> ActorRef<C> spawnBlocking(Spec spec, BlockingActor<C> body) {
        cell.requireInside();
        return cell.spawnBlocking(spec, body);
    }

    @Override
    public void stop() {
        cell.requireInside();
        cell.post(new SystemMessage.StopRequest());
    }

    @Override
    public void stop(ActorRef<?> child) {
        child(child).post(new SystemMessage.StopRequest());
    }

    @Override
    public void kill(ActorRef<?> child) {
        Kill.send(child(child));
    }

    private Cell<?> child(ActorRef<?> child) {
        cell.requireInside();
        Cell<?> target = Refs.cell(child, "child");
        if (target.parent != cell) {
            throw new IllegalArgumentException(child + " is no child of " + cell);
        }
        return target;
    }

    @Override
    public List<ActorRef<?>> children() {
        cell.requireInside();
        return List.copyOf(cell.children());
    }

    @Override
    public Startup<M> startup() {
        cell.requireInside();
        return cell.startup();
    }

    @Override
    public void register(Key<? extends M> key) {
        cell.requireInside();
        cell.register(key, cell);
    }

    @Override
    public void release(ActorRef<?> server) {
        cell.requireInside();
        Dependency.release(cell, Refs.cell(server, "server"));
    }

    @Override
    public void link(ActorRef<?> other) {
        cell.requireInside();
        Link.link(cell, Refs.cell(other, "other"), null);
    }

    @Override
    public void link(ActorRef<?> other, Function<? super Terminated, ? extends M> as) {
        cell.requireInside();
        Link.link(cell, Refs.cell(other, "other"), Objects.requireNonNull(as, "as"));
    }

    @Override
    public void unlink(ActorRef<?> other) {
        cell.requireInside();
        Link.unlink(cell, Refs.cell(other, "other"));
    }

    @Override
    public void watch(ActorRef<?> other, Function<? super Terminated, ? extends M> as) {
        cell.requireInside();
        Watches.watch(cell, Refs.cell(other, "other"), Objects.requireNonNull(as, "as"));
    }

    @Override
    public void watch(ActorRef<?> other) {
        cell.requireInside();
        Watches.watch(cell, Refs.cell(other, "other"), null);
    }

    @Override
    public void unwatch(ActorRef<?> other) {
        cell.requireInside();
        Watches.unwatch(cell, Refs.cell(other, "other"));
    }

    @Override
    public <Q, R> void ask(ActorRef<? super Q> to, Function<ActorRef<R>, ? extends Q> question, Duration timeout,
        Function<? super Result<R>, ? extends M> as) {
        cell.requireInside();
        new Ask.ByActor<R>(cell, timeout, as).start(to, question, cell.scheduler());
    }

    @Override
    public <R> void pipe(CompletionStage<? extends R> future, Function<? super Result<R>, ? extends M> as) {
        cell.requireInside();
        Outcome<R> outcome = new Outcome<>(cell, as);
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                outcome.ok(value);
            } else {
                outcome
                    .failed(failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure);
            }
        });
    }

    @Override
    public <R> void offload(Callable<? extends R> work, Function<? super Result<R>, ? extends M> as) {
        cell.requireInside();
        Objects.requireNonNull(work, "work");
        Outcome<R> outcome = new Outcome<>(cell, as);
        cell.extras().offloads(cell.spec).add(() -> call(cell.system(), work, outcome));
    }

    private static <R> void call(LocalSystem system, Callable<? extends R> work, Outcome<R> outcome) {
        R value;
        try {
            value = work.call();
        } catch (Throwable e) {
            system.reportIfFatal(e);
            outcome.failed(e);
            return;
        }
        outcome.ok(value);
    }

    @SuppressWarnings("unchecked")
    @Override
    public Timers<M> timers() {
        cell.requireInside();
        Extras extras = cell.extras();
        if (extras.timers == null) {
            extras.timers = new CellTimers<>(cell);
        }
        return (Timers<M>) extras.timers;
    }

    @Override
    public Logger log() {
        cell.requireInside();
        Extras extras = cell.extras();
        if (extras.log == null) {
            extras.log = ActorLogger.of(LoggerFactory.getLogger(CALLERS.getCallerClass()), cell, MDC.getMDCAdapter());
        }
        return extras.log;
    }

    @Override
    public void become(Actor<M> behaviour) {
        cell.requireInside();
        cell.become(Objects.requireNonNull(behaviour, "behaviour"));
    }

    @Override
    public Stash<M> stash(int capacity) {
        cell.requireInside();
        CellStash<M> stash = new CellStash<>(cell, capacity);
        cell.extras().addStash(stash);
        return stash;
    }

    @Override
    public void idle(Duration idle, M message) {
        cell.requireInside();
        IdleTimeout<M> timeout = new IdleTimeout<>(cell, idle, message);
        cell.extras().endIdle();
        cell.extras().idle = timeout;
    }

    @Override
    public void noIdle() {
        cell.requireInside();
        cell.extras().endIdle();
    }

    @Override
    public Hold holdStop(Duration atMost) {
        cell.requireInside();
        return new HoldToken(cell, atMost);
    }

    @Override
    public <N> Consumer<N> tracked(ActorRef<? super N> to, Consumer<? super N> receipt) {
        return new TrackedSender<>(to, receipt);
    }

    @Override
    public <N> Consumer<N> tracked(ActorRef<? super N> to, Consumer<? super N> receipt,
        Consumer<? super N> returned) {
        return new TrackedSender.Returning<>(to, receipt, returned);
    }

    @Override
    public Signal signal() {
        return cell;
    }

    @Override
    public Loop loop() {
        Loop loop = cell.dispatcher().loop();
        if (loop == null) {
            throw new IllegalStateException(cell + " lives on no loop");
        }
        return loop;
    }
}
