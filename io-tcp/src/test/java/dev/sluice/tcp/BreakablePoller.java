package dev.sluice.tcp;

import dev.sluice.actor.ActorSystem;
import dev.sluice.loop.Loop;
import dev.sluice.loop.Signal;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.NioPoller;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A poller that breaks when a test says so. */
final class BreakablePoller implements ChannelPoller {
    private final NioPoller real = new NioPoller();
    private IOException failure;

    /** Every loop that has a breakable poller loses it with its next poll. */
    static void breakAll(ActorSystem system, IOException cause) {
        for (Loop loop : system.loops()) {
            CompletableFuture<Void> told = new CompletableFuture<>();
            loop.execute(() -> {
                loop.poller(BreakablePoller.class, BreakablePoller::new).failure = cause;
                told.complete(null);
            });
            told.join();
        }
    }

    @Override
    public int poll(long timeoutNanos) throws IOException {
        if (failure != null) {
            throw failure;
        }
        return real.poll(timeoutNanos);
    }

    @Override
    public Registration register(Object source, Signal signal) throws IOException {
        return real.register(source, signal);
    }

    @Override
    public void raiseAll(int bits) {
        real.raiseAll(bits);
    }

    @Override
    public void wakeUp() {
        real.wakeUp();
    }

    @Override
    public void close() {
        real.close();
    }
}
