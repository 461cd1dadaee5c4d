package dev.sluice.loop;

/**
 * How readiness reaches an actor: a set of bits that are OR-ed together until the actor takes them. Allocates nothing, and
 * is seen before the actor's next message.
 */
@FunctionalInterface
public interface Signal {
    /**
     * Adds bits and makes the actor run. May be called from any thread, at any time; after the actor's end it does nothing.
     *
     * @param bits what is ready; the meaning is agreed between who raises and who takes
     */
    void raise(int bits);
}
