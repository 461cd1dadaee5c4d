package dev.sluice.runtime;

import java.util.Arrays;

/**
 * Timers of one thread, earliest first, and those of one deadline in the order in which they were added: a binary heap whose
 * entries know their place, so that adding and removing cost O(log n), the next deadline is known, and an entry can be used
 * again and again without garbage.
 */
public final class TimerHeap {
    /** What waits in a heap. Belongs to the heap's thread. */
    public abstract static class Entry {
        private long deadline;
        /** Which of all that were ever added to the heap. */
        private long number;
        private int place = -1;

        /** For subclasses. */
        protected Entry() {}

        /** Called on the heap's thread when the deadline has passed; the entry is out of the heap and may be added again. */
        protected abstract void fire();

        /** Whether it waits in a heap. */
        public final boolean isArmed() {
            return place >= 0;
        }

        private boolean isBefore(Entry other) {
            long earlier = deadline - other.deadline;
            return earlier < 0 || (earlier == 0 && number < other.number);
        }
    }

    private Entry[] entries = new Entry[16];
    private int size;
    private long added;

    /**
     * Adds an entry, or moves it if it is there, behind those of the same deadline; deadlines are {@link System#nanoTime} values
     * and may overflow.
     */
    public void add(Entry entry, long deadline) {
        remove(entry);
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        entry.deadline = deadline;
        entry.number = added++;
        siftUp(size++, entry);
    }

    /** Takes an entry out; does nothing if it isn't in. */
    public void remove(Entry entry) {
        int hole = entry.place;
        if (hole < 0) {
            return;
        }
        entry.place = -1;
        Entry moved = entries[--size];
        entries[size] = null;
        if (hole < size) {
            siftDown(hole, moved);
            if (entries[hole] == moved) {
                siftUp(hole, moved);
            }
        }
    }

    /** Fires what is due, in the order of the deadlines; entries added meanwhile for the same moment wait for the next call. */
    public int fireUntil(long now) {
        int fired = 0;
        for (int most = size; fired < most && size > 0 && entries[0].deadline - now <= 0; fired++) {
            Entry due = entries[0];
            remove(due);
            due.fire();
        }
        return fired;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The earliest deadline; only when not empty. */
    public long nextDeadline() {
        return entries[0].deadline;
    }

    private void siftUp(int hole, Entry entry) {
        int at = hole;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (entries[parent].isBefore(entry)) {
                break;
            }
            put(at, entries[parent]);
            at = parent;
        }
        put(at, entry);
    }

    private void siftDown(int hole, Entry entry) {
        int at = hole;
        while (2 * at + 1 < size) {
            int child = earlierChild(at);
            if (entry.isBefore(entries[child])) {
                break;
            }
            put(at, entries[child]);
            at = child;
        }
        put(at, entry);
    }

    private int earlierChild(int at) {
        int left = 2 * at + 1;
        int right = left + 1;
        return right < size && entries[right].isBefore(entries[left]) ? right : left;
    }

    private void put(int at, Entry entry) {
        entries[at] = entry;
        entry.place = at;
    }
}
