package dev.sluice.transport.contract;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.transport.ChannelPoller;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where histories happen: connections on one stepped loop, their handlers beside it, all on the thread that made this. What runs
 * when is the history's own choice, and so it can be repeated.
 */
final class Stage implements AutoCloseable {
    private static final int TURNS = 1_000_000;

    private final ManualSystem manual;
    private final Loop loop = Loop.stepped("stage");
    private final long actors;

    Stage(Supplier<? extends ChannelPoller> poller) {
        manual = ManualSystem.create(Settings.named("histories").budget(64, Duration.ofDays(1)));
        loop.onStart();
        loop.poller(ChannelPoller.class, poller);
        runDry();
        actors = manual.system().figures().living();
    }

    ActorSystem system() {
        return manual.system();
    }

    Dispatcher onLoop() {
        return Dispatcher.of(loop);
    }

    boolean turnLoop() {
        return loop.doWork() > 0;
    }

    boolean turnHandler() {
        return manual.dispatcher().runOne();
    }

    /** Runs until nothing moves any more. True if anything did. */
    boolean runDry() {
        for (int turn = 0; turn < TURNS; turn++) {
            boolean worked = turnLoop();
            worked |= turnHandler();
            if (!worked) {
                return turn > 0;
            }
        }
        throw new AssertionError("something spins: " + TURNS + " turns, and no end");
    }

    /** How many actors there are more than at the beginning. */
    long leftBehind() {
        return manual.system().figures().living() - actors;
    }

    @Override
    public void close() {
        loop.onClose();
        manual.close();
    }
}
