package dev.sluice.actor;

import dev.sluice.loop.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The loops of a system: its first ones, and those that it has made beside them. */
final class NamedLoops {
    /** What the first ones are known by. */
    private static final String FIRST = "loop";

    private final String system;
    private final Duration spin;
    private final List<Loop> first;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Loop>> further = new HashMap<>();
    /** For those who ask often who they are. */
    private volatile List<Loop> all;
    private boolean closed;

    NamedLoops(String system, int count, Duration spin) {
        this.system = system;
        this.spin = spin;
        this.first = threaded(FIRST, count);
        this.all = first;
    }

    private List<Loop> threaded(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> Loop.threaded(system + "-" + name + "-" + i, spin)).toList();
    }

    List<Loop> first() {
        return first;
    }

    List<Loop> get(String name, int count) {
        require(name, count);
        lock.lock();
        try {
            List<Loop> known = further.get(name);
            return known == null ? make(name, count) : requireCount(name, count, known);
        } finally {
            lock.unlock();
        }
    }

    private void require(String name, int count) {
        Objects.requireNonNull(name, "name");
        if (name.equals(FIRST)) {
            throw new IllegalArgumentException("name is that of the first loops of " + system + ": " + name);
        }
        if (count < 1) {
            throw new IllegalArgumentException("count is less than 1: " + count);
        }
    }

    private List<Loop> make(String name, int count) {
        if (closed) {
            throw new IllegalStateException("system " + system + " has ended, and can't make the loops " + name);
        }
        List<Loop> made = threaded(name, count);
        further.put(name, made);
        all = Stream.concat(all.stream(), made.stream()).toList();
        return made;
    }

    private static List<Loop> requireCount(String name, int count, List<Loop> known) {
        if (known.size() != count) {
            throw new IllegalArgumentException(
                "count of the loops " + name + " is " + known.size() + ", and can't be " + count);
        }
        return known;
    }

    /** Any thread; takes no lock. */
    List<Loop> all() {
        return all;
    }

    /** All of them; from now on there are no new ones. */
    List<Loop> end() {
        lock.lock();
        try {
            closed = true;
            return all;
        } finally {
            lock.unlock();
        }
    }
}
