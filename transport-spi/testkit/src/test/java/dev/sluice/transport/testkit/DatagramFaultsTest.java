package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.DatagramHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatagramFaultsTest {
    private static final DatagramFaults NONE = DatagramFaults.seeded(1);

    private final MemoryNetwork network = new MemoryNetwork(100);
    private final List<Integer> got = new ArrayList<>();
    private int truncated;
    private MemoryDatagram ours;
    private MemoryDatagram peer;

    @BeforeEach
    void open() throws IOException {
        ours = network.bind(new MemoryAddress("ours"));
        peer = network.bind(new MemoryAddress("peer"));
    }

    private int receive(DatagramHandle handle, int count) throws IOException {
        return handle.receive(ByteBuffer.allocate(100), 100, count, (data, sender, isTruncated) -> {
            got.add(data.hasRemaining() ? (int) data.get(0) : -1);
            truncated += isTruncated ? 1 : 0;
        });
    }

    private void peerSends(int... values) throws IOException {
        peer.send(Numbers.to(ours.localAddress(), values));
    }

    @Test
    void shouldChangeNothingWithoutFaults() throws IOException {
        DatagramHandle handle = NONE.wrap(ours);
        peerSends(1, 2, 3);
        assertEquals(2, handle.send(Numbers.to(peer.localAddress(), 7, 8)));

        assertEquals(2, receive(handle, 2));
        assertEquals(1, receive(handle, 2));
        assertEquals(List.of(1, 2, 3), got);
        assertEquals(2, peer.waiting());
        assertSame(ours, handle.source());
        assertSame(ours.localAddress(), handle.localAddress());
    }

    @Test
    void shouldLoseOnBothWays() throws IOException {
        DatagramHandle handle = NONE.loses(100).wrap(ours);
        peerSends(1, 2);
        Numbers batch = Numbers.to(peer.localAddress(), 7, 8);

        assertEquals(2, handle.send(batch));
        assertEquals(List.of(), batch.failed);
        assertEquals(0, peer.waiting());
        assertEquals(0, receive(handle, 10));
    }

    @Test
    void shouldDuplicateOnBothWays() throws IOException {
        DatagramHandle handle = NONE.duplicates(100).wrap(ours);
        peerSends(1, 2);
        assertEquals(1, handle.send(Numbers.to(peer.localAddress(), 7)));

        assertEquals(2, peer.waiting());
        assertEquals(3, receive(handle, 3));
        assertTrue(handle.hasInput());
        assertEquals(1, receive(handle, 3));
        assertFalse(handle.hasInput());
        assertEquals(List.of(1, 1, 2, 2), got);
    }

    @Test
    void shouldReorderAndLoseNothing() throws IOException {
        DatagramHandle handle = NONE.reorders(50).wrap(ours);
        peerSends(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertEquals(10, receive(handle, 20));

        assertNotEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), got);
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), got.stream().sorted().toList());
    }

    @Test
    void shouldTruncateAndSaySo() throws IOException {
        DatagramHandle handle = NONE.truncates(100).wrap(ours);
        peerSends(1, 2);

        assertEquals(2, receive(handle, 2));
        assertEquals(2, truncated);
    }

    @Test
    void shouldLookInVain() throws IOException {
        peerSends(1);

        assertEquals(0, receive(NONE.looksInVain(100).wrap(ours), 2));
        assertEquals(1, receive(NONE.wrap(ours), 2));
    }

    @Test
    void shouldTakeNothing() throws IOException {
        assertEquals(0, NONE.blocks(100).wrap(ours).send(Numbers.to(peer.localAddress(), 7)));
        assertEquals(0, peer.waiting());
    }

    @Test
    void shouldFailDatagramsAlone() throws IOException {
        Numbers batch = Numbers.to(peer.localAddress(), 7, 8, 9);
        DatagramHandle handle = NONE.refuses(50).wrap(ours);

        assertEquals(3, handle.send(batch));
        assertFalse(batch.failed.isEmpty());
        assertEquals(3, batch.failed.size() + peer.waiting());
    }

    @Test
    void shouldReportAnErrorButNotTwiceInARow() throws IOException {
        DatagramHandle handle = NONE.networkErrors(100).wrap(ours);
        peerSends(1);

        assertThrows(PortUnreachableException.class, () -> receive(handle, 1));
        assertEquals(1, receive(handle, 1));
    }

    @Test
    void shouldBreakForGood() throws IOException {
        DatagramHandle handle = NONE.breaksAt(2).wrap(ours);
        receive(handle, 1);

        assertThrows(ClosedChannelException.class, () -> receive(handle, 1));
        assertThrows(ClosedChannelException.class, () -> handle.send(Numbers.to(peer.localAddress(), 7)));
    }

    @Test
    void shouldFailOnceAtSomeCall() throws IOException {
        IOException cause = new IOException("on purpose");
        DatagramHandle handle = NONE.fails(DatagramFaults.Call.SEND, 2, cause)
            .fails(DatagramFaults.Call.ADDRESS, 1, cause)
            .fails(DatagramFaults.Call.DROPPED, 1, new IllegalStateException()).wrap(ours);
        Numbers batch = Numbers.to(peer.localAddress(), 7);
        handle.send(batch);

        assertSame(cause, assertThrows(IOException.class, () -> handle.send(batch)));
        assertSame(cause, assertThrows(UncheckedIOException.class, handle::localAddress).getCause());
        assertThrows(IllegalStateException.class, handle::dropped);
        assertEquals(1, handle.send(batch));
    }

    @Test
    void shouldCloseAlsoIfThatFails() {
        DatagramHandle handle = NONE.fails(DatagramFaults.Call.CLOSE, 1, new IOException("on purpose")).wrap(ours);

        assertThrows(IOException.class, handle::close);
        assertEquals(1, network.open());
    }

    @Test
    void shouldDoTheSameAgain() throws IOException {
        DatagramFaults plan = NONE.loses(20).duplicates(20).reorders(20);

        assertEquals(received(plan), received(plan));
    }

    private List<Integer> received(DatagramFaults plan) throws IOException {
        got.clear();
        DatagramHandle handle = plan.wrap(ours);
        for (int i = 0; i < 100; i++) {
            peerSends(i);
            receive(handle, 10);
        }
        while (handle.hasInput()) {
            receive(handle, 10);
        }
        return List.copyOf(got);
    }
}
