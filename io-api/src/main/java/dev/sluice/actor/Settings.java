package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How a system is made; immutable, each method that takes a value gives a copy. */
public final class Settings {
    private final String name;
    // What is null stands for the default.
    private int loops = Runtime.getRuntime().availableProcessors();
    private Duration spin = Duration.ZERO;
    private int poolThreads = Runtime.getRuntime().availableProcessors();
    private Dispatcher dispatcher;
    private Scheduler scheduler;
    private Consumer<? super Throwable> onFatal;
    private BiConsumer<? super ActorSystem, ? super Throwable> onEscalation;
    private Duration phaseWithin = Duration.ofSeconds(20);
    private Duration shutdownWithin = Duration.ofSeconds(60);
    private boolean shutdownHook;
    private Registry registry;
    private UnaryOperator<Object> copying;
    private Budget budget = Budget.DEFAULT;
    private Interceptor interceptor;

    private Settings(String name) {
        this.name = name;
    }

    private Settings with(Consumer<Settings> change) {
        Settings copy = new Settings(name);
        copy.loops = loops;
        copy.spin = spin;
        copy.poolThreads = poolThreads;
        copy.dispatcher = dispatcher;
        copy.scheduler = scheduler;
        copy.onFatal = onFatal;
        copy.onEscalation = onEscalation;
        copy.phaseWithin = phaseWithin;
        copy.shutdownWithin = shutdownWithin;
        copy.shutdownHook = shutdownHook;
        copy.registry = registry;
        copy.copying = copying;
        copy.budget = budget;
        copy.interceptor = interceptor;
        change.accept(copy);
        return copy;
    }

    /**
     * The defaults: a loop and a pool thread for each processor, loops that block at once.
     *
     * @param name a label for people
     * @return settings
     */
    public static Settings named(String name) {
        return new Settings(Objects.requireNonNull(name, "name"));
    }

    /**
     * Sets the number of loops for channels.
     *
     * @param count at least 1
     * @return a copy
     */
    public Settings loops(int count) {
        requireOne(count, "loops");
        return with(copy -> copy.loops = count);
    }

    /**
     * Sets how long a loop polls before it blocks: processor time for latency.
     *
     * @param time from the last work on; zero = not at all
     * @return a copy
     */
    public Settings spin(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("spin is negative: " + time);
        }
        return with(copy -> copy.spin = time);
    }

    /**
     * Sets the size of the pool.
     *
     * @param count at least 1
     * @return a copy
     */
    public Settings poolThreads(int count) {
        requireOne(count, "poolThreads");
        return with(copy -> copy.poolThreads = count);
    }

    private static void requireOne(int count, String argument) {
        if (count < 1) {
            throw new IllegalArgumentException(argument + " is less than 1: " + count);
        }
    }

    /**
     * Sets where actors run by default.
     *
     * @param place instead of the pool
     * @return a copy
     */
    public Settings dispatcher(Dispatcher place) {
        return with(copy -> copy.dispatcher = place);
    }

    /**
     * Sets where the timers of actors run that live on no loop.
     *
     * @param clock instead of the first loop
     * @return a copy
     */
    public Settings scheduler(Scheduler clock) {
        return with(copy -> copy.scheduler = clock);
    }

    /**
     * Sets what is done about an {@link OutOfMemoryError} or {@link InternalError} that an actor threw, besides stopping that actor.
     * Otherwise the system is terminated.
     *
     * @param policy called on the actor's thread
     * @return a copy
     */
    public Settings onFatal(Consumer<? super Throwable> policy) {
        return with(copy -> copy.onFatal = policy);
    }

    /**
     * Sets what is done about a failure that was escalated up to the top. What failed has stopped by then; unless this says more, that
     * is logged, and the rest goes on.
     *
     * <pre>{@code
     * settings.onEscalation((system, cause) -> system.terminate());
     * }</pre>
     *
     * @param policy called on a thread of the system; must not block
     * @return a copy
     */
    public Settings onEscalation(BiConsumer<? super ActorSystem, ? super Throwable> policy) {
        return with(copy -> copy.onEscalation = policy);
    }

    /**
     * Sets how long the shutdown may take. Actors that have not stopped after half their phase are killed; those that even then don't end are
     * left behind, and reported.
     *
     * @param phase how long each {@link ShutdownPhase} may take; 20 seconds unless it is said
     * @param total how long all of them together may take; a minute unless it is said
     * @return a copy
     */
    public Settings shutdownWithin(Duration phase, Duration total) {
        requirePositive(phase, "phase");
        requirePositive(total, "total");
        return with(copy -> {
            copy.phaseWithin = phase;
            copy.shutdownWithin = total;
        });
    }

    private static void requirePositive(Duration time, String argument) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(argument + " is not positive: " + time);
        }
    }

    /**
     * Lets the JVM terminate the system in an orderly way when it is told to end itself (SIGTERM, the last user thread).
     *
     * @return a copy
     */
    public Settings shutdownHook() {
        return with(copy -> copy.shutdownHook = true);
    }

    /**
     * Sets where the system's actors find each other: the same registry for several systems lets theirs find each other.
     *
     * @param shared instead of one of its own
     * @return a copy
     */
    public Settings registry(Registry shared) {
        Objects.requireNonNull(shared, "shared");
        return with(copy -> copy.registry = shared);
    }

    /**
     * Sets what each message passes when it is sent, such as {@code dev.sluice.testkit.Copies}: a mode for development and tests,
     * in which sender and receiver don't share anything, so that a test shows who relied on sharing.
     *
     * <p>It is applied to what is told to the users' actors: directly, through views, as question and as answer. What the runtime
     * itself tells (ends of watched actors, results, timers) is not copied, nor is what is told to {@link ActorSystem#service
     * services}.
     *
     * @param copier from a message to what is sent instead, not null; called on the sender's thread, in the sender's call: what it
     *        throws is thrown there, and nothing is sent. Any thread
     * @return a copy
     */
    public Settings copying(UnaryOperator<Object> copier) {
        return with(copy -> copy.copying = copier);
    }

    /**
     * Sets how long an actor may go on before the others of its dispatcher have their turn; see {@link Budget}. The default is 64
     * messages or 500 µs.
     *
     * @param messages so many in a row, at least 1
     * @param time for so long, more than zero
     * @return a copy
     */
    public Settings budget(int messages, Duration time) {
        Budget sized = new Budget(messages, time);
        return with(copy -> copy.budget = sized);
    }

    /**
     * Sets what stands around the handling of each message of each actor. A second one comes inside the first, and so on.
     *
     * @param added thread-safe
     * @return a copy with that one too
     */
    public Settings interceptor(Interceptor added) {
        Objects.requireNonNull(added, "added");
        return with(copy -> copy.interceptor = interceptor == null ? added : interceptor.then(added));
    }

    String name() {
        return name;
    }

    int loops() {
        return loops;
    }

    Duration spin() {
        return spin;
    }

    int poolThreads() {
        return poolThreads;
    }

    /** Null: the pool. */
    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Null: the first loop. */
    Scheduler scheduler() {
        return scheduler;
    }

    /** Null: the system is terminated. */
    Consumer<? super Throwable> onFatal() {
        return onFatal;
    }

    /** Null: it is logged. */
    BiConsumer<? super ActorSystem, ? super Throwable> onEscalation() {
        return onEscalation;
    }

    Duration phaseWithin() {
        return phaseWithin;
    }

    Duration totalWithin() {
        return shutdownWithin;
    }

    boolean hasShutdownHook() {
        return shutdownHook;
    }

    /** Null: one of the system's own. */
    Registry registry() {
        return registry;
    }

    /** Null: messages are shared, as they should be. */
    UnaryOperator<Object> copying() {
        return copying;
    }

    Budget budget() {
        return budget;
    }

    /** Null: none. */
    Interceptor interceptor() {
        return interceptor;
    }
}
