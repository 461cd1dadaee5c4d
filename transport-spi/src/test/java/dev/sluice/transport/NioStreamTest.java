package dev.sluice.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NioStreamTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldConnect(String host) throws IOException {
        assumeTrue(NetworkInterface.getByInetAddress(new InetSocketAddress(host, 0).getAddress()) != null, host);
        try (Stepped stepped = new Stepped();
            ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(host, 0))) {
            NioStream stream = NioStream.connect(SocketChannel.open(), server.getLocalAddress());
            Bits signal = new Bits();
            ChannelPoller.Registration registration = stepped.register(stream.source(), signal);
            openUp(stepped, stream, registration, signal);

            try (SocketChannel peer = server.accept()) {
                assertEquals(peer.getRemoteAddress(), stream.localAddress());
                assertEquals(peer.getLocalAddress(), stream.remoteAddress());

                peer.write(UTF_8.encode("hello"));
                registration.interest(stream.watched(Ready.READ));
                stepped.untilRaised(signal, Ready.READ);
                assertEquals("hello", read(stream));
                assertEquals(0, stream.read(ByteBuffer.allocateDirect(8)));

                assertEquals(5, stream.write(UTF_8.encode("world")));
                assertEquals("world", read(peer, 5));
            }
            stepped.release(registration, stream);
        }
    }

    /** As a connection does it. */
    private static void openUp(Stepped stepped, NioStream stream, ChannelPoller.Registration registration, Bits signal)
        throws IOException {
        while (!stream.open()) {
            assertEquals(Ready.CONNECT, stream.watched(Ready.READ));
            registration.interest(stream.watched(0));
            stepped.untilRaised(signal, Ready.CONNECT);
        }
        assertTrue(stream.open());
        assertEquals(Ready.READ, stream.watched(Ready.READ));
        registration.interest(stream.watched(0));
    }

    private static String read(NioStream stream) throws IOException {
        ByteBuffer target = ByteBuffer.allocateDirect(64);
        stream.read(target);
        return UTF_8.decode(target.flip()).toString();
    }

    private static String read(SocketChannel peer, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining() && peer.read(target) >= 0) {
            // go on
        }
        return UTF_8.decode(target.flip()).toString();
    }

    @Test
    void shouldFailToConnectWhereNobodyListens() throws IOException {
        try (Stepped stepped = new Stepped(); Pair.Nobody nobody = Pair.nobody(Pair.V4.getAddress())) {
            long before = Descriptors.count();
            NioStream stream = NioStream.connect(SocketChannel.open(), nobody.address());
            Bits signal = new Bits();
            ChannelPoller.Registration registration = stepped.register(stream, signal);

            assertThrows(ConnectException.class, () -> openUp(stepped, stream, registration, signal));

            assertEquals(nobody.address(), stream.remoteAddress());
            assertNull(stream.localAddress());
            stream.abort();
            stepped.release(registration, stream);
            assertEquals(before, Descriptors.count());
        }
    }

    @Test
    void shouldForgetAConnectionThatIsNotYetOpen() throws IOException {
        try (Stepped stepped = new Stepped(); ServerSocketChannel server = ServerSocketChannel.open().bind(Pair.V4)) {
            long before = Descriptors.count();
            NioStream stream = NioStream.connect(SocketChannel.open(), server.getLocalAddress());
            ChannelPoller.Registration registration = stepped.register(stream, new Bits());
            registration.interest(stream.watched(0));

            stream.abort();
            stepped.release(registration, stream);

            assertEquals(before, Descriptors.count());
        }
    }

    @Test
    void shouldRefuseToBeConnectedToItself() throws IOException {
        try (Stepped stepped = new Stepped(); SocketChannel channel = SocketChannel.open().bind(Pair.V4)) {
            NioStream stream = NioStream.connect(channel, channel.getLocalAddress());
            Bits signal = new Bits();
            ChannelPoller.Registration registration = stepped.register(stream, signal);

            IOException refused = assertThrows(IOException.class, () -> openUp(stepped, stream, registration, signal));

            assertTrue(refused.getMessage().startsWith("connected to itself"), refused.getMessage());
        }
    }

    @Test
    void shouldCloseTheChannelWhenItCannotEvenBegin() throws IOException {
        SocketChannel unresolved = SocketChannel.open();
        SocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
        assertThrows(UnresolvedAddressException.class, () -> NioStream.connect(unresolved, nowhere));
        assertFalse(unresolved.isOpen());

        SocketChannel nameless = SocketChannel.open();
        assertThrows(NullPointerException.class, () -> NioStream.connect(nameless, null));
        assertFalse(nameless.isOpen());

        assertThrows(ClosedChannelException.class, () -> NioStream.connected(nameless));
    }

    @Test
    void shouldEndItsOutputAndGoOnReading() throws IOException {
        try (Stepped stepped = new Stepped(); Pair pair = Pair.open()) {
            NioStream stream = NioStream.connected(pair.ours());
            stream.write(UTF_8.encode("last words"));
            assertTrue(stream.endOutput());

            assertEquals("last words", read(pair.peer(), 64));
            pair.peerSays("answer");
            Bits signal = new Bits();
            ChannelPoller.Registration registration = stepped.register(stream, signal);
            registration.interest(Ready.READ);
            stepped.untilRaised(signal, Ready.READ);
            assertEquals("answer", read(stream));
            assertThrows(IOException.class, () -> stream.write(UTF_8.encode("more")));
        }
    }

    @Test
    void shouldSeeTheEndOfThePeersOutputAndGoOnWriting() throws IOException {
        try (Stepped stepped = new Stepped(); Pair pair = Pair.open()) {
            NioStream stream = NioStream.connected(pair.ours());
            Bits signal = new Bits();
            ChannelPoller.Registration registration = stepped.register(stream, signal);
            registration.interest(Ready.READ);

            pair.peer().shutdownOutput();
            stepped.untilRaised(signal, Ready.READ);

            assertEquals(-1, stream.read(ByteBuffer.allocateDirect(8)));
            assertEquals(6, stream.write(UTF_8.encode("answer")));
            assertEquals("answer", read(pair.peer(), 6));
        }
    }

    @Test
    void shouldWriteWhatFitsAndTellWhenThereIsRoomAgain() throws IOException {
        try (Stepped stepped = new Stepped(); Pair pair = Pair.open()) {
            NioStream stream = NioStream.connected(pair.ours());
            ByteBuffer chunk = ByteBuffer.allocateDirect(64 * 1024);
            while (stream.write(chunk.clear()) > 0) {
                // until the kernel takes nothing more
            }
            assertEquals(chunk.capacity(), chunk.remaining());
            Bits signal = new Bits();
            ChannelPoller.Registration registration = stepped.register(stream, signal);
            registration.interest(Ready.WRITE);
            stepped.loop.doWork();
            assertEquals(0, signal.take());

            pair.peer().configureBlocking(false);
            stepped.until(() -> {
                pair.peer().read(chunk.clear());
                return signal.has(Ready.WRITE);
            });
            assertTrue(stream.write(chunk.clear()) > 0);
        }
    }

    @Test
    void shouldSeeAResetByThePeer() throws IOException {
        try (Stepped stepped = new Stepped(); Pair pair = Pair.open()) {
            NioStream stream = NioStream.connected(pair.ours());
            Bits signal = new Bits();
            ChannelPoller.Registration registration = stepped.register(stream, signal);
            registration.interest(Ready.READ);

            pair.peer().setOption(StandardSocketOptions.SO_LINGER, 0).close();
            stepped.untilRaised(signal, Ready.READ);

            assertThrows(IOException.class, () -> stream.read(ByteBuffer.allocateDirect(8)));
            stream.abort();
            stepped.release(registration, stream);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldResetThePeerWhenItIsAborted(boolean closeFirst) throws IOException {
        try (Stepped stepped = new Stepped(); Pair pair = Pair.open()) {
            NioStream stream = NioStream.connected(pair.ours());
            ChannelPoller.Registration registration = stepped.register(stream, new Bits());
            boolean[] flushed = {false};

            stream.abort();
            if (closeFirst) {
                stream.close();
            }
            registration.cancel(() -> flushed[0] = true);
            if (!closeFirst) {
                stream.close();
            }
            stepped.until(() -> flushed[0]);

            IOException reset = assertThrows(IOException.class, () -> pair.peer().read(ByteBuffer.allocate(8)));
            assertTrue(reset.getMessage().contains("reset"), reset.getMessage());
        }
    }

    @Test
    void shouldEndInOrderWhenItIsClosed() throws IOException {
        try (Stepped stepped = new Stepped(); Pair pair = Pair.open()) {
            NioStream stream = NioStream.connected(pair.ours());
            ChannelPoller.Registration registration = stepped.register(stream, new Bits());

            stream.write(UTF_8.encode("bye"));
            stepped.release(registration, stream);

            assertEquals("bye", read(pair.peer(), 64));
            stream.close();
        }
    }

    @Test
    void shouldStillKnowItsAddressesAfterTheEnd() throws IOException {
        try (Pair pair = Pair.open()) {
            NioStream stream = NioStream.connected(pair.ours());
            stream.close();
            stream.abort();

            assertEquals(pair.peer().getRemoteAddress(), stream.localAddress());
            assertEquals(pair.peer().getLocalAddress(), stream.remoteAddress());
            assertSame(stream, stream.source());
            assertSame(pair.ours(), stream.channel());
            assertThrows(ClosedChannelException.class, () -> stream.read(ByteBuffer.allocateDirect(8)));
        }
    }

    @Test
    void shouldMakeTheChannelNonBlocking() throws IOException {
        try (Pair pair = Pair.open()) {
            NioStream stream = NioStream.connected(pair.peer());

            assertFalse(pair.peer().isBlocking());
            assertTrue(stream.open());
            assertEquals(0, stream.read(ByteBuffer.allocateDirect(8)));
        }
    }

    @Test
    void shouldConnectOverAUnixDomainSocket(@TempDir Path directory) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (Stepped stepped = new Stepped();
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            NioStream stream = NioStream.connect(SocketChannel.open(StandardProtocolFamily.UNIX), address);
            Bits signal = new Bits();
            ChannelPoller.Registration registration = stepped.register(stream, signal);
            openUp(stepped, stream, registration, signal);

            assertEquals(address, stream.remoteAddress());
            assertEquals(UnixDomainSocketAddress.of(""), stream.localAddress());
            try (SocketChannel peer = server.accept()) {
                stream.write(UTF_8.encode("hello"));
                assertEquals("hello", read(peer, 5));
                stream.abort();
                stepped.release(registration, stream);
                assertEquals(-1, peer.read(ByteBuffer.allocate(8)));
            }
        }
    }
}
