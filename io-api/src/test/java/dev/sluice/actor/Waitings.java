package dev.sluice.actor;

import java.util.ArrayDeque;
import java.util.Comparator;

/** A mailbox of each kind, with room for all that the common tests send. */
enum Waitings {
    UNBOUNDED, WITH_A_MARK, DROP_NEWEST, DROP_OLDEST, FAIL, URGENT, PRIORITY, CUSTOM, ALL_TOGETHER;

    private static final int ROOM = 1_000_000;

    Mailbox mailbox() {
        return switch (this) {
            case UNBOUNDED -> Mailbox.unbounded();
            case WITH_A_MARK -> Mailbox.unbounded().highWater(ROOM, full -> {
            });
            case DROP_NEWEST -> Mailbox.bounded(ROOM, Overflow.DROP_NEWEST);
            case DROP_OLDEST -> Mailbox.bounded(ROOM, Overflow.DROP_OLDEST);
            case FAIL -> Mailbox.bounded(ROOM, Overflow.FAIL);
            case URGENT -> Mailbox.unbounded().urgent(Thread.class);
            case PRIORITY -> Mailbox.unbounded().priority(Object.class, alike());
            case CUSTOM -> Mailbox.unbounded().ordered(ArrayDeque::new);
            case ALL_TOGETHER -> Mailbox.bounded(ROOM, Overflow.DROP_OLDEST).urgent(Thread.class)
                .priority(Object.class, alike());
        };
    }

    private static Comparator<Object> alike() {
        return (one, other) -> 0;
    }
}
