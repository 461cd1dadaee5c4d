package dev.sluice.bench.actors;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Threads that tell as fast as they can, but never run further ahead of the consumer than their credit, so that the
 * backlog is bounded whoever is faster. A message is its producer, to which the consumer says that it was
 * {@linkplain Producer#handled handled}.
 */
final class Producers implements AutoCloseable {
    /** Of all producers together. */
    private static final int BACKLOG = 4096;

    private final List<Producer> producers;
    private final List<Thread> threads;

    private Producers(int count, Consumer<Producer> tell) {
        producers = IntStream.range(0, count).mapToObj(i -> new Producer(tell, BACKLOG / count)).toList();
        threads = producers.stream().map(producer -> Thread.ofPlatform().daemon().unstarted(producer)).toList();
    }

    static Producers start(int count, Consumer<Producer> tell) {
        Producers producers = new Producers(count, tell);
        producers.threads.forEach(Thread::start);
        return producers;
    }

    /** Once there is no consumer any more, each producer runs out of credit, and then sees that it is over. */
    @Override
    public void close() {
        producers.forEach(producer -> producer.stopped = true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    static final class Producer implements Runnable {
        /** The consumer tells its progress so seldom that the telling doesn't count. */
        private static final int STRIDE = 256;
        /** Far from both ends of the array: in a cache line of its own. */
        private static final int MIDDLE = 16;

        private final Consumer<Producer> tell;
        private final int credit;
        private final AtomicLongArray progress = new AtomicLongArray(2 * MIDDLE);
        private volatile boolean stopped;
        /** The consumer's. */
        private long handled;

        Producer(Consumer<Producer> tell, int credit) {
            this.tell = tell;
            this.credit = credit;
        }

        void handled() {
            if (++handled % STRIDE == 0) {
                progress.setRelease(MIDDLE, handled);
            }
        }

        /** While there is credit, nothing is read of this object: the consumer writes into it. */
        @Override
        public void run() {
            Patience patience = new Patience();
            Consumer<Producer> receiver = tell;
            long limit = credit;
            for (long sent = 0; !stopped;) {
                if (sent == limit) {
                    patience.pause();
                } else {
                    patience.renew();
                }
                for (; sent < limit; sent++) {
                    receiver.accept(this);
                }
                limit = credit + progress.getAcquire(MIDDLE);
            }
        }
    }
}
