package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.Ready;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a bare datagram socket receives. */
abstract class DatagramReceivingRules {
    private final DatagramHandleContract contract;

    DatagramReceivingRules(DatagramHandleContract contract) {
        this.contract = contract;
    }

    private DatagramRig open() throws Exception {
        return DatagramRig.open(contract);
    }

    private static byte[] bytes(int value) {
        return new byte[] {(byte) value};
    }

    @Test
    void shouldReceiveNothingWhereNothingIs() throws Exception {
        try (DatagramRig rig = open()) {
            assertFalse(rig.ours.isReady(Ready.READ));
            assertEquals(List.of(), rig.peer.look(DatagramEnd.LONGEST, 5));
        }
    }

    @Test
    void shouldReceiveWhatWasSentFromWhere() throws Exception {
        try (DatagramRig rig = open()) {
            byte[] data = Pattern.from(0, 1000);
            rig.peer.send(rig.ours.address(), data);
            Came came = rig.ours.receive();

            assertArrayEquals(data, came.data());
            assertEquals(rig.peer.address(), came.sender());
            assertFalse(came.isTruncated());
        }
    }

    @Test
    void shouldReceiveInOrder() throws Exception {
        try (DatagramRig rig = open()) {
            for (int i = 0; i < 100; i++) {
                rig.peer.send(rig.ours.address(), bytes(i));
            }
            List<Came> all = rig.ours.receive(DatagramEnd.LONGEST, 100);
            for (int i = 0; i < 100; i++) {
                assertArrayEquals(bytes(i), all.get(i).data());
            }
        }
    }

    @Test
    void shouldTellSendersApart() throws Exception {
        try (DatagramRig rig = open()) {
            DatagramEnd other = rig.another(null);
            rig.peer.send(rig.ours.address(), bytes(1));
            Came first = rig.ours.receive();
            other.send(rig.ours.address(), bytes(2));
            Came second = rig.ours.receive();

            assertEquals(rig.peer.address(), first.sender());
            assertEquals(other.address(), second.sender());
            rig.ours.send(second.sender(), bytes(3));
            assertArrayEquals(bytes(3), other.receive().data());
        }
    }

    @Test
    void shouldReceiveNoMoreThanIsWantedAndKeepTheRest() throws Exception {
        try (DatagramRig rig = open()) {
            rig.peer.send(rig.ours.address(), bytes(0), bytes(1), bytes(2), bytes(3), bytes(4));
            List<Came> two = rig.ours.receive(DatagramEnd.LONGEST, 2);
            List<Came> rest = rig.ours.receive(DatagramEnd.LONGEST, 3);

            assertArrayEquals(bytes(1), two.get(1).data());
            assertArrayEquals(bytes(2), rest.get(0).data());
            assertArrayEquals(bytes(4), rest.get(2).data());
        }
    }

    @Test
    void shouldSayByFewerThanWantedThatThereAreNoMore() throws Exception {
        try (DatagramRig rig = open()) {
            rig.ours.send(rig.peer.address(), bytes(0), bytes(1), bytes(2));
            rig.peer.await(Ready.READ);
            int all = 0;
            int came = 5;
            while (came == 5) {
                came = rig.peer.look(DatagramEnd.LONGEST, 5).size();
                all += came;
            }

            assertTrue(all <= 3);
            assertEquals(3 - all, rig.peer.receive(DatagramEnd.LONGEST, 3 - all).size());
            assertFalse(rig.peer.isReady(Ready.READ));
        }
    }

    @Test
    void shouldSayAgainAndAgainThatSomethingIsThere() throws Exception {
        try (DatagramRig rig = open()) {
            rig.peer.send(rig.ours.address(), bytes(1), bytes(2));
            for (int i = 0; i < 3; i++) {
                rig.ours.await(Ready.READ);
            }
            rig.ours.receive();
            rig.ours.await(Ready.READ);

            assertArrayEquals(bytes(2), rig.ours.receive().data());
        }
    }

    @Test
    void shouldReceiveEmptyDatagramsBetweenOthers() throws Exception {
        byte[] empty = {};
        try (DatagramRig rig = open()) {
            rig.peer.send(rig.ours.address(), empty, bytes(1), empty, empty, bytes(2));
            List<Came> all = rig.ours.receive(DatagramEnd.LONGEST, 5);

            assertArrayEquals(empty, all.get(0).data());
            assertFalse(all.get(0).isTruncated());
            assertEquals(rig.peer.address(), all.get(0).sender());
            assertArrayEquals(bytes(1), all.get(1).data());
            assertArrayEquals(empty, all.get(3).data());
            assertArrayEquals(bytes(2), all.get(4).data());
        }
    }

    @Test
    void shouldSayWhatIsTruncated() throws Exception {
        try (DatagramRig rig = open()) {
            byte[] data = Pattern.from(0, 100);
            rig.peer.send(rig.ours.address(), data, Pattern.from(0, 10), data, bytes(7));
            List<Came> all = rig.ours.receive(10, 4);

            assertArrayEquals(Pattern.from(0, 10), all.get(0).data());
            assertTrue(all.get(0).isTruncated());
            assertArrayEquals(Pattern.from(0, 10), all.get(1).data());
            assertFalse(all.get(1).isTruncated());
            assertTrue(all.get(2).isTruncated());
            assertArrayEquals(bytes(7), all.get(3).data());
            assertFalse(all.get(3).isTruncated());
        }
    }

    @Test
    void shouldReceiveTheLongest() throws Exception {
        try (DatagramRig rig = open()) {
            byte[] data = Pattern.from(0, contract.longest());
            rig.peer.send(rig.ours.address(), data, bytes(1));
            List<Came> all = rig.ours.receive(DatagramEnd.LONGEST, 2);

            assertArrayEquals(data, all.get(0).data());
            assertFalse(all.get(0).isTruncated());
            assertArrayEquals(bytes(1), all.get(1).data());
        }
    }

    @Test
    void shouldReceiveWhatItSendsToItself() throws Exception {
        try (DatagramRig rig = open()) {
            rig.ours.send(rig.ours.address(), bytes(7));

            assertEquals(rig.ours.address(), rig.ours.receive().sender());
        }
    }
}
