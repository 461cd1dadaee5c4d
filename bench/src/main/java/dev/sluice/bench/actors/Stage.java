package dev.sluice.bench.actors;

import java.util.function.Consumer;

/**
 * An actor system of either side, as far as these benchmarks need it. What actors do is said once, for both; a JVM has only one
 * of the two, so that the compiler sees through this.
 */
interface Stage extends AutoCloseable {
    /**
     * Spawns an actor at the top.
     *
     * @param group whom it talks to most
     * @param member which one it is among these
     * @param handler what it does with each message
     * @return tells it
     */
    <M> Consumer<M> spawn(int group, int member, Consumer<? super M> handler);

    Quiz<?> quiz();

    Nursery<?> nursery();

    /** No actor of it is there yet. They share one handler, and hold no state. */
    Crowd crowd(int size, Runnable handler);

    @Override
    void close();

    /** Actors with nothing to do. */
    interface Crowd {
        void spawn();

        void tellEach();
    }
}
