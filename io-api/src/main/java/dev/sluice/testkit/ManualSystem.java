package dev.sluice.testkit;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An actor system that a test drives: its actors run on the test's thread, and its time stands still in between. Channels need
 * real loops, and so are not for this system.
 */
public final class ManualSystem implements AutoCloseable {
    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private final VirtualClock clock = new VirtualClock();
    private final ActorSystem system;

    private ManualSystem(String name) {
        Duration century = Duration.ofDays(36_500);
        system = ActorSystem
            .create(Settings.named(name).dispatcher(dispatcher).scheduler(clock).shutdownWithin(century, century));
    }

    /**
     * Makes a system in which nothing has happened yet.
     *
     * @param name a label for people
     * @return the system; close it
     */
    public static ManualSystem create(String name) {
        return new ManualSystem(name);
    }

    /**
     * The system itself.
     *
     * @return for spawning and asking
     */
    public ActorSystem system() {
        return system;
    }

    /**
     * What runs its actors.
     *
     * @return for single steps
     */
    public ManualDispatcher dispatcher() {
        return dispatcher;
    }

    /**
     * What its timers stand on.
     *
     * @return the clock
     */
    public VirtualClock clock() {
        return clock;
    }

    /** Runs until no actor has anything to do. */
    public void run() {
        dispatcher.run();
    }

    /**
     * Runs until no actor has anything to do, then moves the time on from timer to timer, running all that each sets off.
     *
     * @param time how far
     */
    public void advance(Duration time) {
        clock.advance(time, dispatcher::run);
    }

    /**
     * Runs until a future is complete.
     *
     * @param future which depends on this system's actors
     * @param <T> what it gives
     * @return its value
     * @throws AssertionError if it is not complete although there is nothing left to run
     */
    public <T> T await(CompletableFuture<T> future) {
        run();
        if (!future.isDone()) {
            throw new AssertionError("nothing is left to run, and the future is not complete");
        }
        return future.join();
    }

    /** Stops all actors, and runs them until they have stopped. */
    @Override
    public void close() {
        CompletableFuture<?> terminated = system.terminate();
        run();
        for (Duration step = Duration.ofSeconds(1); !isDoneSoon(terminated); step = step.multipliedBy(2)) {
            advance(step);
        }
    }

    /** The threads behind the system are closed by one of their own. */
    private static boolean isDoneSoon(CompletableFuture<?> terminated) {
        try {
            terminated.get(100, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
