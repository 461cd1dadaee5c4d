package dev.sluice.transport;

import static org.awaitility.Awaitility.await;

import dev.sluice.loop.Loop;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A loop that the test steps by hand, with a NIO poller. Everything on it happens on the thread that made it. */
final class Stepped implements AutoCloseable {
    final Loop loop = Loop.stepped("stepped");
    final NioPoller poller;

    Stepped() {
        loop.onStart();
        poller = loop.poller(NioPoller.class, NioPoller::new);
    }

    ChannelPoller.Registration register(Object source, Bits signal) throws IOException {
        return poller.register(source, signal);
    }

    /** Registers a bare channel. */
    ChannelPoller.Registration watch(SelectableChannel channel, Bits signal) throws IOException {
        return poller.register((NioPoller.Source) () -> channel, signal);
    }

    /** Steps until something is true. */
    void until(Callable<Boolean> reached) {
        await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofNanos(10_000))
            .until(() -> {
                loop.doWork();
                return reached.call();
            });
    }

    /** Steps until those bits were raised, and takes them. */
    void untilRaised(Bits signal, int bits) {
        until(() -> signal.has(bits));
        signal.take();
    }

    /** Ends the watching and closes the stream, and steps until its descriptor is free. */
    void release(ChannelPoller.Registration registration, StreamHandle stream) throws IOException {
        boolean[] flushed = {false};
        registration.cancel(() -> flushed[0] = true);
        stream.close();
        until(() -> flushed[0]);
    }

    @Override
    public void close() {
        loop.onClose();
    }
}
