package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Endpoint;
import dev.sluice.transport.Ready;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What else there is to ask a bare datagram socket, and how it ends. */
abstract class DatagramLifeRules {
    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final DatagramHandleContract contract;

    DatagramLifeRules(DatagramHandleContract contract) {
        this.contract = contract;
    }

    private DatagramRig open() throws Exception {
        return DatagramRig.open(contract);
    }

    @Test
    void shouldKnowItsAddress() throws Exception {
        try (DatagramRig rig = open()) {
            SocketAddress local = rig.ours.address();

            assertNotNull(local);
            assertEquals(local, rig.ours.handle.localAddress());
            assertNotEquals(local, rig.peer.address());
            if (local instanceof InetSocketAddress inet) {
                assertNotEquals(0, inet.getPort());
            }
        }
    }

    @Test
    void shouldKnowItsPeerIfItIsConnected() throws Exception {
        try (DatagramRig rig = open()) {
            assertNull(rig.ours.handle.remoteAddress());
        }
        try (DatagramRig rig = DatagramRig.connected(contract)) {
            assertEquals(rig.peer.address(), rig.ours.handle.remoteAddress());
        }
    }

    @Test
    void shouldTellItsOptions() throws Exception {
        try (DatagramRig rig = open()) {
            assertNotNull(rig.ours.handle.options());
        }
    }

    @Test
    void shouldCountWhatWasDroppedIfItCan() throws Exception {
        try (DatagramRig rig = open()) {
            long before = rig.ours.handle.dropped();
            rig.peer.send(rig.ours.address(), HELLO);
            rig.ours.receive();

            assertTrue(before >= -1);
            assertEquals(before, rig.ours.handle.dropped());
        }
    }

    @Test
    void shouldNotKnowAnUnknownCommand() throws Exception {
        record Unknown() implements Endpoint.Extension {}
        try (DatagramRig rig = open()) {
            List<Endpoint.Event> told = new ArrayList<>();

            assertFalse(rig.ours.handle.on(new Unknown(), told::add));
            assertEquals(List.of(), told);
            rig.ours.send(rig.peer.address(), HELLO);
            assertArrayEquals(HELLO, rig.peer.receive().data());
        }
    }

    @Test
    void shouldHaveOneSourceAllItsLife() throws Exception {
        try (DatagramRig rig = open()) {
            Object source = rig.ours.handle.source();
            rig.ours.send(rig.peer.address(), HELLO);
            rig.peer.receive();

            assertSame(source, rig.ours.handle.source());
        }
    }

    // ---- the end ----

    @Test
    void shouldFreeItsAddressWhenItCloses() throws Exception {
        SocketAddress local = null;
        for (int i = 0; i < 10; i++) {
            try (DatagramRig rig = open()) {
                DatagramEnd end = rig.another(local);
                local = end.address();
                rig.ours.send(local, HELLO);
                assertArrayEquals(HELLO, end.receive().data());
            }
        }
    }

    @Test
    void shouldCloseWithInputThatNobodyHasReceived() throws Exception {
        try (DatagramRig rig = open()) {
            SocketAddress local = rig.ours.address();
            rig.peer.send(local, HELLO, HELLO);
            rig.ours.await(Ready.READ);
            rig.ours.close();

            assertFalse(rig.another(local).isReady(Ready.READ));
        }
    }

    @Test
    void shouldLetItsPeersLiveOnWhenItCloses() throws Exception {
        try (DatagramRig rig = open()) {
            DatagramEnd other = rig.another(null);
            rig.ours.send(rig.peer.address(), HELLO);
            rig.ours.close();
            assertArrayEquals(HELLO, rig.peer.receive().data());
            rig.peer.send(rig.ours.address(), HELLO);
            rig.peer.send(other.address(), HELLO);

            assertArrayEquals(HELLO, other.receive().data());
        }
    }

    @Test
    void shouldCloseBeforeItIsAttached() throws Exception {
        contract.wrapped(contract.socket(null, null)).close();
        contract.ended();
    }
}
