package dev.sluice.bench.echo.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * What a server can count of itself.
 *
 * @param allocated bytes that it has allocated on the heap so far
 * @param direct bytes of direct memory that it holds
 */
record Figures(LongSupplier allocated, LongSupplier direct) {
    /** Of a server whose work is all done by one thread. */
    static Figures of(Thread loop) {
        return new Figures(() -> threads().getThreadAllocatedBytes(loop.threadId()), Figures::inBuffers);
    }

    /** Of a server whose work is spread over threads. */
    static Figures ofAllThreads() {
        return new Figures(() -> threads().getTotalThreadAllocatedBytes(), Figures::inBuffers);
    }

    /** With memory that the JDK knows nothing of. */
    Figures plusDirect(LongSupplier further) {
        return new Figures(allocated, () -> direct.getAsLong() + further.getAsLong());
    }

    private static ThreadMXBean threads() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    }

    private static long inBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    }
}
