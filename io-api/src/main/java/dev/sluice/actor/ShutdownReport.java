package dev.sluice.actor;

import java.util.List;

/**
 * How a system came to its end.
 *
 * @param overran what was not done within its phase's deadline, or the total one, as {@code phase/name}; it was left behind
 * @param failed what was not done because it failed, as {@code phase/name: cause}
 */
public record ShutdownReport(List<String> overran, List<String> failed) {
    /** Copies the lists. */
    public ShutdownReport {
        overran = List.copyOf(overran);
        failed = List.copyOf(failed);
    }

    /**
     * Whether all was done that was to be done.
     *
     * @return true if nothing overran and nothing failed
     */
    public boolean isClean() {
        return overran.isEmpty() && failed.isEmpty();
    }
}
