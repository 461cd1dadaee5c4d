package dev.sluice.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NioListenerTest {
    private static final int BACKLOG = 128;

    private static NioListener bind(SocketAddress local, NioListener.Options options) throws IOException {
        return NioListener.bind(ServerSocketChannel.open(), local, BACKLOG, options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldAcceptStreams(String host) throws IOException {
        assumeTrue(NetworkInterface.getByInetAddress(new InetSocketAddress(host, 0).getAddress()) != null, host);
        try (Stepped stepped = new Stepped()) {
            NioListener listener = bind(new InetSocketAddress(host, 0),
                accepted -> accepted.setOption(StandardSocketOptions.TCP_NODELAY, true));
            Bits signal = new Bits();
            stepped.register(listener.source(), signal).interest(Ready.ACCEPT);
            assertNull(listener.accept());

            try (SocketChannel peer = SocketChannel.open(listener.localAddress())) {
                stepped.untilRaised(signal, Ready.ACCEPT);
                NioStream stream = listener.accept();
                assertTrue(stream.open());
                assertEquals(peer.getLocalAddress(), stream.remoteAddress());
                assertEquals(listener.localAddress(), stream.localAddress());
                assertTrue(((SocketChannel) stream.channel()).getOption(StandardSocketOptions.TCP_NODELAY));
                assertNull(listener.accept());

                stream.write(UTF_8.encode("!"));
                assertEquals(1, peer.read(ByteBuffer.allocate(8)));
                stream.close();
            }
            listener.close();
        }
    }

    @Test
    void shouldSkipAConnectionWhoseOptionsCannotBeSet() throws IOException {
        List<SocketChannel> seen = new ArrayList<>();
        NioListener listener = bind(Pair.V4, accepted -> {
            seen.add(accepted);
            switch (seen.size()) {
                case 1 -> throw new IOException("Invalid argument");
                case 2 -> throw new UnsupportedOperationException("no such option");
                case 3 -> throw new AssertionError("as on some BSDs");
                default -> {}
            }
        });
        List<SocketChannel> peers = connect(listener, 4);

        NioStream stream = listener.accept();

        assertEquals(peers.getLast().getLocalAddress(), stream.remoteAddress());
        assertEquals(3, listener.failures());
        for (int i = 0; i < 3; i++) {
            assertFalse(seen.get(i).isOpen());
            assertEquals(-1, peers.get(i).read(ByteBuffer.allocate(8)));
        }
        close(listener, stream, peers);
    }

    private static List<SocketChannel> connect(NioListener listener, int times) throws IOException {
        List<SocketChannel> peers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            peers.add(SocketChannel.open(listener.localAddress()));
        }
        return peers;
    }

    private static void close(NioListener listener, NioStream stream, List<SocketChannel> peers) throws IOException {
        listener.close();
        stream.close();
        for (SocketChannel peer : peers) {
            peer.close();
        }
    }

    @Test
    void shouldLetOthersHaveTheirTurnWhenManyFail() throws IOException {
        boolean[] bad = {true};
        try (Stepped stepped = new Stepped()) {
            NioListener listener = bind(Pair.V4, accepted -> {
                if (bad[0]) {
                    throw new IOException("Invalid argument");
                }
            });
            Bits signal = new Bits();
            stepped.register(listener, signal).interest(Ready.ACCEPT);
            List<SocketChannel> peers = connect(listener, 17);

            assertNull(listener.accept());
            assertEquals(16, listener.failures());

            bad[0] = false;
            stepped.untilRaised(signal, Ready.ACCEPT);
            NioStream stream = listener.accept();
            assertNotNull(stream);
            close(listener, stream, peers);
        }
    }

    @Test
    void shouldCloseTheConnectionAndPassOnWhatTheSystemHasToHandle() throws IOException {
        long before = Descriptors.count();
        NioListener listener = bind(Pair.V4, accepted -> {
            throw new OutOfMemoryError("a test");
        });
        try (SocketChannel peer = SocketChannel.open(listener.localAddress())) {
            assertThrows(OutOfMemoryError.class, listener::accept);
            assertEquals(-1, peer.read(ByteBuffer.allocate(8)));
        }
        listener.close();
        assertEquals(before, Descriptors.count());
    }

    @Test
    void shouldPassOnThatNothingCanBeAccepted() throws IOException {
        IOException exhausted = new IOException("Too many open files");
        try (ServerSocketChannel channel = new Exhausted(ServerSocketChannel.open(), exhausted)) {
            NioListener listener = NioListener.bind(channel, Pair.V4, BACKLOG, accepted -> {});

            assertSame(exhausted, assertThrows(IOException.class, listener::accept));
            assertSame(exhausted, assertThrows(IOException.class, listener::accept));
            assertTrue(channel.isOpen());
            assertEquals(0, listener.failures());
        }
    }

    @Test
    void shouldCloseTheChannelThatCannotBeBound() throws IOException {
        NioListener first = bind(Pair.V4, accepted -> {});
        ServerSocketChannel second = ServerSocketChannel.open();

        assertThrows(BindException.class,
            () -> NioListener.bind(second, first.localAddress(), BACKLOG, accepted -> {}));
        assertFalse(second.isOpen());

        ServerSocketChannel third = ServerSocketChannel.open();
        assertThrows(NullPointerException.class, () -> NioListener.bind(third, Pair.V4, BACKLOG, null));
        assertFalse(third.isOpen());
        first.close();
    }

    @Test
    void shouldStillKnowItsAddressAfterTheEnd() throws IOException {
        NioListener listener = bind(Pair.V4, accepted -> {});
        listener.close();

        InetSocketAddress local = (InetSocketAddress) listener.localAddress();
        assertEquals(Pair.V4.getAddress(), local.getAddress());
        assertNotEquals(0, local.getPort());
        assertThrows(IOException.class, listener::accept);
    }

    @Test
    void shouldAcceptOverUnixDomainSockets(@TempDir Path directory) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        NioListener listener = NioListener.bind(ServerSocketChannel.open(StandardProtocolFamily.UNIX), address, BACKLOG,
            accepted -> {});
        try (SocketChannel peer = SocketChannel.open(address)) {
            NioStream stream = listener.accept();
            assertEquals(address, stream.localAddress());
            assertEquals(address, peer.getRemoteAddress());
            stream.close();
        }
        listener.close();
    }
}
