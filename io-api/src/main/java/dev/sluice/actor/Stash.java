package dev.sluice.actor;

/**
 * Messages that an actor has put aside until it can handle them: {@link Context#stash}. They don't count in its mailbox. What is left
 * in it when the actor ends becomes dead letters; at a restart it goes to the front of the mailbox, and this object is of no
 * more use. Belongs to the actor, like its context.
 *
 * @param <M> the actor's protocol
 */
public interface Stash<M> {
    /**
     * Puts a message aside, mostly the one at hand.
     *
     * @param message not null
     * @throws StashFullException if there is no room; not caught, it is the failure of this handling
     * @throws IllegalStateException if the stash is an earlier instance's
     */
    void add(M message);

    /**
     * Puts all back: they are handled next, in the order in which they were added, before everything that waits in the mailbox, urgent or
     * not. One of them may be added again. Takes the same time whether they are few or many.
     */
    void release();

    /** Gives all up: they become dead letters. */
    void clear();

    /**
     * How many there are.
     *
     * @return the count
     */
    int size();
}
