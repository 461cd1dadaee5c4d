package dev.sluice;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;

/** The threads that tests start, and those that they look for. */
public final class Threads {
    /** What a thread does; it is told its number. */
    @FunctionalInterface
    public interface Body {
        void run(int number) throws Exception;
    }

    private Threads() {}

    /** Runs a body on several threads, which begin together, and waits for all of them. */
    public static void parallel(int threads, Body body) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads);
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        List<Thread> running = IntStream.range(0, threads)
            .mapToObj(number -> Thread.ofPlatform().daemon().start(() -> {
                try {
                    start.await();
                    body.run(number);
                } catch (Throwable e) {
                    thrown.add(e);
                }
            }))
            .toList();
        for (Thread thread : running) {
            thread.join();
        }
        if (!thrown.isEmpty()) {
            throw new AssertionError("a thread failed", thrown.peek());
        }
    }

    /** The living threads whose names begin so. */
    public static List<Thread> named(String prefix) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(prefix))
            .toList();
    }

    /** Waits until none is left: one that has told of its end may still be on its way out. */
    public static void awaitNone(String prefix) {
        await().atMost(Duration.ofSeconds(30)).until(() -> named(prefix).isEmpty());
    }
}
