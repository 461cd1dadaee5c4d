package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Owned;

/** The reports of living selectors; each says whose it is. */
sealed interface SelectorReport extends Report {
    /** Who reports. */
    ActorRef<SelectorCommand> selector();

    /**
     * It has no slot for somebody who wants one. Answered by Granted or Denied; by Denied and a later Granted if somebody waits
     * as long as it takes.
     */
    record Wanted(ActorRef<SelectorCommand> selector, int number, boolean waits) implements SelectorReport {}

    /** It gives slots back, unasked, or because it owes them. */
    record Returned(ActorRef<SelectorCommand> selector, int count) implements SelectorReport {}

    /** The answer to Recall: what it gives back; if that is 0, it owes the next slot that is released there. */
    record Recalled(ActorRef<SelectorCommand> selector, int count) implements SelectorReport {}

    /** How many channels it has, and how many the manager had sent it when it counted. */
    record Load(ActorRef<SelectorCommand> selector, int used, int arrived) implements SelectorReport {}

    /** It is too full for a channel that was accepted on its loop, and gives it away with its slot. */
    record Moved(ActorRef<SelectorCommand> selector, Place<?> place) implements SelectorReport, Owned {
        @Override
        public void discard() {
            place.discard();
        }
    }

    /** It has ended. */
    record Ended(ActorRef<SelectorCommand> selector) implements SelectorReport {}

    /** A selector ended before it came to a channel that the manager had sent it; it may not be known yet that it has. */
    record Missed(ActorRef<SelectorCommand> selector, Place<?> place) implements Report, Owned {
        @Override
        public void discard() {
            place.discard();
        }
    }
}
