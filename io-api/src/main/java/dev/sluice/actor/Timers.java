package dev.sluice.actor;

import java.time.Duration;

/**
 * An actor's own timers. Each has a key; starting one replaces the one with an equal key. Once a timer is cancelled or
 * replaced, or the actor has restarted, no message of it is handled any more, even if it was queued already. Belongs to the
 * actor: call it from inside.
 *
 * <p>Timers never fire early. Their messages are handled in the user lane like any other, and a repeating one has at most one
 * message in the mailbox at a time: ticks that a slow actor misses are left out.
 *
 * <p>A message that is {@link Owned} and was never handled is discarded when its timer ends: cancelled, replaced by one with
 * another message, or with the actor or its instance. That is no dead letter.
 *
 * @param <M> the actor's protocol
 */
public interface Timers<M> {
    /**
     * Sends one message after a time.
     *
     * @param key names the timer
     * @param delay how long from now
     * @param message what is sent
     */
    void once(Object key, Duration delay, M message);

    /**
     * Sends a message again and again, the next one a period after the last was handled: ticks drift, and never come in bursts.
     *
     * @param key names the timer
     * @param period from the handling of one to the sending of the next, and before the first
     * @param message what is sent
     */
    void every(Object key, Duration period, M message);

    /**
     * Sends a message at a fixed rate, counted from now: ticks don't drift; those missed are left out.
     *
     * @param key names the timer
     * @param period from one to the next, and before the first
     * @param message what is sent
     */
    void atRate(Object key, Duration period, M message);

    /**
     * Ends a timer; does nothing if there is none.
     *
     * @param key its key
     */
    void cancel(Object key);
}
