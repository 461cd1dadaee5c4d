package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NioPollerCancelTest {
    private final List<String> events = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCallBackWhenTheDescriptorIsFree(boolean closeFirst) throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            ChannelPoller.Registration registration = poller.register(pair, new Bits());
            long before = Descriptors.count();

            cancel(registration, pair, closeFirst, () -> events.add("free " + (before - Descriptors.count())));
            assertEquals(before, Descriptors.count());
            assertEquals(List.of(), events);

            poller.poll(0);
            assertEquals(List.of("free 1"), events);
        }
    }

    private static void cancel(ChannelPoller.Registration registration, Pair pair, boolean closeFirst, Runnable flushed)
        throws IOException {
        if (closeFirst) {
            pair.ours().close();
        }
        registration.cancel(flushed);
        if (!closeFirst) {
            pair.ours().close();
        }
    }

    @Test
    void shouldNotBlockWhileAFlushIsDue() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            poller.register(pair, new Bits()).cancel(() -> events.add("flushed"));

            assertEquals(0, poller.poll(-1));
            assertEquals(List.of("flushed"), events);
        }
    }

    @Test
    void shouldNotCallBackInThePollThatItWasCancelledIn() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            ChannelPoller.Registration[] registration = new ChannelPoller.Registration[1];
            registration[0] = poller.register(pair, bits -> registration[0].cancel(() -> events.add("flushed")));
            registration[0].interest(Ready.WRITE);

            assertEquals(1, poller.poll(-1));
            assertEquals(List.of(), events);

            assertEquals(0, poller.poll(-1));
            assertEquals(List.of("flushed"), events);
        }
    }

    @Test
    void shouldNotRaiseWhatWasCancelledEarlierInTheBatch() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair one = Pair.open(); Pair other = Pair.open()) {
            ChannelPoller.Registration[] registrations = new ChannelPoller.Registration[2];
            registrations[0] = poller.register(one, bits -> cancelFirst("one", registrations[1]));
            registrations[1] = poller.register(other, bits -> cancelFirst("other", registrations[0]));
            registrations[0].interest(Ready.WRITE);
            registrations[1].interest(Ready.WRITE);

            poller.poll(-1);
            assertEquals(1, events.size());

            poller.poll(0);
            assertEquals(3, events.size());
            assertTrue(events.contains("flushed"));
        }
    }

    private void cancelFirst(String name, ChannelPoller.Registration other) {
        if (events.isEmpty()) {
            other.cancel(() -> events.add("flushed"));
        }
        events.add(name);
    }

    @Test
    void shouldLetACallbackCancelAnother() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair one = Pair.open(); Pair other = Pair.open()) {
            ChannelPoller.Registration second = poller.register(other, new Bits());
            poller.register(one, new Bits()).cancel(() -> second.cancel(() -> events.add("second")));

            poller.poll(-1);
            assertEquals(List.of(), events);

            poller.poll(-1);
            assertEquals(List.of("second"), events);
        }
    }

    @Test
    void shouldCallBackAllThoughOneFails() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair one = Pair.open(); Pair other = Pair.open()) {
            ChannelPoller.Registration second = poller.register(other, new Bits());
            poller.register(one, new Bits()).cancel(() -> {
                events.add("first");
                throw new AssertionError("a bug in a callback");
            });
            second.cancel(() -> events.add("second"));

            poller.poll(-1);
            assertEquals(List.of("first", "second"), events);
        }
    }

    @Test
    void shouldBeCancelledOnlyOnce() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            ChannelPoller.Registration registration = poller.register(pair, new Bits());
            assertThrows(NullPointerException.class, () -> registration.cancel(null));
            registration.cancel(() -> events.add("flushed"));

            assertThrows(IllegalStateException.class, () -> registration.cancel(() -> events.add("twice")));
            registration.interest(Ready.WRITE);
            poller.poll(0);
            assertThrows(IllegalStateException.class, () -> registration.cancel(() -> events.add("twice")));

            poller.poll(0);
            assertEquals(List.of("flushed"), events);
        }
    }

    @Test
    void shouldCallBackWhenThePollerIsClosedBeforeTheFlush() throws IOException {
        try (Pair pair = Pair.open()) {
            long before = Descriptors.count();
            NioPoller poller = new NioPoller();
            Bits signal = new Bits();
            ChannelPoller.Registration registration = poller.register(pair, signal);
            cancel(registration, pair, true, () -> events.add("free " + (before - Descriptors.count())));

            poller.close();

            assertEquals(List.of("free 1"), events);
            assertEquals(0, signal.times());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCallBackAtOnceWhenThePollerIsClosed(boolean closeFirst) throws IOException {
        NioPoller poller = new NioPoller();
        try (Pair pair = Pair.open()) {
            ChannelPoller.Registration registration = poller.register(pair, new Bits());
            poller.close();
            long before = Descriptors.count();
            registration.interest(Ready.READ);

            cancel(registration, pair, closeFirst, () -> events.add("free " + (before - Descriptors.count())));

            assertEquals(List.of("free 1"), events);
            assertFalse(pair.ours().isOpen());
        }
    }

    @Test
    void shouldFreeAChannelThatIsCancelledWhenItHearsThatItIsLost() throws IOException {
        NioPoller poller = new NioPoller();
        try (Pair pair = Pair.open()) {
            ChannelPoller.Registration[] registration = new ChannelPoller.Registration[1];
            registration[0] = poller.register(pair, bits -> registration[0]
                .cancel(() -> events.add("registered: " + pair.ours().isRegistered())));

            poller.close();

            assertEquals(List.of("registered: false"), events);
        }
    }
}
