package dev.sluice.actor;

/** The messages of a {@link Backlog} in the order in which they came. Any of them can be taken out at once. */
final class Arrivals {
    /** Where a message stands beside the order of arrival. */
    enum Place {
        /** Nowhere: nothing that came before it may be left when it is taken. */
        KEPT, URGENT, ORDERED
    }

    static final class Slot implements Mailbox.Waiting {
        final Envelope envelope;
        private final long number;
        Place place = Place.KEPT;
        private Slot earlier;
        private Slot later;
        private boolean gone;

        private Slot(Envelope envelope, long number) {
            this.envelope = envelope;
            this.number = number;
        }

        @Override
        public Object message() {
            return envelope.message;
        }

        @Override
        public long number() {
            return number;
        }

        boolean isCounted() {
            return envelope.isCounted();
        }
    }

    private Slot oldest;
    private Slot newest;
    /** Known all the time, because a full mailbox may drop it. */
    private Slot oldestCounted;
    private long numbers;
    private int size;

    Slot add(Envelope envelope) {
        Slot slot = new Slot(envelope, numbers++);
        slot.earlier = newest;
        if (newest == null) {
            oldest = slot;
        } else {
            newest.later = slot;
        }
        newest = slot;
        if (oldestCounted == null && slot.isCounted()) {
            oldestCounted = slot;
        }
        size++;
        return slot;
    }

    void remove(Slot slot) {
        if (slot == oldestCounted) {
            oldestCounted = nextCounted(slot.later);
        }
        if (slot.earlier == null) {
            oldest = slot.later;
        } else {
            slot.earlier.later = slot.later;
        }
        if (slot.later == null) {
            newest = slot.earlier;
        } else {
            slot.later.earlier = slot.earlier;
        }
        slot.earlier = null;
        slot.later = null;
        slot.gone = true;
        size--;
    }

    private static Slot nextCounted(Slot from) {
        Slot slot = from;
        while (slot != null && !slot.isCounted()) {
            slot = slot.later;
        }
        return slot;
    }

    /** Or null. */
    Slot oldest() {
        return oldest;
    }

    /** Or null. */
    Slot oldestCounted() {
        return oldestCounted;
    }

    /** Whether it has not been taken out. */
    boolean holds(Slot slot) {
        return !slot.gone;
    }

    /** Whatever stood in an order has only its arrival now. */
    void forgetOrder() {
        for (Slot slot = oldest; slot != null; slot = slot.later) {
            if (slot.place == Place.ORDERED) {
                slot.place = Place.KEPT;
            }
        }
    }

    int size() {
        return size;
    }
}
