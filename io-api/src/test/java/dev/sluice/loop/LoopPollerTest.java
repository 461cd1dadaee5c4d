package dev.sluice.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a loop and its poller work together. */
class LoopPollerTest {
    private final Loop loop = Loop.threaded("polling", Duration.ZERO);
    private final RecordingPoller poller = inLoop(() -> loop.poller(RecordingPoller.class, RecordingPoller::new));

    @AfterEach
    void close() {
        loop.close();
    }

    private <T> T inLoop(Supplier<T> body) {
        return CompletableFuture.supplyAsync(body, loop).join();
    }

    private void turn() {
        inLoop(() -> null);
    }

    private int awaitBlocked(int before) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> poller.blocking.size() > before);
        return poller.blocking.size();
    }

    @Test
    void g43_anIdleLoopWaitsForEver() {
        turn();
        awaitBlocked(0);
        assertTrue(poller.blocking.stream().allMatch(timeout -> timeout < 0), poller.blocking.toString());
    }

    @Test
    void shouldWaitOnceAndWakeOnceForEachTask() {
        int blocked = awaitBlocked(0);
        for (int i = 0; i < 100; i++) {
            turn();
            blocked = awaitBlocked(blocked);
        }
        assertTrue(poller.blocking.size() <= 102, "it would spin otherwise: " + poller.blocking.size());
        assertTrue(poller.wakeUps.get() <= 101, "one for each sleep: " + poller.wakeUps);
        assertEquals(0, poller.passing.get());
    }

    @Test
    void g33_itWaitsNoLongerThanUntilTheNextTimer() {
        turn();
        inLoop(() -> loop.schedule(TimeUnit.HOURS.toNanos(2), () -> {
        }));
        Timer first = inLoop(() -> loop.schedule(TimeUnit.HOURS.toNanos(1), () -> {
        }));
        int before = poller.blocking.size();
        turn();
        awaitBlocked(before);
        long timeout = poller.blocking.getLast();
        assertTrue(timeout > 0 && timeout <= TimeUnit.HOURS.toNanos(1), "" + timeout);

        first.cancel();
        await().until(() -> poller.blocking.getLast() > TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void shouldForgetATimerThatIsCancelledFromAnotherThread() {
        Timer timer = loop.schedule(TimeUnit.HOURS.toNanos(1), () -> {
        });
        await().until(() -> poller.blocking.getLast() > 0);
        timer.cancel();
        await().until(() -> poller.blocking.getLast() < 0);
    }

    @Test
    void shouldNeverWaitWithAStrayInterruptFlag() {
        for (int i = 0; i < 50; i++) {
            inLoop(() -> {
                Thread.currentThread().interrupt();
                return null;
            });
        }
        int before = poller.blocking.size();
        turn();
        awaitBlocked(before);
        assertEquals(0, poller.interrupted.get());
    }

    @Test
    void shouldPollBetweenTurnsWithoutWaitingWhileTasksAreLeft() {
        CompletableFuture<Integer> passed = new CompletableFuture<>();
        int[] left = {5_000};
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (left[0]-- > 0) {
                    loop.execute(this);
                } else {
                    passed.complete(poller.passing.get());
                }
            }
        });
        assertTrue(passed.join() >= 2, "sockets have their turn: " + passed.join());
    }

    @Test
    void shouldHavePollerOfOneTypeOnly() {
        assertSame(poller, inLoop(() -> loop.poller(RecordingPoller.class, RecordingPoller::new)));
        assertSame(poller, inLoop(() -> loop.poller(Poller.class, RecordingPoller::new)));
        Exception thrown = inLoop(() -> assertThrows(IllegalStateException.class,
            () -> loop.poller(OtherPoller.class, OtherPoller::new)));
        assertTrue(thrown.getMessage().contains("polling"), thrown.getMessage());
        assertThrows(IllegalStateException.class, () -> loop.poller(RecordingPoller.class, RecordingPoller::new));
    }

    private static final class OtherPoller implements Poller {
        @Override
        public int poll(long timeoutNanos) {
            return 0;
        }

        @Override
        public void wakeUp() {}

        @Override
        public void close() {}
    }

    @Test
    void shouldReplaceAPollerThatBreaksAndTellItsWatchers() {
        assertReplacedAfter(new IOException("broken"));
    }

    @Test
    void shouldReplaceAPollerThatThrowsWhatItShouldNot() {
        assertReplacedAfter(new IllegalStateException("broken"));
    }

    private void assertReplacedAfter(Exception fault) {
        List<IOException> told = new CopyOnWriteArrayList<>();
        List<IOException> left = new ArrayList<>();
        inLoop(() -> loop.onPollerLost(cause -> {
            throw new IllegalStateException("a watcher's own fault");
        }));
        inLoop(() -> loop.onPollerLost(told::add));
        Runnable leave = inLoop(() -> loop.onPollerLost(left::add));
        inLoop(() -> {
            leave.run();
            return null;
        });

        poller.fault = fault;
        turn();
        await().until(() -> !told.isEmpty());

        assertTrue(told.get(0) == fault || told.get(0).getCause() == fault);
        assertEquals(1, poller.closed.get());
        RecordingPoller next = inLoop(() -> loop.poller(RecordingPoller.class, RecordingPoller::new));
        assertNotSame(poller, next);
        turn();
        assertEquals(1, told.size());
        assertEquals(List.of(), left);
        loop.close();
        assertEquals(1, poller.closed.get());
        assertEquals(1, next.closed.get());
    }

    @Test
    void shouldLetAWatcherInstallTheNextPollerAtOnce() {
        CompletableFuture<RecordingPoller> next = new CompletableFuture<>();
        inLoop(
            () -> loop.onPollerLost(cause -> next.complete(loop.poller(RecordingPoller.class, RecordingPoller::new))));
        poller.fault = new IOException("broken");
        turn();
        assertNotSame(poller, next.join());
        assertSame(next.join(), inLoop(() -> loop.poller(RecordingPoller.class, RecordingPoller::new)));
    }

    @Test
    void shouldKeepTimersAndTasksWhenThePollerBreaks() {
        CompletableFuture<String> timer = new CompletableFuture<>();
        poller.fault = new IOException("broken");
        loop.schedule(1_000_000, () -> timer.complete("fired"));
        assertEquals("fired", timer.join());
    }

    @Test
    void g52_itSpinsForAsLongAsItIsToldAndThenWaits() {
        try (Loop spinning = Loop.threaded("spinning", Duration.ofMillis(2))) {
            RecordingPoller spun = CompletableFuture
                .supplyAsync(() -> spinning.poller(RecordingPoller.class, RecordingPoller::new), spinning)
                .join();
            await().until(() -> !spun.blocking.isEmpty());
            assertTrue(spun.passing.get() > 0);
            int wakeUps = spun.wakeUps.get();
            assertEquals(0, wakeUps, "nobody had to wake it");
        }
    }
}
