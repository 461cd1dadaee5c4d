package dev.sluice.transport.testkit;

import dev.sluice.io.ByteString;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.Socket;

/** A peer on a TCP socket. */
public final class SocketPeer implements Peer {
    private final Socket socket;

    /**
     * A peer.
     *
     * @param socket connected; is the peer's now
     * @throws IOException if it can't be used
     */
    public SocketPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) Probe.PATIENCE.toMillis());
    }

    @Override
    public void send(ByteString data) throws IOException {
        socket.getOutputStream().write(data.toByteArray());
    }

    @Override
    public ByteString receive(int length) throws IOException {
        return ByteString.copyOf(socket.getInputStream().readNBytes(length));
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
