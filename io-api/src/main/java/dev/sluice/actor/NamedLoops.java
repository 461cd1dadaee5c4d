package dev.sluice.actor;

import dev.sluice.loop.Loop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** The loops that a system has made beside its first ones. */
final class NamedLoops {
    private final String system;
    private final Duration spin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Loop>> entries = new LinkedHashMap<>();
    private boolean closed;

    NamedLoops(String system, Duration spin) {
        this.system = system;
        this.spin = spin;
    }

    List<Loop> get(String name, int count) {
        Objects.requireNonNull(name, "name");
        if (count < 1) {
            throw new IllegalArgumentException("count is less than 1: " + count);
        }
        lock.lock();
        try {
            List<Loop> known = entries.get(name);
            return known == null ? make(name, count) : requireCount(name, count, known);
        } finally {
            lock.unlock();
        }
    }

    private List<Loop> make(String name, int count) {
        if (closed) {
            throw new IllegalStateException("system " + system + " has ended, and can't make the loops " + name);
        }
        List<Loop> made = IntStream.range(0, count)
            .mapToObj(i -> Loop.threaded(system + "-" + name + "-" + i, spin))
            .toList();
        entries.put(name, made);
        return made;
    }

    private static List<Loop> requireCount(String name, int count, List<Loop> known) {
        if (known.size() != count) {
            throw new IllegalArgumentException(
                "count of the loops " + name + " is " + known.size() + ", and can't be " + count);
        }
        return known;
    }

    List<Loop> all() {
        lock.lock();
        try {
            return entries.values().stream().flatMap(List::stream).toList();
        } finally {
            lock.unlock();
        }
    }

    /** From now on there are no new ones. */
    List<Loop> end() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        return all();
    }
}
