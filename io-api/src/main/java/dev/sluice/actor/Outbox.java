package dev.sluice.actor;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was decided under a lock after the lock is free, in the order of the decisions: one thread at a time sends for all.
 * So no foreign code, such as a dead-letter listener, ever runs under the lock.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsent = new AtomicInteger();

    /** Under the lock. */
    void add(Runnable sending) {
        ready.add(sending);
    }

    /** Without the lock. When it returns, all that was added before has been sent, or another thread is about to. */
    void send() {
        if (unsent.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            sendReady();
            seen = unsent.addAndGet(-seen);
        } while (seen != 0);
    }

    private void sendReady() {
        for (Runnable sending; (sending = ready.poll()) != null;) {
            run(sending);
        }
    }

    private static void run(Runnable sending) {
        try {
            sending.run();
        } catch (Throwable e) {
            LOG.error("a registry failed to tell of a change", e);
        }
    }
}
