package dev.sluice.actor;

import java.time.Duration;
import java.util.Objects;

/**
 * What kind of threads a dispatcher has; see {@link ActorSystem#dispatcher}. Two that are equal are the same kind.
 *
 * <p>Which one? Short work that only computes: the system's own pool, or {@link #stealing} for a zone apart. Work that must not
 * take more than so many threads: {@link #fixed}. Work that blocks, in old code that virtual threads don't suit: {@link
 * #elastic}; otherwise {@link #virtual}. Something that belongs to one thread, such as a native library: {@link #pinned}.
 */
public sealed interface Threads {
    /**
     * So many threads, which take from one line.
     *
     * @param count at least 1
     */
    record Fixed(int count) implements Threads {
        /** Checks the fields. */
        public Fixed {
            requireAtLeastOne(count, "count");
        }
    }

    /**
     * A work-stealing pool, like {@link ActorSystem#pool}.
     *
     * @param count at least 1
     */
    record Stealing(int count) implements Threads {
        /** Checks the fields. */
        public Stealing {
            requireAtLeastOne(count, "count");
        }
    }

    /**
     * A number of threads that goes with the work.
     *
     * @param min so many stay once they were needed, at least 1
     * @param max never more than so many, at least {@code min}
     * @param idle after so long without work one that is above {@code min} ends; more than zero
     */
    record Elastic(int min, int max, Duration idle) implements Threads {
        /** Checks the fields. */
        public Elastic {
            requireAtLeastOne(min, "min");
            if (max < min) {
                throw new IllegalArgumentException("max is less than min: " + max + " < " + min);
            }
            if (idle.isNegative() || idle.isZero()) {
                throw new IllegalArgumentException("idle is not positive: " + idle);
            }
        }
    }

    /** One thread, and always the same one. */
    record Pinned() implements Threads {}

    /** A virtual thread for each activation. */
    record Virtual() implements Threads {}

    /**
     * So many threads, which take from one line.
     *
     * @param count at least 1
     * @return that kind
     */
    static Threads fixed(int count) {
        return new Fixed(count);
    }

    /**
     * A work-stealing pool, like {@link ActorSystem#pool}, first in first out.
     *
     * @param count at least 1
     * @return that kind
     */
    static Threads stealing(int count) {
        return new Stealing(count);
    }

    /**
     * A number of threads that goes with the work: when an actor has something to do and all threads are busy, also because
     * they block, another one is started. One that has had nothing to do for 10 s ends.
     *
     * @param min so many stay once they were needed, at least 1
     * @param max never more than so many, at least {@code min}
     * @return that kind
     */
    static Threads elastic(int min, int max) {
        return elastic(min, max, Duration.ofSeconds(10));
    }

    /**
     * A number of threads that goes with the work, with an idle time of one's own.
     *
     * @param min so many stay once they were needed, at least 1
     * @param max never more than so many, at least {@code min}
     * @param idle after so long without work one that is above {@code min} ends; more than zero
     * @return that kind
     */
    static Threads elastic(int min, int max, Duration idle) {
        return new Elastic(min, max, Objects.requireNonNull(idle, "idle"));
    }

    /**
     * One thread, and always the same one, for all actors of the dispatcher. {@link ActorSystem#kill} interrupts an actor that
     * blocks there.
     *
     * @return that kind
     */
    static Threads pinned() {
        return new Pinned();
    }

    /**
     * A virtual thread for each activation: actors may block. {@link ActorSystem#kill} interrupts them.
     *
     * @return that kind
     */
    static Threads virtual() {
        return new Virtual();
    }

    private static void requireAtLeastOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + value);
        }
    }
}
