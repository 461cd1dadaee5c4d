package dev.sluice.tcp;

import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and after which pauses, a connect that fails is tried again; immutable, each method that takes a value gives a copy.
 * Each try looks the name up anew, and has the whole {@link ConnectSettings#timeout}. If none succeeds, the cause of the last is
 * told.
 *
 * <p>The pause doubles with each failure, up to the longest. What is waited is between half of it and the whole, drawn anew each
 * time, so that those who have lost the same server don't come back together.
 *
 * {@snippet :
 * ConnectSettings.DEFAULT.timeout(ofSeconds(3)).retry(Retry.FOR_EVER.within(ofMinutes(2)))
 * }
 *
 * @param tries how many there are at the most, the first one included; {@link Integer#MAX_VALUE} = no limit
 * @param within how long all of them may take together, pauses included; zero = no limit
 * @param minPause the pause after the first failure
 * @param maxPause where doubling ends
 */
public record Retry(int tries, Duration within, Duration minPause, Duration maxPause) {
    /** The first failure is the last. */
    public static final Retry NONE = new Retry(1, Duration.ZERO, Duration.ofMillis(100), Duration.ofSeconds(10));

    /** Until it succeeds or is cancelled, with pauses from 100 ms to 10 s. */
    public static final Retry FOR_EVER = NONE.tries(Integer.MAX_VALUE);

    /** Checks the fields. */
    public Retry {
        if (tries < 1) {
            throw new IllegalArgumentException("tries is less than 1: " + tries);
        }
        if (within.isNegative()) {
            throw new IllegalArgumentException("within is negative: " + within);
        }
        if (minPause.isNegative() || minPause.isZero() || maxPause.compareTo(minPause) < 0) {
            throw new IllegalArgumentException("not 0 < min <= max: pause " + minPause + ", " + maxPause);
        }
    }

    /**
     * Limits the tries.
     *
     * @param value how many, the first one included
     * @return a copy
     */
    public Retry tries(int value) {
        return new Retry(value, within, minPause, maxPause);
    }

    /**
     * Limits the time.
     *
     * @param value how long all tries may take, pauses included; zero = no limit
     * @return a copy
     */
    public Retry within(Duration value) {
        return new Retry(tries, Objects.requireNonNull(value, "within"), minPause, maxPause);
    }

    /**
     * Sets the pauses.
     *
     * @param min the first
     * @param max the longest
     * @return a copy
     */
    public Retry pauses(Duration min, Duration max) {
        return new Retry(tries, within, Objects.requireNonNull(min, "min"), Objects.requireNonNull(max, "max"));
    }

    boolean allows(int failures) {
        return failures < tries;
    }

    /** What to wait after so many failures. */
    Duration pauseAfter(int failures) {
        long pause = pauseNanos(failures);
        return Duration.ofNanos(pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }

    private long pauseNanos(int failures) {
        double doubled = Math.scalb((double) Scheduler.nanos(minPause), failures - 1);
        return (long) Math.min(doubled, Scheduler.nanos(maxPause));
    }
}
