package dev.sluice.transport;

import dev.sluice.actor.Owned;
import java.io.IOException;

/** What passes between a selector, its manager and its channels, besides {@link Place}. */
sealed interface SelectorMessage extends SelectorCommand {
    /** From a channel of this loop: one that it accepted, with the slot that it took. */
    record Accepted(Place<?> place) implements SelectorMessage, Owned {
        @Override
        public void discard() {
            place.discard();
        }
    }

    /** From the manager: a channel that it chose this selector for. */
    record Assigned(Place<?> place) implements SelectorMessage, Owned {
        @Override
        public void discard() {
            place.discard();
        }
    }

    /** From the manager: a channel that another selector accepted, with its slot. */
    record Adopt(Place<?> place) implements SelectorMessage, Owned {
        @Override
        public void discard() {
            place.discard();
        }
    }

    /** From the manager: more slots. */
    record Granted(int count) implements SelectorMessage {}

    /** From the manager: all slots are in use now; the next that are released come unasked. */
    record Denied(int limit) implements SelectorMessage {}

    /** From the manager: return the free slots, or if there are none, the next that is released. */
    record Recall() implements SelectorMessage {}

    /** From the manager: how many channels the least full selector has. */
    record Balance(int least) implements SelectorMessage {}

    /** From the loop. */
    record PollerLost(IOException cause) implements SelectorMessage {}
}
