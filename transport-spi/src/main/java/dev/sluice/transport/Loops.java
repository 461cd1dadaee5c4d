package dev.sluice.transport;

import dev.sluice.actor.ActorSystem;
import dev.sluice.loop.Loop;
import java.util.List;
import java.util.Objects;

/**
 * Which loops of a system a transport lives on: for the settings of a transport. A loop has one poller, so transports whose pollers are of
 * one kind may share loops, and one with a poller of another kind needs its own.
 *
 * @param name what its own are known by; empty = it shares the system's first ones
 * @param count how many of its own
 */
public record Loops(String name, int count) {
    /** Those that all transports share. */
    public static final Loops SHARED = new Loops("", 0);

    /** Checks the fields. */
    public Loops {
        Objects.requireNonNull(name, "name");
        if (count < (name.isEmpty() ? 0 : 1)) {
            throw new IllegalArgumentException("count is too small: " + count);
        }
    }

    /**
     * Loops of its own, or of several transports that name the same ones.
     *
     * @param name what they are known by in the system
     * @param count how many, at least 1
     * @return a choice
     */
    public static Loops own(String name, int count) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name is empty");
        }
        return new Loops(name, count);
    }

    /**
     * The loops themselves. Any thread.
     *
     * @param system whose they are
     * @return at least one; the same at each call
     * @throws IllegalStateException if they are not made yet, and the system has ended
     * @throws IllegalArgumentException if the system has another number of them
     */
    public List<Loop> of(ActorSystem system) {
        return name.isEmpty() ? system.loops() : system.loops(name, count);
    }
}
