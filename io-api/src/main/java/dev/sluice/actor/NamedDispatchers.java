package dev.sluice.actor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The dispatchers that a system has made for its users. */
final class NamedDispatchers {
    private record Entry(Threads threads, OwnDispatcher dispatcher) {}

    private final String system;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean closed;

    NamedDispatchers(String system) {
        this.system = system;
    }

    Dispatcher get(String name, Threads threads) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(threads, "threads");
        lock.lock();
        try {
            Entry entry = entries.get(name);
            return entry == null ? make(name, threads) : known(name, entry, threads);
        } finally {
            lock.unlock();
        }
    }

    private Dispatcher make(String name, Threads threads) {
        if (closed) {
            throw new IllegalStateException("system " + system + " has ended, and can't make the dispatcher " + name);
        }
        OwnDispatcher dispatcher = ThreadsDispatcher.of(name, system + "-" + name, threads);
        entries.put(name, new Entry(threads, dispatcher));
        return dispatcher;
    }

    private static Dispatcher known(String name, Entry entry, Threads threads) {
        if (!entry.threads.equals(threads)) {
            throw new IllegalArgumentException(
                "threads of the dispatcher " + name + " are " + entry.threads + ", and can't be " + threads);
        }
        return entry.dispatcher;
    }

    boolean isCurrent() {
        return all().stream().anyMatch(Dispatcher::isCurrent);
    }

    private List<OwnDispatcher> all() {
        lock.lock();
        try {
            return entries.values().stream().map(Entry::dispatcher).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all their threads, and gives those of which one is still busy. From now on there are no new ones. */
    List<OwnDispatcher> close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        return all().stream().filter(dispatcher -> !dispatcher.close()).toList();
    }
}
