package dev.sluice.loop;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes how it is called, and breaks when it is told to. */
final class RecordingPoller implements Poller {
    /** The timeouts of those polls that were allowed to block. */
    final List<Long> blocking = new CopyOnWriteArrayList<>();
    final AtomicInteger passing = new AtomicInteger();
    final AtomicInteger wakeUps = new AtomicInteger();
    final AtomicInteger interrupted = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    volatile Exception fault;
    private final Semaphore wakeUp = new Semaphore(0);

    @Override
    public int poll(long timeoutNanos) throws IOException {
        switch (fault) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case null, default -> {
                return timeoutNanos == 0 ? pass() : block(timeoutNanos);
            }
        }
    }

    private int pass() {
        passing.incrementAndGet();
        return 0;
    }

    private int block(long timeoutNanos) {
        blocking.add(timeoutNanos);
        interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
        try {
            if (timeoutNanos < 0) {
                wakeUp.acquire();
            } else if (wakeUp.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
                return 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @Override
    public void wakeUp() {
        wakeUps.incrementAndGet();
        wakeUp.release();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
