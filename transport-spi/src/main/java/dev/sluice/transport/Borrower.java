package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.loop.Signal;

/**
 * A selector's dealings with its manager: slots borrowed and returned, load reported, channels given away. It outlives the
 * selector's instances, as the manager's book does.
 *
 * <pre>
 *   NONE ── Wanted ──► SENT ── Granted, or Denied and nobody waited ──► NONE
 *                       ▲ │
 *      Wanted, for one  │ └─ Denied ──► KNOWN ── Granted ──► NONE
 *      who won't wait   └─────────────────┘
 * </pre>
 *
 * KNOWN = nothing was left, but the manager remembers that somebody waits.
 */
final class Borrower {
    private enum Request {
        NONE, SENT, KNOWN
    }

    private final Slots slots;
    private final ActorRef<Report> manager;
    private ActorRef<SelectorCommand> self;
    private Request request = Request.NONE;
    private int requests;
    private boolean isRemembered;
    private int arrived;
    private int arrivedAsReported;
    /** As long as it is alone, a selector is told nothing, and keeps everything. */
    private int least = Integer.MAX_VALUE;

    Borrower(Slots slots, ActorRef<Report> manager) {
        this.slots = slots;
        this.manager = manager;
    }

    /** A selector, or the next instance of it, acts from now on. */
    Slots begin(ActorRef<SelectorCommand> selector, Signal signal) {
        self = selector;
        slots.lookedAfterBy(selector, signal);
        return slots;
    }

    // ---- slots ----

    void granted(int count) {
        request = Request.NONE;
        slots.granted(count);
        slots.handOut();
    }

    /** False if this answers an earlier request than the last. */
    boolean denied(int number, int limit) {
        boolean isLast = number == requests;
        if (isLast) {
            request = isRemembered ? Request.KNOWN : Request.NONE;
            slots.denied(isRemembered ? limit : 0);
        }
        return isLast;
    }

    /** Those in line here come first if they are served at once; otherwise they wait with all the others. */
    void recalled() {
        handOut();
        slots.recall();
        manager.tell(new SelectorReport.Recalled(self, slots.takeReturns()));
    }

    private void handOut() {
        if (!slots.isRecalled()) {
            slots.handOut();
        }
    }

    // ---- load ----

    /** Something came that the manager had sent here. */
    void arrived() {
        arrived++;
    }

    void balance(int newLeast) {
        least = newLeast;
    }

    /** Whether a channel that was accepted here, and is counted already, may stay. */
    boolean isEven() {
        return slots.used() - Math.max(1, least / 10) <= least;
    }

    void giveAway(Place<?> place) {
        slots.part();
        manager.tell(new SelectorReport.Moved(self, place));
    }

    // ---- at the end of each turn ----

    /**
     * Tells the manager what it has to know by now.
     *
     * @param pressing how many of those in line don't wait, and want to hear soon if there is no slot
     */
    void settle(int pressing) {
        handOut();
        int returns = slots.takeReturns();
        if (returns > 0) {
            manager.tell(new SelectorReport.Returned(self, returns));
        }
        if (request == Request.NONE && slots.waiters() > 0 || request == Request.KNOWN && pressing > 0) {
            request = Request.SENT;
            isRemembered = slots.waiters() > pressing;
            manager.tell(new SelectorReport.Wanted(self, ++requests, isRemembered));
        }
        if (slots.reportIsDue(arrived - arrivedAsReported)) {
            arrivedAsReported = arrived;
            manager.tell(new SelectorReport.Load(self, slots.reported(), arrived));
        }
    }
}
