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
 *
 * <p>What has threads of its own is not waited for: a {@link dev.sluice.actor.BlockingActor}, work that was {@linkplain
 * dev.sluice.actor.Context#offload offloaded}, a future that somebody else completes. "Nothing is left to run" then means little. Test
 * these in a running system, with a {@link Probe}; a {@link VirtualClock} as its {@link Settings#scheduler} moves their timeouts.
 */
public final class ManualSystem implements AutoCloseable {
    private final ManualDispatcher dispatcher;
    private final VirtualClock clock;
    private final ActorSystem system;

    private ManualSystem(Settings settings, Chance chance) {
        dispatcher = new ManualDispatcher(chance);
        clock = new VirtualClock(chance);
        Duration century = Duration.ofDays(36_500); // time goes by only if somebody turns the clock
        system = ActorSystem.create(settings.dispatcher(dispatcher).scheduler(clock).shutdownWithin(century, century));
    }

    /**
     * Makes a system in which nothing has happened yet.
     *
     * @param name a label for people
     * @return the system; close it
     */
    public static ManualSystem create(String name) {
        return create(Settings.named(name));
    }

    /**
     * Makes a system in which nothing has happened yet.
     *
     * @param settings what else is special about it, such as {@link Settings#copying}; dispatcher and scheduler are replaced
     * @return the system; close it
     */
    public static ManualSystem create(Settings settings) {
        return new ManualSystem(settings, Chance.NONE);
    }

    /**
     * Makes a system whose order of events is random: which of the actors that are ready runs next, how many messages it handles
     * before others have their turn, and which of the timers that are due at the same moment comes first. What the runtime
     * promises holds in each of these orders, and nothing else does. The same seed gives the same order again, as long as all
     * happens on the test's thread and the test does the same.
     *
     * @param name a label for people
     * @param seed any number
     * @return the system; close it
     * @see Interleavings for many seeds
     */
    public static ManualSystem seeded(String name, long seed) {
        return seeded(Settings.named(name), seed);
    }

    /**
     * Makes a system whose order of events is random, see {@link #seeded(String, long)}.
     *
     * @param settings what else is special about it; dispatcher and scheduler are replaced
     * @param seed any number
     * @return the system; close it
     */
    public static ManualSystem seeded(Settings settings, long seed) {
        return new ManualSystem(settings, Chance.of(seed));
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
     * @param future which depends on this system's actors, and on nothing else: not that of {@link ActorSystem#terminate}, which
     *        completes on a thread of its own
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
