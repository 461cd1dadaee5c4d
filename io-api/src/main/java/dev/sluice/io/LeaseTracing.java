package dev.sluice.io;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers where leases were made, kept and spent, as long as it is not closed: the exception of a spent one then says where, and
 * those that nobody gave back can be found. It costs two stack traces for each handle, so it is for tests and for the hunt; {@code
 * -Ddev.sluice.leases=trace} switches it on for the life of the process.
 *
 * <p>Any thread. Several may be open at a time; each traces all leases of the process.
 */
public final class LeaseTracing implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger(
        "trace".equals(System.getProperty("dev.sluice.leases")) ? 1 : 0);
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Set<LeaseTrace> UNSPENT = ConcurrentHashMap.newKeySet();

    private final long first = NUMBERS.get();
    private final AtomicBoolean closed = new AtomicBoolean();

    private LeaseTracing() {}

    /**
     * Begins to trace.
     *
     * @return to be closed
     */
    public static LeaseTracing start() {
        OPEN.incrementAndGet();
        return new LeaseTracing();
    }

    /**
     * Where the handles come from that were made since this tracing began and are not spent: for each the place where it was kept, or
     * else made, in the order in which they were made.
     *
     * @return a stack trace for each
     */
    public List<Throwable> unspent() {
        return UNSPENT.stream().filter(trace -> trace.number() >= first)
            .sorted(Comparator.comparingLong(LeaseTrace::number)).map(LeaseTrace::last).toList();
    }

    /** Ends this tracing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true) && OPEN.decrementAndGet() == 0) {
            UNSPENT.clear();
        }
    }

    static boolean isOn() {
        return OPEN.getPlain() > 0;
    }

    static long nextNumber() {
        return NUMBERS.getAndIncrement();
    }

    static void begun(LeaseTrace trace) {
        UNSPENT.add(trace);
    }

    static void ended(LeaseTrace trace) {
        UNSPENT.remove(trace);
    }
}
