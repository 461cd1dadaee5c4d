package dev.sluice.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTimerTest {
    private final Loop loop = Loop.threaded("timing", Duration.ZERO);

    @AfterEach
    void close() {
        loop.close();
    }

    /** Its deadline lies between the two. */
    private record Planned(long earliest, long latest) {}

    private Planned plan(long delay, List<Planned> fired, AtomicInteger early, CountDownLatch done) {
        long before = System.nanoTime();
        Planned[] planned = new Planned[1];
        loop.schedule(delay, () -> {
            early.addAndGet(System.nanoTime() - before < delay ? 1 : 0);
            fired.add(planned[0]);
            done.countDown();
        });
        planned[0] = new Planned(before + delay, System.nanoTime() + delay);
        return planned[0];
    }

    @Test
    void g33_neverEarlyAndInTheOrderOfTheDeadlines() throws Exception {
        int count = 2_000;
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        AtomicInteger early = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(count);
        List<Planned> fired = new ArrayList<>();
        loop.execute(() -> {
            for (int i = 0; i < count; i++) {
                plan(random.nextLong(30_000_000), fired, early, done);
            }
        });
        done.await();
        assertEquals(0, early.get());
        long latestSoFar = fired.get(0).earliest;
        for (Planned next : fired) {
            assertTrue(next.latest - latestSoFar >= 0, "one fired after another that was certainly due later");
            latestSoFar = Math.max(latestSoFar, next.earliest);
        }
    }

    @Test
    void g33_neverEarlyIfItWasScheduledFromOutside() throws Exception {
        AtomicInteger early = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4 * 500);
        Threads.parallel(4, number -> {
            for (int i = 0; i < 500; i++) {
                long begin = System.nanoTime();
                long delay = i * 10_000L;
                loop.schedule(delay, () -> {
                    early.addAndGet(System.nanoTime() - begin < delay ? 1 : 0);
                    done.countDown();
                });
            }
        });
        done.await();
        assertEquals(0, early.get());
    }

    @Test
    void shouldFireAtOnceWhatIsDue() {
        for (long delay : new long[] {0, -1, Long.MIN_VALUE}) {
            CompletableFuture<Boolean> fired = new CompletableFuture<>();
            loop.schedule(delay, () -> fired.complete(loop.inLoop()));
            assertEquals(true, fired.join());
        }
    }

    @Test
    void shouldNotFireWhatWasCancelledOnTheLoopEvenIfItWasDue() {
        CompletableFuture<List<String>> result = new CompletableFuture<>();
        List<String> log = new ArrayList<>();
        loop.execute(() -> {
            Timer[] second = new Timer[1];
            loop.schedule(0, () -> {
                log.add("first");
                second[0].cancel();
                second[0].cancel();
            });
            second[0] = loop.schedule(1, () -> log.add("second"));
            loop.schedule(1_000_000, () -> result.complete(log));
        });
        assertEquals(List.of("first"), result.join());
    }

    @Test
    void shouldNotFireWhatWasCancelledFromOutsideBeforeItWasDue() {
        AtomicInteger fired = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(1);
        loop.execute(() -> awaitUnchecked(busy));
        Timer timer = loop.schedule(0, fired::incrementAndGet);
        timer.cancel();
        busy.countDown();
        CompletableFuture.runAsync(() -> {
        }, loop).join();
        assertEquals(0, fired.get());
        timer.cancel();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldFireOnceAtTheMostHoweverFiringAndCancellingRace() {
        int rounds = 20_000;
        AtomicIntegerArray fired = new AtomicIntegerArray(rounds);
        for (int i = 0; i < rounds; i++) {
            int round = i;
            Timer timer = loop.schedule(i % 50_000, () -> fired.incrementAndGet(round));
            if (i % 3 == 0) {
                Thread.onSpinWait();
            }
            timer.cancel();
        }
        CompletableFuture.runAsync(() -> {
        }, loop).join();
        for (int i = 0; i < rounds; i++) {
            assertTrue(fired.get(i) <= 1);
        }
    }

    @Test
    void shouldFireATimerThatATimerHasSet() {
        CompletableFuture<Integer> depth = new CompletableFuture<>();
        new Object() {
            void next(int level) {
                if (level == 100) {
                    depth.complete(level);
                } else {
                    loop.schedule(level % 2, () -> next(level + 1));
                }
            }
        }.next(0);
        assertEquals(100, depth.join());
    }

    @Test
    void shouldNotWaitForTimersWhenItIsClosed() {
        loop.schedule(TimeUnit.DAYS.toNanos(1), () -> {
        });
        loop.close();
    }
}
