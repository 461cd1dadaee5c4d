package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Owned;
import java.io.IOException;

/** What passes between a selector, its manager and its channels, besides {@link Place}. */
sealed interface SelectorMessage extends SelectorCommand {
    /** From a channel of this loop: one that it accepted, with the slot that it took; it may go elsewhere, or stays. */
    record Accepted(Place<?> place, boolean stays) implements SelectorMessage, Owned {
        @Override
        public void discard() {
            place.discard();
        }
    }

    /**
     * From the manager: a channel that it chose this selector for.
     *
     * @param selector this selector
     * @param place the channel
     * @param hasSlot whether it brings its slot along, because another selector had accepted it
     * @param manager gets it back if this selector has ended
     */
    record Assigned(ActorRef<SelectorCommand> selector, Place<?> place, boolean hasSlot, ActorRef<Report> manager)
        implements SelectorMessage, Owned {

        @Override
        public void discard() {
            manager.tell(new SelectorReport.Missed(selector, place));
        }
    }

    /** From the manager: more slots. */
    record Granted(int count) implements SelectorMessage {}

    /** From the manager, in answer to that Wanted: all slots are in use. Whoever waits gets one of those that are released later, unasked. */
    record Denied(int number, int limit) implements SelectorMessage {}

    /** From the manager: return the free slots, or if there are none, the next that is released. */
    record Recall() implements SelectorMessage {}

    /** From the manager: how many channels the least full selector has. */
    record Balance(int least) implements SelectorMessage {}

    /** From the manager: tell somebody what was counted here. */
    record Inspect(ActorRef<? super SelectorFigures> replyTo) implements SelectorMessage {}

    /** From the loop. */
    record PollerLost(IOException cause) implements SelectorMessage {}
}
