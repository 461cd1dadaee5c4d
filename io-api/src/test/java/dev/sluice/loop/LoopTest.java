package dev.sluice.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final Loop loop = Loop.threaded("tested", Duration.ZERO);

    @AfterEach
    void close() {
        loop.close();
        assertTrue(Threads.named("tested").isEmpty(), "its thread is gone when close returns");
    }

    /** Runs something on the loop, and waits for it. */
    private void inLoop(Runnable body) {
        CompletableFuture.runAsync(body, loop).join();
    }

    private void awaitParked() {
        await()
            .until(() -> Threads.named("tested").stream().allMatch(thread -> LockSupport.getBlocker(thread) != null));
    }

    @Test
    void row2_8_theJvmLivesUntilTheLoopIsClosedWhoeverGivesTheFirstTask() throws Exception {
        CompletableFuture<Boolean> daemon = new CompletableFuture<>();
        Runnable firstTask = () -> daemon.complete(Thread.currentThread().isDaemon());
        Thread.ofPlatform().daemon().start(() -> loop.execute(firstTask)).join();
        assertFalse(daemon.join());
    }

    @Test
    void shouldRunTheTasksOfOneThreadInTheirOrder() throws Exception {
        int each = 50_000;
        int[] next = new int[4];
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4 * each);
        Threads.parallel(4, number -> {
            for (int i = 0; i < each; i++) {
                int expected = i;
                loop.execute(() -> {
                    if (next[number]++ != expected) {
                        wrong.incrementAndGet();
                    }
                    done.countDown();
                });
            }
        });
        done.await();
        assertEquals(0, wrong.get());
    }

    @Test
    void shouldRunTasksFromInsideLaterAndInTheirOrder() {
        List<String> log = new ArrayList<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        loop.execute(() -> {
            loop.execute(() -> log.add("second"));
            loop.execute(() -> {
                log.add("third");
                loop.execute(() -> end.complete(null));
            });
            log.add("first");
        });
        end.join();
        assertEquals(List.of("first", "second", "third"), log);
    }

    @Test
    void shouldLeaveRoomForOthersIfATaskRepeatsItself() {
        Runnable again = new Runnable() {
            @Override
            public void run() {
                if (!loop.isClosed()) {
                    loop.execute(this);
                }
            }
        };
        loop.execute(again);
        CompletableFuture<String> timer = new CompletableFuture<>();
        loop.schedule(1_000, () -> timer.complete("timers too"));
        inLoop(() -> {
        });
        assertEquals("timers too", timer.join());
    }

    @Test
    void shouldBeWokenEachTimeItSleeps() {
        for (int i = 0; i < 20_000; i++) {
            inLoop(() -> {
            });
        }
    }

    @Test
    void shouldKnowItsOwnThread() {
        assertFalse(loop.inLoop());
        inLoop(() -> {
            assertTrue(loop.inLoop());
            assertEquals("tested", Thread.currentThread().getName());
            assertFalse(Thread.currentThread().isDaemon());
        });
        assertEquals("tested", loop.toString());
    }

    @Test
    void shouldStartItsThreadWithTheFirstTask() {
        assertEquals(List.of(), Threads.named("tested"));
        inLoop(() -> {
        });
        assertEquals(1, Threads.named("tested").size());
    }

    @Test
    void shouldStartOneThreadHoweverManyBegin() throws Exception {
        for (int i = 0; i < 200; i++) {
            CountDownLatch ran = new CountDownLatch(4);
            try (Loop fresh = Loop.threaded("fresh", Duration.ZERO)) {
                Threads.parallel(4, number -> fresh.execute(ran::countDown));
                ran.await();
                assertEquals(1, Threads.named("fresh").size());
            }
            assertEquals(List.of(), Threads.named("fresh"));
        }
    }

    @Test
    void shouldSurviveWhateverATaskThrows() {
        for (Throwable fault : List.of(new IllegalStateException(), new StackOverflowError(), new AssertionError())) {
            loop.execute(() -> LoopTest.<RuntimeException>sneak(fault));
            loop.schedule(0, () -> LoopTest.<RuntimeException>sneak(fault));
        }
        assertDoesNotThrow(() -> inLoop(() -> {
        }));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }

    @Test
    void shouldSleepAgainAfterAStrayInterrupt() {
        inLoop(() -> Thread.currentThread().interrupt());
        awaitParked();
        Thread thread = Threads.named("tested").get(0);
        thread.interrupt();
        awaitParked();
        inLoop(() -> {
        });
        awaitParked();
        assertFalse(thread.isInterrupted());
    }

    @Test
    void shouldRunWhatItAcceptedAndNothingElseWhenItIsClosed() throws Exception {
        for (int round = 0; round < 300; round++) {
            Loop closing = Loop.threaded("closing", Duration.ZERO);
            AtomicInteger ran = new AtomicInteger();
            AtomicInteger accepted = new AtomicInteger();
            Threads.parallel(3, number -> {
                for (int i = 0; i < 200; i++) {
                    if (number == 0 && i == 100) {
                        closing.close();
                    }
                    accepted.addAndGet(closing.offer(ran::incrementAndGet) ? 1 : 0);
                }
            });
            assertEquals(accepted.get(), ran.get());
            assertTrue(closing.isClosed());
            assertEquals(List.of(), Threads.named("closing"));
        }
    }

    @Test
    void shouldRefuseTasksOnceItIsClosed() {
        loop.close();
        assertTrue(loop.isClosed());
        assertFalse(loop.offer(() -> {
        }));
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {
        }));
        loop.schedule(0, () -> {
        }).cancel();
    }

    @Test
    void shouldBeCloseableByManyAtOnceAlsoBeforeItStarted() throws Exception {
        for (int i = 0; i < 200; i++) {
            Loop closing = Loop.threaded("several", Duration.ZERO);
            Threads.parallel(3, number -> {
                if (number == 0) {
                    closing.offer(() -> {
                    });
                }
                closing.close();
                assertEquals(List.of(), Threads.named("several"), "gone for each of them");
            });
        }
    }

    @Test
    void shouldFinishClosingInSpiteOfAnInterrupt() {
        inLoop(() -> {
        });
        Thread.currentThread().interrupt();
        loop.close();
        assertTrue(Thread.interrupted(), "the flag is kept");
        assertEquals(List.of(), Threads.named("tested"));
    }

    @Test
    void shouldNotWaitForItself() {
        inLoop(() -> assertThrows(IllegalStateException.class, loop::close));
    }

    private static final List<String> CLOSED = new CopyOnWriteArrayList<>();

    private record Buffer() implements AutoCloseable {
        @Override
        public void close() {
            CLOSED.add("buffer");
        }
    }

    private record Pool(Buffer buffer) implements AutoCloseable {
        @Override
        public void close() {
            CLOSED.add("pool");
            throw new IllegalStateException("a resource's own fault");
        }
    }

    @Test
    void shouldKeepOneResourceOfEachTypeAndCloseTheLastOneFirst() {
        CLOSED.clear();
        inLoop(() -> {
            Pool pool = loop.resource(Pool.class, () -> new Pool(loop.resource(Buffer.class, Buffer::new)));
            assertSame(pool, loop.resource(Pool.class, () -> new Pool(null)));
            assertSame(pool.buffer, loop.resource(Buffer.class, Buffer::new));
            assertEquals("not closeable", loop.resource(String.class, () -> "not closeable"));
        });
        assertThrows(IllegalStateException.class, () -> loop.resource(String.class, () -> ""));
        loop.close();
        assertEquals(List.of("pool", "buffer"), CLOSED);
    }

    @Test
    void shouldRefuseBadArguments() {
        assertThrows(NullPointerException.class, () -> loop.execute(null));
        assertThrows(NullPointerException.class, () -> loop.schedule(1, null));
        assertThrows(IllegalArgumentException.class, () -> Loop.threaded("x", Duration.ofNanos(-1)));
        assertThrows(NullPointerException.class, () -> Loop.threaded(null, Duration.ZERO));
    }
}
