package dev.sluice.actor;

import dev.sluice.loop.Loop;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Where actors run: a scheduling zone, as a value that is given at spawn by {@link Spec#on}. An actor stays where it was
 * spawned, and its children are spawned there too unless their spec says otherwise.
 *
 * <p>A system has a pool, its loops, and as many others as {@link ActorSystem#dispatcher} is asked for. What floods or blocks one
 * of them is no matter of the others; {@link #first} sorts the actors of a single one.
 *
 * <p>To write one, run each activation exactly once, later, on any thread; the runtime never hands out the same actor's next
 * activation before the one at hand has ended, and the dispatcher must let one happen before the next. Its string is how people know
 * it in the picture of a tree ({@link ActorTree#zone}).
 */
@FunctionalInterface
public interface Dispatcher {
    /**
     * Runs an actor that has something to do. Any thread; must not block.
     *
     * @param activation to be run once; it throws nothing
     */
    void execute(Runnable activation);

    /**
     * Runs an actor again that has used up its turn, behind the others.
     *
     * @param activation to be run once
     */
    default void executeAgain(Runnable activation) {
        execute(activation);
    }

    /**
     * How many messages the actor may handle in the activation at hand. Asked once per activation, in it.
     *
     * @return at least 1; more than what the system grants each actor counts as that
     */
    default int turn() {
        return Integer.MAX_VALUE;
    }

    /**
     * Whether the calling thread is one that runs this dispatcher's actors, and so must not wait for them.
     *
     * @return true on the dispatcher's own threads
     */
    default boolean isCurrent() {
        return false;
    }

    /**
     * The loop on which actors of this dispatcher live.
     *
     * @return the loop, or null if it is no loop's dispatcher
     */
    default Loop loop() {
        return null;
    }

    /**
     * The same place, where actors go before those that are there without it, and their children too. So that the others are
     * not kept waiting for ever, one of them has its turn after 16 that go first, wherever the two stand in one line; in a
     * work-stealing pool, where there are several, it may be twice as many.
     *
     * @return a dispatcher that shares this one's threads; this one itself if it can't tell the two apart, as one can't that was
     *         made from an {@link Executor}
     */
    default Dispatcher first() {
        return this;
    }

    /**
     * A loop as a dispatcher. Two of them for the same loop are the same place.
     *
     * @param loop where to run
     * @return its dispatcher
     */
    static Dispatcher of(Loop loop) {
        return new LoopDispatcher(Objects.requireNonNull(loop, "loop"));
    }

    /**
     * Any executor as a dispatcher. It doesn't know its own threads: an actor on it that waits for the system waits for ever.
     * It has one level only: {@link #first} gives it itself.
     *
     * @param executor runs each task once, and must not refuse any while its actors live
     * @return its dispatcher
     */
    static Dispatcher of(Executor executor) {
        if (executor instanceof Loop loop) {
            return of(loop);
        }
        return new ExecutorDispatcher(Objects.requireNonNull(executor, "executor"));
    }
}
