package dev.sluice.actor;

import java.time.Duration;
import java.util.Objects;

/** What is done about a failure: {@link #RESUME}, {@link #STOP}, {@link #ESCALATE} or a {@link #restart()}. */
public sealed interface Directive {
    /** Drop the message, keep the instance and its state. */
    Directive RESUME = new Resume();

    /** End the actor, and tell its watchers why. What happens if nobody says otherwise. */
    Directive STOP = new End();

    /** End the actor, and let its parent fail with the same cause. */
    Directive ESCALATE = new Escalate();

    /**
     * Make a new instance at once, however often it fails.
     *
     * @return a directive to be bounded by {@link Restart#atMost} and slowed down by {@link Restart#backoff}
     */
    static Restart restart() {
        return new Restart(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ZERO, Duration.ZERO, false, Scope.ONE);
    }

    /** Who is restarted together with the actor that failed. */
    enum Scope {
        /** Nobody. */
        ONE,
        /** All its siblings. */
        ALL,
        /** The siblings that were spawned after it. */
        REST
    }

    /** See {@link #RESUME}. */
    record Resume() implements Directive {}

    /** See {@link #STOP}. */
    record End() implements Directive {}

    /** See {@link #ESCALATE}. */
    record Escalate() implements Directive {}

    /**
     * Make a new instance from the factory. The ref, its watchers and its mailbox stay; children are stopped first, timers,
     * pending asks and own watches are dropped.
     *
     * @param limit how many restarts {@code within} a sliding window; at the next failure the actor stops with the last cause.
     *        Limits multiply over the levels of a tree
     * @param within the window
     * @param minBackoff the pause before the first restart; it doubles with each further one. Up to a fifth is added to each pause, so
     *        that those that failed together don't come back together
     * @param maxBackoff where doubling ends; a time of this length without failure starts over
     * @param escalates whether exceeding the limit escalates instead of stopping
     * @param scope who is restarted with it; the limit counts for the one that failed
     */
    record Restart(int limit, Duration within, Duration minBackoff, Duration maxBackoff, boolean escalates, Scope scope)
        implements Directive {

        /** Checks the fields. */
        public Restart {
            if (limit < 0) {
                throw new IllegalArgumentException("limit is negative: " + limit);
            }
            if (within.isNegative() || within.isZero()) {
                throw new IllegalArgumentException("within is not positive: " + within);
            }
            Objects.requireNonNull(scope, "scope");
            if (minBackoff.isNegative() || maxBackoff.compareTo(minBackoff) < 0) {
                throw new IllegalArgumentException("not 0 <= min <= max: back-off " + minBackoff + ", " + maxBackoff);
            }
        }

        /**
         * Limits the restarts.
         *
         * @param times how many
         * @param window within how long a time
         * @return a copy with that limit
         */
        public Restart atMost(int times, Duration window) {
            return new Restart(times, Objects.requireNonNull(window, "window"), minBackoff, maxBackoff, escalates,
                scope);
        }

        /**
         * Slows the restarts down. Messages go on queueing meanwhile.
         *
         * @param min the first pause, doubled with each restart; each is up to a fifth longer, but never longer than {@code max}
         * @param max the longest pause; also the time without failure after which {@code min} comes again
         * @return a copy with that back-off
         */
        public Restart backoff(Duration min, Duration max) {
            return new Restart(limit, within, Objects.requireNonNull(min, "min"), Objects.requireNonNull(max, "max"),
                escalates, scope);
        }

        /**
         * Escalates once the limit is exceeded, instead of stopping.
         *
         * @return a copy that escalates
         */
        public Restart thenEscalate() {
            return new Restart(limit, within, minBackoff, maxBackoff, true, scope);
        }

        /**
         * Restarts all siblings too: all of them are stopped, the youngest first, then made anew in the order in which they were
         * spawned, each when the one before it is running. A sibling whose spec has no {@link Spec#onFailure} at all can't be made
         * anew, and stops with {@link Stop.Normal}; one that is to come back with the others, and otherwise to stop at its own
         * failures, says {@code onFailure(failure -> Directive.STOP)}.
         *
         * @return a copy for all siblings
         */
        public Restart ofAll() {
            return new Restart(limit, within, minBackoff, maxBackoff, escalates, Scope.ALL);
        }

        /**
         * Like {@link #ofAll}, for those siblings only that were spawned after the one that failed.
         *
         * @return a copy for the rest of the siblings
         */
        public Restart ofRest() {
            return new Restart(limit, within, minBackoff, maxBackoff, escalates, Scope.REST);
        }
    }
}
