package dev.sluice.bench.churn;

import dev.sluice.actor.ActorSystem;
import dev.sluice.bench.report.Heap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process holds. */
record Vitals(long descriptors, long directBytes, int threads, long actors, long heapBytes) {
    /** What the heap may have grown by: what the JVM itself keeps, such as compiled code's profiles. */
    private static final long HEAP_TOLERANCE = 2 << 20;

    static Vitals of(ActorSystem system) {
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return new Vitals(openDescriptors(), direct, ManagementFactory.getThreadMXBean().getThreadCount(),
            actors(system), Heap.used());
    }

    static long actors(ActorSystem system) {
        return system.tree().join().all().count();
    }

    static long openDescriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What there is more of than before. */
    List<String> grown(Vitals before) {
        List<String> grown = new ArrayList<>();
        note(grown, "descriptors", before.descriptors, descriptors, 0);
        note(grown, "bytes of direct memory", before.directBytes, directBytes, 0);
        note(grown, "threads", before.threads, threads, 0);
        note(grown, "actors", before.actors, actors, 0);
        note(grown, "bytes of heap", before.heapBytes, heapBytes, HEAP_TOLERANCE);
        return grown;
    }

    private static void note(List<String> grown, String what, long before, long now, long tolerance) {
        if (now > before + tolerance) {
            grown.add(what + ": " + before + " before, " + now + " now");
        }
    }

    @Override
    public String toString() {
        return String.format("descriptors %d, direct memory %d, threads %d, actors %d, heap %.1f MB", descriptors,
            directBytes, threads, actors, heapBytes / 1e6);
    }
}
