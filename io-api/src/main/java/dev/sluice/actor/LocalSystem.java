package dev.sluice.actor;

import dev.sluice.loop.Loop;
import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A system in this JVM: two guardians at the top, one for the users' actors and one for services, which stop in that order. */
final class LocalSystem implements ActorSystem {
    private static final Logger LOG = LoggerFactory.getLogger(ActorSystem.class);

    private final Settings settings;
    private final SystemThreads threads;
    private final Scheduler scheduler;
    private final DeadLetters deadLetters;
    private final Registry registry;
    private final Interceptor interceptor;
    private final Tally tally = new Tally();
    private final Shutdown shutdown;
    private final Map<Class<?>, Cell<?>> services = new HashMap<>();
    private final Lock servicesLock = new ReentrantLock();
    private final Cell<Void> users;
    private final Cell<Void> servants;

    LocalSystem(Settings settings) {
        this.settings = settings;
        threads = new SystemThreads(settings);
        scheduler = settings.scheduler() == null ? threads.loops().get(0) : settings.scheduler();
        interceptor = settings.interceptor();
        registry = settings.registry() == null ? Registry.create() : settings.registry();
        deadLetters = new DeadLetters(scheduler);
        users = guardian("user", settings.copying());
        servants = guardian("service", null); // what they are told is their own business
        shutdown = new Shutdown(realTime(), settings.phaseWithin(), settings.totalWithin());
        shutdown.add(ShutdownPhase.STOP_ACTORS, "users", () -> stop(users));
        shutdown.add(ShutdownPhase.CLOSE_IO, "services", this::stopServices);
        shutdown.add(ShutdownPhase.STOP_THREADS, "threads", () -> threads.close(settings.phaseWithin()));
        if (settings.hasShutdownHook()) {
            terminateWithJvm();
        }
        if (settings.dispatcher() == null) {
            threads.keepJvmAlive();
        }
    }

    /** What must come to an end also if an actor blocks the loop that keeps the time for the others. */
    private Scheduler realTime() {
        return settings.scheduler() == null ? new RealTime() : settings.scheduler();
    }

    private Cell<Void> guardian(String name, UnaryOperator<Object> copying) {
        Dispatcher dispatcher = settings.dispatcher() == null ? threads.pool() : settings.dispatcher();
        Spec spec = Spec.named(name).onFailure(this::reportEscalation).stopWithin(settings.phaseWithin().dividedBy(2));
        Cell<Void> cell = new Cell<>(new Home(this, dispatcher, copying, null), null, spec, ctx -> nothing -> {
        });
        cell.scheduleIfAsleep();
        return cell;
    }

    private Directive reportEscalation(Failure failure) {
        LOG.error("a failure was escalated to the top of {}; what failed has stopped, the rest goes on", name(),
            failure.cause());
        if (settings.onEscalation() != null) {
            tellPolicy(cause -> settings.onEscalation().accept(this, cause), failure.cause());
        }
        return Directive.RESUME;
    }

    /** What fails there must not end the top, and all below. */
    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public <M> ActorRef<M> spawn(Spec spec, ActorFactory<M> factory) {
        return spawn(users, spec, home -> new Cell<>(home, users, spec, factory));
    }

    @Override
    public <M> ActorRef<M> spawnBlocking(Spec spec, BlockingActor<M> body) {
        return spawn(users, spec, home -> new BlockingCell<>(home, users, spec, body));
    }

    private <M> Cell<M> spawn(Cell<?> guardian, Spec spec, Function<Home, Cell<M>> make) {
        if (spec.isSignificant()) {
            throw new IllegalArgumentException(spec + " is significant, but there is no parent to stop with it");
        }
        if (shutdown.hasReached(guardian == users ? ShutdownPhase.STOP_ACTORS : ShutdownPhase.CLOSE_IO)
            || guardian.isClosed()) {
            throw new IllegalStateException("system " + name() + " is terminated, and can't spawn " + spec.name());
        }
        Cell<M> cell = make.apply(guardian.home().of(spec));
        guardian.post(new SystemMessage.ChildStarted(cell));
        cell.scheduleIfAsleep();
        return cell;
    }

    @SuppressWarnings("unchecked")
    @Override
    public <M> ActorRef<M> service(Class<?> key, Spec spec, ActorFactory<M> factory) {
        servicesLock.lock(); // no monitor: a virtual thread may wait here
        try {
            Cell<?> known = services.get(key);
            if (known == null || known.isClosed()) {
                known = spawn(servants, spec, home -> new Cell<>(home, servants, spec, factory));
                services.put(key, known);
            }
            return (ActorRef<M>) known;
        } finally {
            servicesLock.unlock();
        }
    }

    @Override
    public List<Loop> loops() {
        return threads.loops();
    }

    @Override
    public List<Loop> loops(String name, int count) {
        return threads.loops(name, count);
    }

    @Override
    public Dispatcher pool() {
        return threads.pool();
    }

    @Override
    public Dispatcher dispatcher(String name, Threads kind) {
        return threads.dispatcher(name, kind);
    }

    Budget budget() {
        return settings.budget();
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public <Q, R> CompletableFuture<R> ask(ActorRef<? super Q> to, Function<ActorRef<R>, ? extends Q> question,
        Duration timeout) {
        Ask.ByFuture<R> ask = new Ask.ByFuture<>(users.home(), timeout);
        ask.start(to, question, scheduler);
        return ask.future;
    }

    @Override
    public <M> Offer offer(ActorRef<? super M> to, M message, Duration atMost) throws InterruptedException {
        threads.requireUnshared();
        return switch (Objects.requireNonNull(to, "to")) {
            case Cell<?> cell -> cell.offer(message, null, atMost);
            case View<?> view -> view.cell.offer(message, view, atMost);
            default -> to.offer(message);
        };
    }

    @Override
    public int depth(ActorRef<?> ref) {
        return Refs.cell(ref, "ref").waiting();
    }

    @Override
    public CompletableFuture<Stop> stop(ActorRef<?> ref) {
        CompletableFuture<Stop> stopped = stopped(ref);
        Refs.cell(ref, "ref").post(new SystemMessage.StopRequest());
        return stopped;
    }

    @Override
    public CompletableFuture<Stop> kill(ActorRef<?> ref) {
        CompletableFuture<Stop> stopped = stopped(ref);
        Kill.send(Refs.cell(ref, "ref"));
        return stopped;
    }

    @Override
    public CompletableFuture<Stop> drain(ActorRef<?> ref) {
        CompletableFuture<Stop> stopped = stopped(ref);
        Refs.cell(ref, "ref").send(new Envelope(Drain.MARK, Drain.MARK));
        return stopped;
    }

    @Override
    public CompletableFuture<Stop> stopped(ActorRef<?> ref) {
        Watch.ByFuture watch = new Watch.ByFuture();
        Refs.cell(ref, "ref").post(watch);
        return watch.stopped;
    }

    @Override
    public void deadLetter(Object message, ActorRef<?> target, DeadLetter.Reason reason) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(reason, "reason");
        deadLetters.add(new DeadLetter(message, target, reason));
    }

    @Override
    public Runnable onDeadLetter(Consumer<? super DeadLetter> listener) {
        return deadLetters.listen(listener);
    }

    @Override
    public long deadLetters() {
        return deadLetters.count();
    }

    @Override
    public CompletableFuture<ActorTree> tree(Duration patience) {
        return new Survey(Scheduler.nanos(patience), realTime()).start(List.of(users, servants),
            this::picture);
    }

    private ActorTree picture(List<ActorTree> tops) {
        return new ActorTree(name(), null, ActorTree.State.RUNNING, "", 0, 0, 0, null, tops);
    }

    @Override
    public Figures figures() {
        return tally.figures(deadLetters, threads.allLoops());
    }

    Tally tally() {
        return tally;
    }

    /** Null: none. */
    Interceptor interceptor() {
        return interceptor;
    }

    /** True if the cause goes to the system's policy: after these two nothing can be relied on. */
    boolean reportIfFatal(Throwable cause) {
        if (!(cause instanceof OutOfMemoryError || cause instanceof InternalError)) {
            return false;
        }
        try {
            followPolicy(cause);
        } finally {
            LOG.error("{} met an error that is not an actor's own", name(), cause); // last: there may be no memory for it
        }
        return true;
    }

    private void followPolicy(Throwable cause) {
        if (settings.onFatal() == null) {
            terminate();
        } else {
            tellPolicy(settings.onFatal(), cause);
        }
    }

    private void tellPolicy(Consumer<? super Throwable> policy, Throwable cause) {
        try {
            policy.accept(cause);
        } catch (Throwable e) {
            LOG.error("the policy of {} for such errors failed", name(), e);
        }
    }

    // ---- the end ----

    @Override
    public Runnable onShutdown(ShutdownPhase phase, String task, Supplier<? extends CompletionStage<?>> work) {
        return shutdown.add(phase, task, work);
    }

    @Override
    public CompletableFuture<ShutdownReport> terminate() {
        deadLetters.mute();
        shutdown.begin();
        return shutdown.ended();
    }

    /** Users' actors that are still there had their time. */
    private CompletionStage<?> stopServices() {
        kill(users);
        return stop(servants);
    }

    private void terminateWithJvm() {
        Thread hook = Thread.ofPlatform().name(name() + "-shutdown-hook").unstarted(() -> terminate().join());
        Runtime.getRuntime().addShutdownHook(hook);
        shutdown.ended().thenRun(() -> forget(hook));
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the JVM is ending, and its hook is running", e);
        }
    }

    @Override
    public void join() {
        threads.requireOutside();
        shutdown.ended().join();
    }

    @Override
    public void close() {
        threads.requireOutside();
        terminate().join();
    }

    SystemThreads threads() {
        return threads;
    }

    @Override
    public String toString() {
        return "ActorSystem[" + name() + "]";
    }
}
