package dev.sluice.bench.soak;

import dev.sluice.actor.ActorSystem;
import dev.sluice.bench.report.Heap;
import dev.sluice.loop.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a process holds, in the order of {@link Vital}.
 *
 * @param values one for each vital
 */
record Vitals(List<Long> values) {
    /** Checks that none is missing. */
    Vitals {
        values = List.copyOf(values);
        if (values.size() != Vital.values().length) {
            throw new IllegalArgumentException("not a value for each vital: " + values);
        }
    }

    /** Those of this process, after collecting garbage. */
    static Vitals of(ActorSystem system) {
        // Before the collection, which no loop can help.
        long lag = system.loops().stream().map(Loop::lag).mapToLong(Duration::toMillis).max().orElse(0);
        long actors = system.tree().join().size();
        long channels = Channels.count(system);
        return of(openDescriptors(), Heap.used(), pool("direct"), pool("mapped"),
            ManagementFactory.getThreadMXBean().getThreadCount(), actors, channels, lag);
    }

    static Vitals of(long... values) {
        return new Vitals(LongStream.of(values).boxed().toList());
    }

    private static long openDescriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pool(String name) {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().startsWith(name)).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }

    long get(Vital vital) {
        return values.get(vital.ordinal());
    }

    /** Whether no more of what ends by itself is left than before. */
    boolean isAtRest(Vitals before) {
        return get(Vital.CHANNELS) <= before.get(Vital.CHANNELS) && get(Vital.ACTORS) <= before.get(Vital.ACTORS);
    }

    Map<String, Object> toMap() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Vital vital : Vital.values()) {
            all.put(vital.label(), get(vital));
        }
        return all;
    }

    /** As one process tells it to another. */
    String toLine() {
        return values.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    static Vitals parse(String line) {
        return new Vitals(Arrays.stream(line.split(" ")).map(Long::valueOf).toList());
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        for (Vital vital : Vital.values()) {
            all.add(vital.label() + " " + vital.format(get(vital)));
        }
        return String.join(", ", all);
    }
}
