package dev.sluice.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What goes first on a loop, and how long its turns take. */
class LoopPriorityTest {
    private final List<String> log = new ArrayList<>();

    private void note(String what) {
        log.add(what);
    }

    private Loop stepped() {
        Loop loop = Loop.stepped("stepped");
        loop.onStart();
        return loop;
    }

    @Test
    void row1_56_firstTasksGoBeforeTheOthersOfTheLoop() {
        Loop loop = stepped();
        loop.execute(() -> {
            note("other 1");
            loop.executeFirst(() -> note("first 3"));
        });
        loop.executeFirst(() -> note("first 1"));
        loop.execute(() -> note("other 2"));
        loop.executeFirst(() -> note("first 2"));
        loop.doWork();
        assertEquals(List.of("first 1", "first 2", "other 1", "first 3", "other 2"), log);
        loop.onClose();
    }

    @Test
    void row1_56_firstTasksFromOutsideGoBeforeTheOthersToo() throws InterruptedException {
        Loop loop = stepped();
        Thread outside = Thread.ofPlatform().start(() -> {
            loop.execute(() -> note("other 1"));
            loop.executeFirst(() -> note("first 1"));
            loop.execute(() -> note("other 2"));
            loop.executeFirst(() -> note("first 2"));
        });
        outside.join();
        loop.doWork();
        assertEquals(List.of("first 1", "first 2", "other 1", "other 2"), log);
        loop.onClose();
    }

    @Test
    void row1_56_oneOfTheOthersRunsAfterSixteenThatGoFirst() {
        Loop loop = stepped();
        int[] firsts = new int[1];
        Runnable flooding = new Runnable() {
            @Override
            public void run() {
                if (firsts[0]++ < 1_000) {
                    loop.executeFirst(this);
                }
            }
        };
        loop.executeFirst(flooding);
        loop.execute(() -> note("other after " + firsts[0]));
        loop.execute(() -> note("other after " + firsts[0]));
        loop.doWork();
        assertEquals(List.of("other after 16", "other after 32"), log);
        loop.onClose();
    }

    @Test
    void shouldRefuseFirstTasksOnceItIsClosed() {
        Loop loop = Loop.threaded("closed", Duration.ZERO);
        loop.close();
        assertThrows(RejectedExecutionException.class, () -> loop.executeFirst(() -> {
        }));
    }

    @Test
    void shouldTellHowLongATaskKeepsItWaitingWhileItDoes() throws InterruptedException {
        Loop loop = Loop.threaded("lagging", Duration.ZERO);
        assertEquals(Duration.ZERO, loop.lag(), "it has had nothing to run");
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        long before = System.nanoTime();
        CompletableFuture<Void> task = CompletableFuture.runAsync(() -> {
            blocks.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }, loop);
        blocks.await();
        long from = System.nanoTime();
        while (System.nanoTime() - from < 2_000_000) {
            Thread.onSpinWait();
        }
        long blocked = System.nanoTime() - from;
        Duration lag = loop.lag();
        assertTrue(lag.toNanos() >= blocked, "still going on: " + lag);
        assertTrue(lag.toNanos() <= System.nanoTime() - before, lag.toString());
        goOn.countDown();
        task.join();
        loop.close();
    }
}
