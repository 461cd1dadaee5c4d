package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NioPollerSpinTest {
    private final FakeProvider provider = new FakeProvider();

    @Test
    void shouldReplaceASelectorThatSpins() throws IOException {
        provider.spinning = 1;
        try (NioPoller poller = new NioPoller(provider); Pair pair = Pair.open(); Pair quiet = Pair.open()) {
            Bits signal = new Bits();
            ChannelPoller.Registration registration = poller.register(pair, signal);
            registration.interest(Ready.READ);
            Bits other = new Bits();
            poller.register(quiet, other);
            pair.peerSays("hello");

            for (int i = 1; i < SpinGuard.LIMIT; i++) {
                assertEquals(0, poller.poll(-1));
            }
            assertEquals(0, poller.rebuilds());

            assertEquals(1, poller.poll(-1));
            assertEquals(Ready.READ, signal.take());
            assertEquals(1, poller.rebuilds());
            assertFalse(provider.given.getFirst().isOpen());

            registration.interest(Ready.WRITE);
            assertEquals(1, poller.poll(-1));
            assertEquals(Ready.WRITE, signal.take());
            assertEquals(0, other.times());
        }
        assertFalse(provider.last().isOpen());
    }

    @Test
    void shouldFreeWhatWasMovedToTheNewSelector() throws IOException {
        provider.spinning = 1;
        try (NioPoller poller = new NioPoller(provider); Pair pair = Pair.open()) {
            long before = Descriptors.count();
            ChannelPoller.Registration registration = poller.register(pair, new Bits());
            poll(poller, SpinGuard.LIMIT);
            assertEquals(1, poller.rebuilds());

            List<String> events = new ArrayList<>();
            registration.cancel(() -> events.add("free " + (before - Descriptors.count())));
            pair.ours().close();
            poller.poll(-1);

            assertEquals(List.of("free 1"), events);
        }
    }

    private static void poll(NioPoller poller, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            poller.poll(-1);
        }
    }

    @Test
    void shouldReplaceSelectorsOnlyNowAndThen() throws IOException {
        provider.spinning = Integer.MAX_VALUE;
        try (NioPoller poller = new NioPoller(provider)) {
            poll(poller, 5 * SpinGuard.LIMIT);

            assertEquals(1, poller.rebuilds());
            assertEquals(2, provider.given.size());
        }
    }

    @Test
    void shouldKeepTheSelectorIfThereIsNoOther() throws IOException {
        provider.spinning = 1;
        provider.most = 1;
        try (NioPoller poller = new NioPoller(provider); Pair pair = Pair.open()) {
            Bits signal = new Bits();
            poller.register(pair, signal).interest(Ready.WRITE);

            poll(poller, SpinGuard.LIMIT);
            assertEquals(0, poller.rebuilds());

            assertEquals(1, poller.poll(0));
            assertEquals(Ready.WRITE, signal.take());
        }
    }

    @Test
    void shouldTellTheOwnerOfAChannelThatCannotBeMoved() throws IOException {
        provider.spinning = 1;
        try (NioPoller poller = new NioPoller(provider);
            Pair one = Pair.open();
            Pair gone = Pair.open();
            Pair other = Pair.open()) {
            Bits signal = new Bits();
            poller.register(one, signal).interest(Ready.WRITE);
            Bits lost = new Bits();
            ChannelPoller.Registration registration = poller.register(gone, lost);
            poller.register(other, signal).interest(Ready.WRITE);
            gone.ours().close();

            poll(poller, SpinGuard.LIMIT);

            assertEquals(1, poller.rebuilds());
            assertEquals(Ready.LOST, lost.take());
            assertEquals(2, signal.times());

            boolean[] flushed = {false};
            registration.cancel(() -> flushed[0] = true);
            poller.poll(0);
            assertTrue(flushed[0]);
        }
    }

    @Test
    void shouldNotTakeWakeUpsForASpin() throws IOException {
        try (NioPoller poller = new NioPoller()) {
            for (int i = 0; i < 2 * SpinGuard.LIMIT; i++) {
                poller.wakeUp();
                poller.poll(-1);
            }

            assertEquals(0, poller.rebuilds());
            assertEquals(2 * SpinGuard.LIMIT, poller.wakeUps());
        }
    }

    @Test
    void shouldNotTakeInterruptsForASpin() throws IOException {
        try (NioPoller poller = new NioPoller()) {
            for (int i = 0; i < 2 * SpinGuard.LIMIT; i++) {
                Thread.currentThread().interrupt();
                poller.poll(-1);
                assertFalse(Thread.currentThread().isInterrupted());
            }

            assertEquals(0, poller.rebuilds());
        }
    }

    @Test
    void shouldNotTakeFlushesForASpin() throws IOException {
        provider.spinning = 1;
        try (NioPoller poller = new NioPoller(provider); Pair pair = Pair.open()) {
            SelectableChannel channel = pair.ours();
            for (int i = 0; i < 2 * SpinGuard.LIMIT; i++) {
                poller.register((NioPoller.Source) () -> channel, new Bits()).cancel(() -> {});
                poller.poll(-1);
            }

            assertEquals(0, poller.rebuilds());
        }
    }

    @Test
    void shouldNotTakePollsThatNeedNotWaitForASpin() throws IOException {
        provider.spinning = 1;
        try (NioPoller poller = new NioPoller(provider)) {
            for (int i = 0; i < 2 * SpinGuard.LIMIT; i++) {
                poller.poll(0);
            }

            assertEquals(0, poller.rebuilds());
        }
    }
}
