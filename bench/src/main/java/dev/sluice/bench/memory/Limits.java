package dev.sluice.bench.memory;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What bounds the number of connections: descriptors, of which each takes one here and one in the server, and memory.
 * The JVM has raised the soft limit of descriptors to the hard one when it started, the server's too; who wants more
 * raises that ({@code ulimit -Hn}, {@code fs.nr_open}).
 */
final class Limits {
    private static final UnixOperatingSystemMXBean SYSTEM = (UnixOperatingSystemMXBean) ManagementFactory
        .getOperatingSystemMXBean();

    /** For what else a server has open. */
    private static final int SPARE_DESCRIPTORS = 300;
    /** Both ends together: the kernel takes about 10 KiB, and each JVM a few with what its collector needs. */
    private static final long BYTES_PER_CONNECTION = 16 << 10;
    /** Both ends, without compressed pointers, and as much again for the collector to work in. */
    private static final long HEAP_BYTES_PER_CONNECTION = 5 << 10;
    private static final long SPARE_BYTES = 1L << 30;

    private Limits() {}

    static String describe() {
        return String.format(Locale.ROOT, "descriptors: %,d (the JVM has raised the soft limit to the hard one);"
            + " memory available: %,d MiB", SYSTEM.getMaxFileDescriptorCount(), KernelMemory.available() >> 20);
    }

    /** What there is too little of for so many connections; empty = nothing. */
    static String shortage(int connections) {
        return shortage(connections, SYSTEM.getMaxFileDescriptorCount(), KernelMemory.available());
    }

    static String shortage(int connections, long descriptors, long bytes) {
        long needed = connections * BYTES_PER_CONNECTION + SPARE_BYTES;
        if (connections + SPARE_DESCRIPTORS > descriptors) {
            return String.format(Locale.ROOT,
                "only %,d descriptors (ulimit -Hn) for %,d connections and %d other files",
                descriptors, connections, SPARE_DESCRIPTORS);
        } else if (needed > bytes) {
            return String.format(Locale.ROOT, "only %,d MiB of memory available, and %,d wanted", bytes >> 20,
                needed >> 20);
        }
        return "";
    }

    /** The same for both ends on the heap of this JVM. */
    static String shortageInOneJvm(int connections) {
        long heap = Runtime.getRuntime().maxMemory();
        long needed = connections * HEAP_BYTES_PER_CONNECTION;
        long available = KernelMemory.available();
        if (needed > heap) {
            return String.format(Locale.ROOT, "a heap of %,d MiB, and %,d wanted", heap >> 20, needed >> 20);
        } else if (heap > available) {
            return String.format(Locale.ROOT, "only %,d MiB of memory available for a heap of %,d", available >> 20,
                heap >> 20);
        }
        return "";
    }
}
