package dev.sluice.transport;

import java.util.Arrays;

/** The entries of a write queue, in order. */
final class WriteRing {
    private static final int SMALL = 64;

    /** Its length is a power of two. */
    private Object[] entries = new Object[SMALL];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** It has never grown. */
    boolean isSmall() {
        return entries.length == SMALL;
    }

    int size() {
        return size;
    }

    Object first() {
        return entries[head];
    }

    Object get(int i) {
        return entries[index(i)];
    }

    void add(Object entry) {
        if (size == entries.length) {
            grow();
        }
        entries[index(size++)] = entry;
    }

    Object removeFirst() {
        Object first = entries[head];
        entries[head] = null;
        head = index(1);
        size--;
        return first;
    }

    private int index(int i) {
        return (head + i) & (entries.length - 1);
    }

    private void grow() {
        Object[] larger = Arrays.copyOf(entries, entries.length * 2);
        for (int i = 0; i < size; i++) {
            larger[i] = get(i);
        }
        Arrays.fill(larger, size, larger.length, null);
        entries = larger;
        head = 0;
    }
}
