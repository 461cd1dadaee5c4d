package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.Ready;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a bare datagram socket sends. */
abstract class DatagramSendingRules {
    private final DatagramHandleContract contract;

    DatagramSendingRules(DatagramHandleContract contract) {
        this.contract = contract;
    }

    private DatagramRig open() throws Exception {
        return DatagramRig.open(contract);
    }

    private static byte[] bytes(int value) {
        return new byte[] {(byte) value};
    }

    @Test
    void shouldSendABatchInOrder() throws Exception {
        try (DatagramRig rig = open()) {
            byte[][] datagrams = new byte[64][];
            for (int i = 0; i < 64; i++) {
                datagrams[i] = Pattern.from(i, 1 + i);
            }
            Outgoing batch = rig.ours.send(rig.peer.address(), datagrams);

            assertEquals(Set.of(), batch.failures.keySet());
            List<Came> all = rig.peer.receive(DatagramEnd.LONGEST, 64);
            for (int i = 0; i < 64; i++) {
                assertArrayEquals(Pattern.from(i, 1 + i), all.get(i).data());
                assertEquals(rig.ours.address(), all.get(i).sender());
            }
        }
    }

    @Test
    void shouldSendTheDatagramsOfABatchToDifferentPeers() throws Exception {
        try (DatagramRig rig = open()) {
            DatagramEnd other = rig.another(null);
            rig.ours.send(Outgoing.of(rig.peer.address(), bytes(1)).and(bytes(2), other.address())
                .and(bytes(3), rig.peer.address()));

            assertArrayEquals(bytes(1), rig.peer.receive().data());
            assertArrayEquals(bytes(3), rig.peer.receive().data());
            assertArrayEquals(bytes(2), other.receive().data());
        }
    }

    @Test
    void shouldSendEmptyDatagrams() throws Exception {
        byte[] empty = {};
        try (DatagramRig rig = open()) {
            Outgoing batch = rig.ours.send(rig.peer.address(), empty, empty, bytes(1), empty);
            List<Came> all = rig.peer.receive(DatagramEnd.LONGEST, 4);

            assertEquals(Set.of(), batch.failures.keySet());
            assertArrayEquals(empty, all.get(1).data());
            assertArrayEquals(bytes(1), all.get(2).data());
            assertArrayEquals(empty, all.get(3).data());
            assertFalse(rig.peer.isReady(Ready.READ));
        }
    }

    @Test
    void shouldFailAloneWhatHasABadAddress() throws Exception {
        try (DatagramRig rig = open()) {
            SocketAddress to = rig.peer.address();
            expectOnlyToFail(rig, Outgoing.of(to, bytes(1)).and(bytes(2), contract.badAddress()).and(bytes(3), to), 1);
        }
    }

    @Test
    void shouldFailAloneWhatIsTooLong() throws Exception {
        try (DatagramRig rig = open()) {
            byte[] tooLong = new byte[contract.longest() + 1];
            expectOnlyToFail(rig, Outgoing.of(rig.peer.address(), bytes(1), tooLong, bytes(3)), 1);
        }
    }

    @Test
    void shouldFailAloneWhatHasNoTargetIfThereIsNoPeer() throws Exception {
        try (DatagramRig rig = open()) {
            SocketAddress to = rig.peer.address();
            expectOnlyToFail(rig, Outgoing.of(null, bytes(2)).and(bytes(1), to).and(bytes(3), to), 0);
        }
    }

    /** Of three, in which the others carry 1 and 3. */
    private static void expectOnlyToFail(DatagramRig rig, Outgoing batch, int index) throws IOException {
        rig.ours.send(batch);

        assertEquals(Set.of(index), batch.failures.keySet());
        assertArrayEquals(bytes(1), rig.peer.receive().data());
        assertArrayEquals(bytes(3), rig.peer.receive().data());
        assertFalse(rig.peer.isReady(Ready.READ));
    }

    @Test
    void shouldSendTheLongest() throws Exception {
        try (DatagramRig rig = open()) {
            byte[] data = Pattern.from(3, contract.longest());
            Outgoing batch = rig.ours.send(rig.peer.address(), data);

            assertEquals(Set.of(), batch.failures.keySet());
            assertArrayEquals(data, rig.peer.receive().data());
        }
    }

    @Test
    void shouldSendWhereNobodyIs() throws Exception {
        try (DatagramRig rig = open()) {
            DatagramEnd gone = rig.another(null);
            gone.close();
            Outgoing batch = rig.ours.send(gone.address(), bytes(1), bytes(2));
            rig.ours.send(rig.peer.address(), bytes(3));

            assertEquals(Set.of(), batch.failures.keySet());
            assertArrayEquals(bytes(3), rig.peer.receive().data());
        }
    }

    @Test
    void shouldTakeNothingWhileItIsBlockedAndSayWhenItIsNot() throws Exception {
        try (DatagramRig rig = open()) {
            DatagramHandle handle = rig.peer.handle;
            assumeTrue(contract.block(handle, true), "this transport can't be blocked");
            Outgoing batch = Outgoing.of(rig.ours.address(), bytes(1), bytes(2));

            assertEquals(0, handle.send(batch));
            assertFalse(rig.peer.isReady(Ready.WRITE));
            assertEquals(2, batch.size());
            contract.block(handle, false);
            rig.peer.await(Ready.WRITE);
            rig.peer.send(batch);
            assertArrayEquals(bytes(1), rig.ours.receive().data());
            assertArrayEquals(bytes(2), rig.ours.receive().data());
        }
    }

    @Test
    void shouldBeReadyToSendAllTheTime() throws Exception {
        try (DatagramRig rig = open()) {
            for (int i = 0; i < 3; i++) {
                rig.ours.await(Ready.WRITE);
            }
            assertTrue(rig.ours.isReady(Ready.WRITE));
        }
    }

    // ---- connected ----

    @Test
    void shouldSendToItsPeerIfItIsConnected() throws Exception {
        try (DatagramRig rig = DatagramRig.connected(contract)) {
            Outgoing batch = rig.ours.send(Outgoing.of(null, bytes(1)).and(bytes(2), rig.peer.address()));

            assertEquals(Set.of(), batch.failures.keySet());
            assertArrayEquals(bytes(1), rig.peer.receive().data());
            assertArrayEquals(bytes(2), rig.peer.receive().data());
        }
    }

    /** Some systems can't send it; but it is never taken and then forgotten. */
    @Test
    void shouldSendAnEmptyOneToItsPeerOrFailItAlone() throws Exception {
        try (DatagramRig rig = DatagramRig.connected(contract)) {
            Outgoing batch = rig.ours.send(null, bytes(1), new byte[0], bytes(2));

            assertArrayEquals(bytes(1), rig.peer.receive().data());
            if (batch.failures.isEmpty()) {
                assertEquals(0, rig.peer.receive().data().length);
            } else {
                assertEquals(Set.of(1), batch.failures.keySet());
            }
            assertArrayEquals(bytes(2), rig.peer.receive().data());
        }
    }

    @Test
    void shouldReceiveOnlyFromItsPeerIfItIsConnected() throws Exception {
        try (DatagramRig rig = DatagramRig.connected(contract)) {
            DatagramEnd stranger = rig.another(null);
            stranger.send(rig.ours.address(), bytes(1));
            rig.peer.send(rig.ours.address(), bytes(2));
            Came came = rig.ours.receive();

            assertArrayEquals(bytes(2), came.data());
            assertEquals(rig.peer.address(), came.sender());
            assertFalse(rig.ours.isReady(Ready.READ));
        }
    }

    @Test
    void shouldReportThatNobodyIsThereAndLiveOn() throws Exception {
        assumeTrue(contract.tellsUnreachable(), "this transport doesn't tell");
        try (DatagramRig rig = DatagramRig.connected(contract)) {
            SocketAddress address = rig.peer.address();
            rig.peer.close();
            rig.until("it is reported", () -> isReported(rig.ours));
            DatagramEnd back = rig.another(address);
            rig.ours.send(null, bytes(1));

            byte[] got = {0};
            while (got[0] == 0) { // those that were sent before may still come
                got = back.receive().data();
            }
            assertArrayEquals(bytes(1), got);
            back.send(rig.ours.address(), bytes(2));
            assertArrayEquals(bytes(2), rig.ours.receive().data());
        }
    }

    /** Either while it sends, or while it receives. */
    private static boolean isReported(DatagramEnd end) {
        try {
            Outgoing batch = end.send(null, bytes(0));
            end.look(DatagramEnd.LONGEST, 1);
            return !batch.reports.isEmpty();
        } catch (IOException e) {
            return true;
        }
    }
}
