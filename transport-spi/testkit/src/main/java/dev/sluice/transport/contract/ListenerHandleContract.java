package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.StreamHandle;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every source of incoming streams does: {@link ListenerHandle} as tests. To be extended by whoever has written one.
 *
 * <p>Each test listens once, lets clients come, and drives all of them on its own thread: it accepts only when the poller has said that
 * somebody waits.
 */
public abstract class ListenerHandleContract {
    /** For subclasses. */
    protected ListenerHandleContract() {}

    /**
     * Listens.
     *
     * @param local where; null = at any free address
     * @return a listener that has room for at least 16 who wait to be accepted; the test closes it
     * @throws Exception fails the test
     */
    protected abstract ListenerHandle listen(SocketAddress local) throws Exception;

    /**
     * Begins to connect, as a client does. A client that can tell at once that nobody listens throws.
     *
     * @param address where a listener is, or was
     * @return the client's end, neither attached nor open; the test closes it
     * @throws Exception if that fails at once
     */
    protected abstract StreamHandle connect(SocketAddress address) throws Exception;

    /**
     * Listens, and can use none of those who come, for example because an option can't be set on them.
     *
     * @return null = there is no such thing
     * @throws Exception fails the test
     */
    protected ListenerHandle listenForNobody() throws Exception {
        return null;
    }

    /**
     * The poller that knows the listener, and the ends of its streams.
     *
     * @return a new one
     */
    protected ChannelPoller poller() {
        return new NioPoller();
    }

    /** Called after each test, when all is closed: the moment to look for what was left behind. */
    protected void ended() {}

    private ListenerRig rig() throws Exception {
        return new ListenerRig(this, listen(null));
    }

    private static byte[] bytes(int value) {
        return new byte[] {(byte) value};
    }

    @Test
    void shouldAcceptNobodyWhereNobodyIs() throws Exception {
        try (ListenerRig rig = rig()) {
            assertNull(rig.acceptNow());
            assertFalse(rig.isAnybodyThere());
        }
    }

    @Test
    void shouldAcceptAStreamThatOpensAndCarriesBytes() throws Exception {
        try (ListenerRig rig = rig()) {
            StreamEnd client = rig.connect();
            StreamEnd accepted = rig.accept();
            rig.open(client, accepted);
            client.write(bytes(1));
            accepted.write(bytes(2));

            assertArrayEquals(bytes(1), accepted.read(1));
            assertArrayEquals(bytes(2), client.read(1));
        }
    }

    @Test
    void shouldAcceptInTheOrderOfArrival() throws Exception {
        try (ListenerRig rig = rig()) {
            List<StreamEnd> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(rig.connect());
            }
            for (int i = 0; i < 5; i++) {
                StreamEnd accepted = rig.accept();
                rig.open(clients.get(i), accepted);
                clients.get(i).write(bytes(i));
                assertArrayEquals(bytes(i), accepted.read(1));
            }
            assertNull(rig.acceptNow());
        }
    }

    @Test
    void shouldSayAgainAndAgainThatSomebodyWaits() throws Exception {
        try (ListenerRig rig = rig()) {
            rig.connect();
            rig.connect();
            for (int i = 0; i < 3; i++) {
                rig.awaitSomebody();
            }
            rig.accept();
            rig.accept();

            assertFalse(rig.isAnybodyThere());
        }
    }

    @Test
    void shouldLetManyWait() throws Exception {
        try (ListenerRig rig = rig()) {
            for (int i = 0; i < 16; i++) {
                rig.connect();
            }
            for (int i = 0; i < 16; i++) {
                rig.accept();
            }
            assertNull(rig.acceptNow());
            assertEquals(0, rig.listener.failures());
        }
    }

    @Test
    void shouldKnowWhereItListens() throws Exception {
        try (ListenerRig rig = rig()) {
            SocketAddress local = rig.listener.localAddress();

            assertNotNull(local);
            assertEquals(local, rig.listener.localAddress());
            if (local instanceof InetSocketAddress inet) {
                assertNotEquals(0, inet.getPort());
            }
        }
    }

    @Test
    void shouldKnowTheAddressesOfWhatItAccepts() throws Exception {
        try (ListenerRig rig = rig()) {
            StreamEnd client = rig.connect();
            StreamEnd accepted = rig.accept();
            SocketAddress remote = accepted.handle.remoteAddress(); // asked before it is attached
            rig.open(client, accepted);

            SocketAddress from = client.handle.localAddress();
            assertTrue(remote == null || from == null || remote.equals(from), remote + " is not " + from);
        }
    }

    @Test
    void shouldTurnAwayWhatItHasAccepted() throws Exception {
        try (ListenerRig rig = rig()) {
            StreamEnd client = rig.connect();
            StreamEnd accepted = rig.accept();
            accepted.handle.remoteAddress();
            accepted.abort();

            assertTrue(rig.seesTheEnd(client));
        }
    }

    @Test
    void shouldTellItsOptionsAsLongAsItIsOpen() throws Exception {
        ListenerHandle listener = listen(null);
        try (ListenerRig rig = new ListenerRig(this, listener)) {
            assertNotNull(rig.listener.options());
        }
        assertEquals(Map.of(), listener.options().values());
    }

    @Test
    void shouldCloseAndCountThoseWhomItCannotUse() throws Exception {
        ListenerHandle spoiled = listenForNobody();
        assumeTrue(spoiled != null, "this listener can use everybody");
        try (ListenerRig rig = new ListenerRig(this, spoiled)) {
            StreamEnd first = rig.connect();
            StreamEnd second = rig.connect();
            rig.until("both are counted", () -> rig.acceptNow() == null && spoiled.failures() == 2);

            assertTrue(rig.seesTheEnd(first));
            assertTrue(rig.seesTheEnd(second));
        }
    }

    @Test
    void shouldHaveOneSourceAllItsLife() throws Exception {
        try (ListenerRig rig = rig()) {
            Object source = rig.listener.source();
            rig.connect();
            rig.accept();

            assertSame(source, rig.listener.source());
        }
    }

    // ---- the end ----

    @Test
    void shouldFreeItsAddressWhenItCloses() throws Exception {
        SocketAddress local = null;
        for (int i = 0; i < 10; i++) {
            ListenerHandle listener = listen(local);
            try (ListenerRig rig = new ListenerRig(this, listener)) {
                assertTrue(local == null || local.equals(rig.listener.localAddress()));
                local = rig.listener.localAddress();
            }
        }
    }

    @Test
    void shouldLetNobodyInOnceItIsClosed() throws Exception {
        try (ListenerRig rig = rig()) {
            rig.closeListener();

            assertTrue(rig.isTurnedAway());
        }
    }

    @Test
    void shouldHangUpOnThoseWhoWaitWhenItCloses() throws Exception {
        try (ListenerRig rig = rig()) {
            StreamEnd client = rig.connect();
            rig.awaitSomebody();
            rig.closeListener();

            assertTrue(rig.seesTheEnd(client));
        }
    }

    @Test
    void shouldKeepWhatItHasAcceptedWhenItCloses() throws Exception {
        try (ListenerRig rig = rig()) {
            StreamEnd client = rig.connect();
            StreamEnd accepted = rig.accept();
            rig.closeListener();
            rig.open(client, accepted);
            client.write(bytes(7));

            assertArrayEquals(bytes(7), accepted.read(1));
        }
    }

    @Test
    void shouldCloseBeforeItIsAttached() throws Exception {
        listen(null).close();
        ended();
    }
}
