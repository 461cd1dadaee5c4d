package dev.sluice.bench.report;

/** The heap of this JVM. */
public final class Heap {
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /**
     * Collects garbage, several times: what one collection finds may be kept by what only the next one clears.
     *
     * @return bytes that are alive
     */
    public static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
