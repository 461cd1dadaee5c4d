package dev.sluice.loop;

import java.util.concurrent.atomic.AtomicLong;

/** Tells how long the turns of a loop were lately. The loop's thread writes, any thread reads; no turn allocates but a longer one. */
final class TurnMeter {
    static final long WINDOW_NANOS = 1_000_000_000;

    private static final long NO_TURN = Long.MIN_VALUE;

    /** The longest turn since a moment, and that of the window before it. */
    private record Window(long start, long longest, long longestBefore) {
        long longestAt(long now) {
            long age = now - start;
            if (age >= 2 * WINDOW_NANOS) {
                return 0;
            }
            return age < WINDOW_NANOS ? Math.max(longest, longestBefore) : longest;
        }
    }

    private final AtomicLong began = new AtomicLong(NO_TURN);
    private volatile Window window;

    TurnMeter(long now) {
        window = new Window(now, 0, 0);
    }

    void began(long now) {
        began.setRelease(now);
    }

    /** The window is written first, so that a reader finds the turn in one of the two places. */
    void ended(long now) {
        long took = now - began.getPlain();
        Window seen = window;
        long age = now - seen.start;
        if (age >= WINDOW_NANOS) {
            window = new Window(now, took, age < 2 * WINDOW_NANOS ? seen.longest : 0);
        } else if (took > seen.longest) {
            window = new Window(seen.start, took, seen.longestBefore);
        }
        began.setRelease(NO_TURN);
    }

    long longest(long now) {
        long begin = began.getAcquire(); // before the window, for the same reason
        long running = begin == NO_TURN ? 0 : now - begin;
        return Math.max(running, window.longestAt(now));
    }
}
