package dev.sluice.transport.testkit;

import dev.sluice.io.ByteString;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A peer on any channel of the JDK, such as one of a Unix domain socket. One that waits for too long is closed. */
public final class ChannelPeer implements Peer {
    private static final Executor PATIENCE = CompletableFuture.delayedExecutor(Probe.PATIENCE.toMillis(),
        TimeUnit.MILLISECONDS);

    private final SocketChannel channel;

    /**
     * A peer.
     *
     * @param channel connected, and in blocking mode; is the peer's now
     */
    public ChannelPeer(SocketChannel channel) {
        this.channel = Objects.requireNonNull(channel, "channel");
    }

    @Override
    public void send(ByteString data) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(data.toByteArray());
        patiently(() -> {
            while (left.hasRemaining()) {
                channel.write(left);
            }
        });
    }

    @Override
    public ByteString receive(int length) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(length);
        patiently(() -> {
            int read = 0;
            while (read >= 0 && received.hasRemaining()) {
                read = channel.read(received);
            }
        });
        return ByteString.copyOf(received.flip());
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** A channel knows no time limit; but closing it ends whoever waits there. */
    private void patiently(Step step) throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        PATIENCE.execute(() -> closeUnless(over));
        try {
            step.run();
        } finally {
            over.complete(null);
        }
    }

    private void closeUnless(CompletableFuture<Void> over) {
        if (!over.isDone()) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new AssertionError("the peer's own channel can't be closed", e);
            }
        }
    }

    @Override
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
