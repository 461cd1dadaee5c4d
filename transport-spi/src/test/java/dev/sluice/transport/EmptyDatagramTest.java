package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyDatagramTest {
    private final ByteBuffer scratch = ByteBuffer.allocate(100);
    private DatagramChannel peer;
    private DatagramChannel ours;

    private void connect(String host) throws IOException {
        peer = DatagramChannel.open().bind(new InetSocketAddress(host, 0));
        ours = DatagramChannel.open().connect(peer.getLocalAddress());
        ours.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        ours.close();
    }

    private void send() throws IOException {
        EmptyDatagram.send(ours, ours.getLocalAddress(), ours.getRemoteAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldSendFromTheAddressOfTheConnectedOne(String host) throws IOException {
        connect(host);
        send();
        assertEquals(ours.getLocalAddress(), peer.receive(scratch));
        assertEquals(0, scratch.position());
    }

    @Test
    void shouldLeaveNothingBehind() throws IOException {
        connect("127.0.0.1");
        long before = Descriptors.count();
        send();
        assertEquals(before, Descriptors.count());
        assertEquals(false, ours.getOption(StandardSocketOptions.SO_REUSEADDR));
        try (DatagramChannel other = DatagramChannel.open()) {
            assertThrows(IOException.class, () -> other.bind(ours.getLocalAddress()));
        }
    }

    @Test
    void shouldLeaveAnAddressSharedThatWas() throws IOException {
        connect("127.0.0.1");
        ours.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        send();
        assertEquals(true, ours.getOption(StandardSocketOptions.SO_REUSEADDR));
    }

    @Test
    void shouldHearThatNobodyIsThere() throws IOException {
        connect("127.0.0.1");
        peer.close();
        send();
        Awaitility.await()
            .untilAsserted(() -> assertThrows(PortUnreachableException.class, () -> ours.receive(scratch)));
        assertNull(ours.receive(scratch));
    }

    @Test
    void shouldSayThatTheConnectedOneIsClosed() throws IOException {
        connect("127.0.0.1");
        SocketAddress local = ours.getLocalAddress();
        ours.close();
        assertThrows(ClosedChannelException.class, () -> EmptyDatagram.send(ours, local, peer.getLocalAddress()));
    }

    /** The peer waits for each one to arrive before it sends the next. */
    @Test
    void shouldLoseNothingOfThePeerMeanwhile() throws Exception {
        connect("127.0.0.1");
        int count = 100;
        SocketAddress target = ours.getLocalAddress();
        AtomicInteger arrived = new AtomicInteger();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < count; i++) {
                peerSends(target);
                while (arrived.get() == i) {
                    Thread.yield();
                }
            }
        });
        long end = System.nanoTime() + Probe.PATIENCE.toNanos();
        while (arrived.get() < count) {
            send();
            if (ours.receive(scratch.clear()) != null) {
                arrived.incrementAndGet();
            }
            assertTrue(System.nanoTime() < end, "lost after " + arrived);
        }
        sending.get();
    }

    private void peerSends(SocketAddress target) {
        try {
            peer.send(ByteString.utf8("x").asByteBuffer(), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
