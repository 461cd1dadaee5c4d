package dev.sluice.actor;

/**
 * An actor that is driven by signals as well as by messages: what transports are made of. See {@link Context#signal}.
 *
 * @param <M> the protocol
 */
public interface LoopActor<M> extends Actor<M> {
    /**
     * Handles what was raised since the last call; comes before the next message. Comes also after {@link #stopping}, while
     * the stop is held.
     *
     * @param bits all that was raised, OR-ed together
     * @throws Exception a failure of this actor, as with {@link #on}
     */
    void onSignal(int bits) throws Exception;

    /**
     * All that was there has been handled, or this actor's turn is over: the moment to write out what was gathered. Not called
     * once the actor is stopping.
     *
     * @throws Exception a failure of this actor, as with {@link #on}
     */
    void onBatchEnd() throws Exception;

    /**
     * The stop is over although it was still held: the hold has run out, somebody has killed this actor a second time, or {@link
     * #onSignal} has failed. Whatever the hold was for must be released now, without waiting. The last call of all.
     */
    default void onHoldCutShort() {}
}
