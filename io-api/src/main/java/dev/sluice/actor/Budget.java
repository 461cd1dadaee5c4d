package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.Objects;

/**
 * How long an actor may go on before the others of its dispatcher have their turn: until one of the two is used up. It does not
 * interrupt the handling of a message.
 *
 * <p>The time counts from an activation's second message on, and is looked at after every 16 messages: an actor whose messages
 * come one by one never reads the clock.
 *
 * @param messages so many in a row, at least 1
 * @param time for so long, more than zero
 */
public record Budget(int messages, Duration time) {
    /** So many messages are handled between two looks at the clock. */
    static final int MESSAGES_PER_LOOK = 16;

    static final Budget DEFAULT = new Budget(64, Duration.ofNanos(500_000));

    /** Checks the fields. */
    public Budget {
        Objects.requireNonNull(time, "time");
        if (messages < 1) {
            throw new IllegalArgumentException("messages is less than 1: " + messages);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time is not positive: " + time);
        }
    }

    /** A moment at which the time is over. */
    long endFrom(long now) {
        return now + Scheduler.nanos(time);
    }
}
