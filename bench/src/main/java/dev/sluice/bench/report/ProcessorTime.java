package dev.sluice.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of this JVM, with all its threads: what is left to compare by on a machine that others use too. */
public final class ProcessorTime {
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
        .getOperatingSystemMXBean();

    private ProcessorTime() {}

    /**
     * What it has used since it was started.
     *
     * @return nanoseconds, to about ten million: look at it seldom
     */
    public static long nanos() {
        return SYSTEM.getProcessCpuTime();
    }
}
