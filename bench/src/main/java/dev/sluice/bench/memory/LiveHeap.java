package dev.sluice.bench.memory;

import dev.sluice.bench.echo.server.HeapHistogram;
import java.lang.management.ManagementFactory;
import java.util.function.Predicate;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is alive in this JVM, by class. */
final class LiveHeap {
    /** What stands for the kernel's sockets: the two ends of a stream, their bytes, lock and names. */
    private static final Predicate<String> WIRE = name -> name.startsWith("dev.sluice.transport.testkit.")
        || name.startsWith("java.util.concurrent.locks.ReentrantLock") || name.equals("[B")
        || name.equals("java.lang.String");

    private LiveHeap() {}

    /** Collects garbage, and counts. */
    static HeapHistogram count() {
        try {
            String lines = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[] {new String[0]}, new String[] {String[].class.getName()});
            return HeapHistogram.parse(lines.lines().toList());
        } catch (JMException e) {
            throw new IllegalStateException("this JVM gives no class histogram", e);
        }
    }

    /** Bytes of the transport in memory itself; all others are Sluice's, and of the handlers. */
    static long wire(HeapHistogram histogram) {
        return histogram.bytesByClass().entrySet().stream()
            .filter(entry -> WIRE.test(entry.getKey()))
            .mapToLong(entry -> entry.getValue())
            .sum();
    }
}
