package dev.sluice.foreign;

import dev.sluice.io.ByteString;
import dev.sluice.transport.testkit.Peer;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The other end is the JDK's: what comes over really went through the kernel's socket. */
record UnixPeer(SocketChannel channel) implements Peer {
    static UnixPeer connect(UnixDomainSocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, Junix.BUFFER);
        return new UnixPeer(channel);
    }

    @Override
    public void send(ByteString data) throws IOException {
        ByteBuffer rest = data.asByteBuffer();
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    @Override
    public ByteString receive(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // go on
        }
        return ByteString.copyOf(bytes.flip());
    }

    @Override
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** There is none. */
    @Override
    public void reset() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
