package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a system is made; immutable, each method gives a copy.
 *
 * @param name a label for people
 * @param loops how many loops for channels, at least 1
 * @param spin how long a loop polls without blocking before it blocks; zero = not at all
 * @param poolThreads how many threads the pool has, at least 1
 * @param dispatcher where actors run by default; null = on the pool
 * @param scheduler where the timers of actors run that live on no loop; null = on the first loop
 * @param onFatal what is done about an {@link OutOfMemoryError} or {@link InternalError} that an actor threw, besides stopping
 *        that actor; null = the system is terminated
 * @param interceptor stands around the handling of each message; null = none
 */
public record Settings(String name, int loops, Duration spin, int poolThreads, Dispatcher dispatcher,
    Scheduler scheduler,
    Consumer<? super Throwable> onFatal, Interceptor interceptor) {

    /** Checks the fields. */
    public Settings {
        Objects.requireNonNull(name, "name");
        if (loops < 1) {
            throw new IllegalArgumentException("loops is less than 1: " + loops);
        }
        if (spin.isNegative()) {
            throw new IllegalArgumentException("spin is negative: " + spin);
        }
        if (poolThreads < 1) {
            throw new IllegalArgumentException("poolThreads is less than 1: " + poolThreads);
        }
    }

    /**
     * The defaults: a loop and a pool thread for each processor, loops that block at once.
     *
     * @param name a label for people
     * @return settings
     */
    public static Settings named(String name) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Settings(name, processors, Duration.ZERO, processors, null, null, null, null);
    }

    /**
     * Sets the number of loops.
     *
     * @param count at least 1
     * @return a copy
     */
    public Settings loops(int count) {
        return new Settings(name, count, spin, poolThreads, dispatcher, scheduler, onFatal, interceptor);
    }

    /**
     * Sets how long a loop polls before it blocks: processor time for latency.
     *
     * @param time from the last work on; zero = not at all
     * @return a copy
     */
    public Settings spin(Duration time) {
        return new Settings(name, loops, Objects.requireNonNull(time, "time"), poolThreads, dispatcher, scheduler,
            onFatal, interceptor);
    }

    /**
     * Sets the size of the pool.
     *
     * @param count at least 1
     * @return a copy
     */
    public Settings poolThreads(int count) {
        return new Settings(name, loops, spin, count, dispatcher, scheduler, onFatal, interceptor);
    }

    /**
     * Sets where actors run by default.
     *
     * @param place instead of the pool
     * @return a copy
     */
    public Settings dispatcher(Dispatcher place) {
        return new Settings(name, loops, spin, poolThreads, place, scheduler, onFatal, interceptor);
    }

    /**
     * Sets where the timers of actors run that live on no loop.
     *
     * @param clock instead of the first loop
     * @return a copy
     */
    public Settings scheduler(Scheduler clock) {
        return new Settings(name, loops, spin, poolThreads, dispatcher, clock, onFatal, interceptor);
    }

    /**
     * Sets what is done about an {@link OutOfMemoryError} or {@link InternalError} that an actor threw.
     *
     * @param policy called on the actor's thread; the actor itself is stopped in any case
     * @return a copy
     */
    public Settings onFatal(Consumer<? super Throwable> policy) {
        return new Settings(name, loops, spin, poolThreads, dispatcher, scheduler, policy, interceptor);
    }

    /**
     * Sets what stands around the handling of each message of each actor. A second one comes inside the first, and so on.
     *
     * @param added thread-safe
     * @return a copy with that one too
     */
    public Settings interceptor(Interceptor added) {
        Objects.requireNonNull(added, "added");
        return new Settings(name, loops, spin, poolThreads, dispatcher, scheduler, onFatal,
            interceptor == null ? added : interceptor.then(added));
    }
}
