package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Stop;

/** The reports; each says whose it is. */
sealed interface SelectorReport extends Report {
    /** Who reports. */
    ActorRef<SelectorCommand> selector();

    /** It has no slot for somebody who wants one. Answered by Granted, or by Denied and a later Granted. */
    record Wanted(ActorRef<SelectorCommand> selector) implements SelectorReport {}

    /** It gives slots back; 0 in answer to Recall means that it will return the next one. */
    record Returned(ActorRef<SelectorCommand> selector, int count) implements SelectorReport {}

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
    record Ended(ActorRef<SelectorCommand> selector, Stop reason) implements SelectorReport {}
}
