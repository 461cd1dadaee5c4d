package dev.sluice.transport.tls;

import dev.sluice.io.ByteString;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.testkit.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server on a JDK's socket. It shakes hands by itself. */
final class SslPeer implements Peer {
    private final Socket raw;
    private final SSLSocket socket;
    private final CompletableFuture<Void> open;
    private volatile boolean hasEnded;

    SslPeer(Socket raw, SSLContext context) throws IOException {
        this.raw = raw;
        raw.setSoTimeout((int) Probe.PATIENCE.toMillis());
        raw.setTcpNoDelay(true);
        socket = (SSLSocket) context.getSocketFactory().createSocket(raw, null, true);
        open = CompletableFuture.runAsync(this::shakeHands, Thread::startVirtualThread);
    }

    private void shakeHands() {
        try {
            socket.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** If it fails, the test is told when it uses the socket. */
    void awaitOpen() {
        open.handle((nothing, cause) -> null).join();
    }

    @Override
    public void send(ByteString data) throws IOException {
        socket.getOutputStream().write(data.toByteArray());
    }

    @Override
    public ByteString receive(int length) throws IOException {
        return ByteString.copyOf(socket.getInputStream().readNBytes(length));
    }

    /** From here on a close would wait for the other's end. */
    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
        hasEnded = true;
    }

    @Override
    public void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    @Override
    public void close() throws IOException {
        if (!socket.isClosed()) {
            if (hasEnded) {
                raw.setSoTimeout(1);
            }
            socket.close();
        }
    }
}
