package dev.sluice.actor;

import dev.sluice.loop.Loop;
import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A system in this JVM: two guardians at the top, one for the users' actors and one for services, which stop in that order. */
final class LocalSystem implements ActorSystem {
    private static final Logger LOG = LoggerFactory.getLogger(ActorSystem.class);

    private final Settings settings;
    private final List<Loop> loops;
    private final PoolDispatcher pool;
    private final Scheduler scheduler;
    private final DeadLetters deadLetters = new DeadLetters();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean terminating = new AtomicBoolean();
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final Set<Thread> ownThreads = ConcurrentHashMap.newKeySet();
    private final Map<Class<?>, Cell<?>> services = new HashMap<>();
    private final Cell<Void> users;
    private final Cell<Void> servants;

    LocalSystem(Settings settings) {
        this.settings = settings;
        loops = IntStream.range(0, settings.loops())
            .mapToObj(i -> Loop.threaded(settings.name() + "-loop-" + i, settings.spin()))
            .toList();
        pool = new PoolDispatcher(settings.name(), settings.poolThreads());
        scheduler = settings.scheduler() == null ? loops.get(0) : settings.scheduler();
        users = guardian("user");
        servants = guardian("service");
        if (settings.dispatcher() == null) {
            keepJvmAlive();
        }
    }

    /** The first loop's thread is no daemon; the pool's threads are. */
    private void keepJvmAlive() {
        loops.get(0).execute(() -> LOG.debug("{} is up", settings.name()));
    }

    private Cell<Void> guardian(String name) {
        Dispatcher dispatcher = settings.dispatcher() == null ? pool : settings.dispatcher();
        Spec spec = Spec.named(name).onFailure(this::reportEscalation);
        Cell<Void> cell = new Cell<>(new Home(this, dispatcher), null, spec, ctx -> nothing -> {
        });
        cell.scheduleIfAsleep();
        return cell;
    }

    private Directive reportEscalation(Failure failure) {
        LOG.error("a failure was escalated to the top of {}; what failed has stopped, the rest goes on", name(),
            failure.cause());
        return Directive.RESUME;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public <M> ActorRef<M> spawn(Spec spec, ActorFactory<M> factory) {
        return spawn(users, new Cell<>(users.home().of(spec), users, spec, factory));
    }

    @Override
    public <M> ActorRef<M> spawnBlocking(Spec spec, BlockingActor<M> body) {
        return spawn(users, new BlockingCell<>(users.home().of(spec), users, spec, body));
    }

    private <M> Cell<M> spawn(Cell<?> guardian, Cell<M> cell) {
        if (terminating.get() || guardian.isClosed()) {
            throw new IllegalStateException("system " + name() + " is terminated, and can't spawn " + cell.spec.name());
        }
        guardian.post(new SystemMessage.ChildStarted(cell));
        cell.scheduleIfAsleep();
        return cell;
    }

    @SuppressWarnings("unchecked")
    @Override
    public <M> ActorRef<M> service(Class<?> key, Spec spec, ActorFactory<M> factory) {
        synchronized (services) {
            Cell<?> known = services.get(key);
            if (known == null || known.isClosed()) {
                known = spawn(servants, new Cell<>(servants.home().of(spec), servants, spec, factory));
                services.put(key, known);
            }
            return (ActorRef<M>) known;
        }
    }

    @Override
    public List<Loop> loops() {
        return loops;
    }

    @Override
    public Dispatcher pool() {
        return pool;
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public <Q, R> CompletableFuture<R> ask(ActorRef<? super Q> to, Function<ActorRef<R>, ? extends Q> question,
        Duration timeout) {
        Ask.ByFuture<R> ask = new Ask.ByFuture<>(this, timeout);
        ask.start(to, question, scheduler);
        return ask.future;
    }

    @Override
    public <M> Offer offer(ActorRef<? super M> to, M message, Duration atMost) throws InterruptedException {
        requireUnshared();
        return switch (Objects.requireNonNull(to, "to")) {
            case Cell<?> cell -> cell.offer(new Envelope(Objects.requireNonNull(message, "message"), null), atMost);
            case View<?> view -> view.cell.offer(new Envelope(Objects.requireNonNull(message, "message"), view),
                atMost);
            default -> to.offer(message);
        };
    }

    @Override
    public int depth(ActorRef<?> ref) {
        return Refs.cell(ref, "ref").waiting();
    }

    @Override
    public CompletableFuture<Stop> stop(ActorRef<?> ref) {
        return request(ref, new Stop.Normal());
    }

    @Override
    public CompletableFuture<Stop> kill(ActorRef<?> ref) {
        return request(ref, new Stop.Killed());
    }

    private CompletableFuture<Stop> request(ActorRef<?> ref, Stop reason) {
        CompletableFuture<Stop> stopped = stopped(ref);
        Refs.cell(ref, "ref").post(new SystemMessage.StopRequest(reason));
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

    void deadLetter(Object message, ActorRef<?> target, DeadLetter.Reason reason) {
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
    public CompletableFuture<ActorTree> tree() {
        return Picture.join(name(), null, List.of(Picture.of(users), Picture.of(servants)));
    }

    long nextNumber() {
        return numbers.incrementAndGet();
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
            tellPolicy(cause);
        }
    }

    private void tellPolicy(Throwable cause) {
        try {
            settings.onFatal().accept(cause);
        } catch (Throwable e) {
            LOG.error("the policy of {} for such errors failed", name(), e);
        }
    }

    // ---- the end ----

    @Override
    public CompletableFuture<Void> terminate() {
        if (terminating.compareAndSet(false, true)) {
            deadLetters.mute();
            stop(users).thenCompose(stopped -> stop(servants)).thenRun(this::closeThreads);
        }
        return terminated.copy();
    }

    /** On a thread of its own, because those of the system can't wait for themselves. */
    private void closeThreads() {
        Thread.ofPlatform().name(name() + "-shutdown").start(() -> {
            loops.forEach(Loop::close);
            if (!pool.close()) {
                LOG.warn("{}: a pool thread is still busy; it is left behind", name());
            }
            terminated.complete(null);
        });
    }

    @Override
    public void join() {
        requireOutside();
        terminated.join();
    }

    @Override
    public void close() {
        requireOutside();
        terminate().join();
    }

    /** Threads of blocking actors, each as long as it runs. */
    Set<Thread> ownThreads() {
        return ownThreads;
    }

    private void requireOutside() {
        if (ownThreads.contains(Thread.currentThread())) {
            throw new IllegalStateException("an actor can't wait for the system that waits for it");
        }
        requireUnshared();
    }

    private void requireUnshared() {
        boolean inside = pool.isCurrent() || loops.stream().anyMatch(Loop::inLoop)
            || (settings.dispatcher() != null && settings.dispatcher().isCurrent());
        if (inside) {
            throw new IllegalStateException(
                "an actor's thread can't wait: " + Thread.currentThread().getName());
        }
    }

    @Override
    public String toString() {
        return "ActorSystem[" + name() + "]";
    }
}
