package dev.sluice.tcp;

import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Result;
import dev.sluice.actor.Shareable;
import java.time.Duration;

/** What a {@link Dial} is told. */
sealed interface DialMessage extends Shareable {
    /** Comes first; is answered even if the dial never lives. */
    record Begin(Tcp.Connect command) implements DialMessage, Owned {
        @Override
        public void discard() {
            command.discard();
        }
    }

    /** The look-up of one of its tries has ended. */
    record Found(int round, Result<Names.Addresses> result) implements DialMessage {}

    /** The attempt delay is over. */
    record NextIsDue() implements DialMessage {}

    /** An attempt is open, and this is told already. */
    record Won(Attempt attempt) implements DialMessage, DeadLetter.Silent {}

    /** An attempt has ended before it was open, and left nothing. */
    record Failed(Attempt attempt, Exception cause) implements DialMessage, DeadLetter.Silent {}

    /** This try takes too long. */
    record Late(Duration limit) implements DialMessage {}

    /** All tries together take too long. */
    record OutOfTime(Duration limit) implements DialMessage {}

    /** The pause is over. */
    record Again() implements DialMessage {}

    /** Whoever wanted this wants it no more. */
    record Cancel() implements DialMessage, DeadLetter.Silent {}

    /** Who would be told has ended. */
    record Abandoned() implements DialMessage {}
}
