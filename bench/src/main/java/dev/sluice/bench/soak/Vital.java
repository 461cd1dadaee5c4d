package dev.sluice.bench.soak;

import java.util.Locale;

/**
 * Something that a process holds, and by how much it may differ between two times at which the same is asked of it.
 *
 * <p>Under load the two are medians of several moments, and what differs is what happens to be on its way in them: so many
 * connections more or fewer ({@link #underLoad}). When the load is over nothing is on its way, and only what is kept for use
 * again may be left ({@link #atRest}).
 */
enum Vital {
    /** A dozen connections come and go, and one that is closing still has its own. */
    DESCRIPTORS(16, 0),
    /** On its way: what is in the queues. At rest: what the JVM itself keeps, such as profiles of compiled code. */
    HEAP(6 << 20, 3 << 20),
    /** Pools grow to what was once needed at the same time, and keep it. */
    DIRECT(4 << 20, 4 << 20), MAPPED(0, 0),
    /** The pool's, and the JVM's, that come when they are needed. */
    THREADS(3, 3),
    /** An actor for a connection, one for its handler, and those that open it. */
    ACTORS(32, 0), CHANNELS(16, 0),
    /** A time, and so said but not judged. */
    LAG(Long.MAX_VALUE, Long.MAX_VALUE);

    private final long underLoad;
    private final long atRest;

    Vital(long underLoad, long atRest) {
        this.underLoad = underLoad;
        this.atRest = atRest;
    }

    long underLoad() {
        return underLoad;
    }

    long atRest() {
        return atRest;
    }

    boolean isJudged() {
        return this != LAG;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String format(long value) {
        return switch (this) {
            case HEAP, DIRECT, MAPPED -> String.format(Locale.ROOT, "%.1f MB", value / 1e6);
            case LAG -> value + " ms";
            default -> Long.toString(value);
        };
    }
}
