package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.loop.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NioPollerTest {
    private static final int READ_WRITE = Ready.READ | Ready.WRITE;
    private static final Runnable NOTHING = () -> {};

    @Test
    void shouldRaiseNothingWithoutInterest() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            Bits signal = new Bits();
            poller.register(pair, signal);
            pair.peerSays("hello");

            assertEquals(0, poller.poll(0));
            assertEquals(0, poller.poll(1));
            assertEquals(0, signal.times());
        }
    }

    @Test
    void shouldRaiseAtEachPollAsLongAsItIsReady() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            Bits signal = new Bits();
            poller.register(pair, signal).interest(Ready.READ);
            pair.peerSays("hello");

            assertEquals(1, poller.poll(-1));
            assertEquals(1, poller.poll(-1));
            assertEquals(2, signal.times());
            assertEquals(Ready.READ, signal.take());

            pair.drain();
            assertEquals(0, poller.poll(0));
            assertEquals(0, signal.take());
        }
    }

    @Test
    void shouldRaiseWhatIsOfInterestOnly() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            Bits signal = new Bits();
            ChannelPoller.Registration registration = poller.register(pair, signal);
            pair.peerSays("hello");

            assertEquals(Ready.READ, raised(poller, registration, signal, Ready.READ));
            assertEquals(READ_WRITE, raised(poller, registration, signal, READ_WRITE));
            assertEquals(READ_WRITE, raised(poller, registration, signal, READ_WRITE));
            assertEquals(Ready.WRITE, raised(poller, registration, signal, Ready.WRITE));
            assertEquals(0, raised(poller, registration, signal, 0));
            assertEquals(Ready.READ, raised(poller, registration, signal, Ready.READ));
        }
    }

    private static int raised(NioPoller poller, ChannelPoller.Registration registration, Bits signal, int interest)
        throws IOException {
        registration.interest(interest);
        poller.poll(interest == 0 ? 0 : -1);
        return signal.take();
    }

    @Test
    void shouldOverlookBitsThatNoPollerSees() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            Bits signal = new Bits();
            ChannelPoller.Registration registration = poller.register(pair, signal);

            assertEquals(Ready.WRITE,
                raised(poller, registration, signal, Ready.WRITE | Ready.HANDLE | Ready.LOST));
        }
    }

    @Test
    void shouldRefuseAnInterestThatTheChannelCannotHave() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            Bits signal = new Bits();
            ChannelPoller.Registration registration = poller.register(pair, signal);

            assertThrows(IllegalArgumentException.class, () -> registration.interest(Ready.ACCEPT));
            assertThrows(IllegalArgumentException.class, () -> registration.interest(Ready.ACCEPT));
            assertEquals(Ready.WRITE, raised(poller, registration, signal, Ready.WRITE));
        }
    }

    @Test
    void shouldRefuseWhatItCannotWatch() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            assertThrows(IllegalArgumentException.class, () -> poller.register("a foreign source", new Bits()));
            assertThrows(NullPointerException.class, () -> poller.register(pair, null));

            NioPoller.Source blocking = pair::peer;
            assertThrows(IllegalBlockingModeException.class, () -> poller.register(blocking, new Bits()));

            pair.ours().close();
            assertThrows(ClosedChannelException.class, () -> poller.register(pair, new Bits()));
        }
    }

    @Test
    void shouldRefuseAChannelUntilItsLastRegistrationIsFlushed() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            ChannelPoller.Registration registration = poller.register(pair, new Bits());
            assertThrows(IllegalStateException.class, () -> poller.register(pair, new Bits()));

            registration.cancel(NOTHING);
            assertThrows(IllegalStateException.class, () -> poller.register(pair, new Bits()));

            poller.poll(0);
            Bits signal = new Bits();
            assertEquals(Ready.WRITE, raised(poller, poller.register(pair, signal), signal, Ready.WRITE));
        }
    }

    @Test
    void shouldGoOnWhenASignalThrows() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair one = Pair.open(); Pair other = Pair.open()) {
            List<String> raised = new ArrayList<>();
            poller.register(one, failing(raised)).interest(Ready.WRITE);
            poller.register(other, failing(raised)).interest(Ready.WRITE);

            assertEquals(2, poller.poll(-1));
            assertEquals(2, raised.size());
            assertEquals(2, poller.poll(-1));
        }
    }

    private static Signal failing(List<String> raised) {
        return bits -> {
            raised.add("raised");
            throw new AssertionError("a bug in a signal");
        };
    }

    @Test
    void shouldGoOnWhenAChannelIsClosedInTheSameBatch() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair one = Pair.open(); Pair other = Pair.open()) {
            List<String> raised = new ArrayList<>();
            poller.register(one, bits -> close(other, raised)).interest(Ready.WRITE);
            poller.register(other, bits -> close(one, raised)).interest(Ready.WRITE);

            poller.poll(-1);

            assertEquals(List.of("raised"), raised);
        }
    }

    private static void close(Pair pair, List<String> raised) {
        raised.add("raised");
        try {
            pair.ours().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldIgnoreTheInterestOfAClosedChannel() throws IOException {
        try (NioPoller poller = new NioPoller(); Pair pair = Pair.open()) {
            Bits signal = new Bits();
            ChannelPoller.Registration registration = poller.register(pair, signal);

            pair.ours().close();
            registration.interest(Ready.WRITE);

            assertEquals(0, poller.poll(0));
            assertEquals(0, signal.times());
        }
    }

    @Test
    void shouldWaitAsLongAsItIsTold() throws IOException {
        try (NioPoller poller = new NioPoller()) {
            assertTrue(pollTakes(poller, 1) >= TimeUnit.MILLISECONDS.toNanos(1));
            assertTrue(pollTakes(poller, 1_500_000) >= TimeUnit.MILLISECONDS.toNanos(2));
            assertTrue(pollTakes(poller, 2_000_000) >= TimeUnit.MILLISECONDS.toNanos(2));
            assertEquals(0, poller.rebuilds());
        }
    }

    private static long pollTakes(NioPoller poller, long timeoutNanos) throws IOException {
        long start = System.nanoTime();
        assertEquals(0, poller.poll(timeoutNanos));
        return System.nanoTime() - start;
    }

    @Test
    void shouldEndTheNextPollByAWakeUp() throws IOException {
        try (NioPoller poller = new NioPoller()) {
            poller.wakeUp();
            poller.wakeUp();

            assertEquals(0, poller.poll(-1));
            assertEquals(1, poller.wakeUps());
        }
    }

    @Test
    void shouldCountAWakeUpThatComesWhileItNeedNotWait() throws IOException {
        try (NioPoller poller = new NioPoller()) {
            poller.wakeUp();
            poller.poll(0);

            assertEquals(1, poller.wakeUps());
        }
    }

    @Test
    void shouldFailOnceTheSelectorIsClosed() throws IOException {
        FakeProvider provider = new FakeProvider();
        try (NioPoller poller = new NioPoller(provider); Pair pair = Pair.open()) {
            provider.last().close();

            assertThrows(IOException.class, () -> poller.poll(0));
            assertThrows(IOException.class, () -> poller.poll(-1));
            assertThrows(IOException.class, () -> poller.register(pair, new Bits()));
        }
    }

    @Test
    void shouldPassOnTheFailureOfASelect() throws IOException {
        FakeProvider provider = new FakeProvider();
        try (NioPoller poller = new NioPoller(provider)) {
            provider.last().failure = new IOException("Bad file descriptor");

            assertEquals("Bad file descriptor", assertThrows(IOException.class, () -> poller.poll(0)).getMessage());
        }
    }

    @Test
    void shouldNotBeMadeWithoutASelector() {
        FakeProvider provider = new FakeProvider();
        provider.most = 0;

        UncheckedIOException refused = assertThrows(UncheckedIOException.class, () -> new NioPoller(provider));
        assertEquals("Too many open files", refused.getCause().getMessage());
    }

    @Test
    void shouldTellEachChannelOnceThatItIsLost() throws IOException {
        NioPoller poller = new NioPoller();
        try (Pair one = Pair.open(); Pair other = Pair.open()) {
            Bits signal = new Bits();
            poller.register(one, signal);
            Bits failed = new Bits();
            poller.register(other, bits -> {
                failed.raise(bits);
                throw new AssertionError("a bug in a signal");
            });

            poller.close();
            poller.close();

            assertEquals(Ready.LOST, signal.take());
            assertEquals(Ready.LOST, failed.take());
            assertEquals(2, signal.times() + failed.times());
            assertFalse(one.ours().isRegistered());
        }
    }
}
