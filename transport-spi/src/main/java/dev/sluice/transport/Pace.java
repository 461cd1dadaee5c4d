package dev.sluice.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many in a second, and so many at once: a bucket of tokens, kept as the time at which it is full again. Any thread; all who use
 * it read the same clock.
 */
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long interval;
    private final long bucket;
    private final AtomicLong fullAt;

    /** A full bucket. */
    Pace(int perSecond, int burst, long now) {
        this.interval = SECOND / perSecond;
        this.bucket = interval * burst;
        this.fullAt = new AtomicLong(now);
    }

    /** Takes a token: 0, or how many nanoseconds it takes until there is one. */
    long take(long now) {
        while (true) {
            long known = fullAt.get();
            long next = (known - now > 0 ? known : now) + interval;
            long missing = next - now - bucket;
            if (missing > 0) {
                return missing;
            }
            if (fullAt.compareAndSet(known, next)) {
                return 0;
            }
        }
    }

    /** A token was not used. */
    void giveBack() {
        fullAt.addAndGet(-interval);
    }
}
