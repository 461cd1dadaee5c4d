package dev.sluice.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** What has come back from a child that has ended, on its thread and on the sender's; once this is closed, it is lost. */
final class Returned {
    private record Entry(long number, Object message) {}

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Consumer<Object> lost;
    private volatile boolean closed;

    Returned(Consumer<Object> lost) {
        this.lost = lost;
    }

    /** Any thread. */
    void add(long number, Object message) {
        entries.add(new Entry(number, message));
        if (closed) {
            loseAll();
        }
    }

    /** By number. */
    List<Object> take() {
        List<Entry> taken = new ArrayList<>();
        for (Entry entry; (entry = entries.poll()) != null;) {
            taken.add(entry);
        }
        return taken.stream().sorted(Comparator.comparingLong(Entry::number)).map(Entry::message).toList();
    }

    void close() {
        closed = true;
        loseAll();
    }

    private void loseAll() {
        take().forEach(lost);
    }
}
