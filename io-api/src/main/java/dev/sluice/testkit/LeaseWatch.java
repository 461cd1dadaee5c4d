package dev.sluice.testkit;

import dev.sluice.io.LeaseTracing;
import java.util.List;

/**
 * Fails a test that leaves leases behind, and names where they come from: whoever kept, moved, shared or sliced one, and has not
 * released it.
 *
 * {@snippet :
 * private final LeaseWatch leases = LeaseWatch.start();
 *
 * @AfterEach
 * void close() {
 *     system.close();   // first, so that nothing is on its way any more
 *     leases.close();
 * }
 * }
 *
 * It sees all leases of the process that were made since it was started: tests that run beside it are watched too.
 */
public final class LeaseWatch implements AutoCloseable {
    private final LeaseTracing tracing = LeaseTracing.start();

    private LeaseWatch() {}

    /**
     * Begins to watch.
     *
     * @return to be closed when all leases have to be back
     */
    public static LeaseWatch start() {
        return new LeaseWatch();
    }

    /**
     * How many leases are not back; for a test that waits until they are.
     *
     * @return a count
     */
    public int unreleased() {
        return tracing.unspent().size();
    }

    /**
     * Ends the watch.
     *
     * @throws AssertionError if there are leases that were not released; their origins are suppressed in it
     */
    @Override
    public void close() {
        List<Throwable> unspent = tracing.unspent();
        tracing.close();
        if (!unspent.isEmpty()) {
            throw failure(unspent);
        }
    }

    private static AssertionError failure(List<Throwable> unspent) {
        AssertionError failure = new AssertionError(
            unspent.size() + " leases were not released; the first: " + unspent.getFirst().getMessage());
        unspent.forEach(failure::addSuppressed);
        return failure;
    }
}
