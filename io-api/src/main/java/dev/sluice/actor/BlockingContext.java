package dev.sluice.actor;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A {@link BlockingActor}'s way to its messages, and to everything around it. Belongs to the body's thread.
 *
 * <p>What the actor has asked to be told by {@link Context#watch}, {@link Context#ask(ActorRef, Function, Duration, Function)}, {@link
 * #timers} and so on arrives among its messages, as with every actor. {@link #startup} and {@link #become} are not for it.
 *
 * <p><b>Selective receiving.</b> What doesn't fit is skipped: it stays, in its order, for later calls. A bounded mailbox counts it still. Each
 * call looks at everything that was skipped before, one after the other: with n skipped messages it takes time n, so don't let them
 * pile up. At the actor's end they are dead letters, at a restart they go to the front of the mailbox. What was skipped has arrived: a later
 * {@link #unwatch} doesn't take it back.
 *
 * <p>All methods that wait throw an {@link ActorStoppedException} when the actor stops, and {@link IllegalStateException} when called from
 * anything else than the body, such as a mapper. An interrupt doesn't end the waiting, and is not kept.
 *
 * @param <M> the actor's protocol
 */
public interface BlockingContext<M> extends Context<M> {
    /**
     * Waits for the next message, skipped ones first.
     *
     * @return the message
     */
    M receive();

    /**
     * Waits for the next message for some time.
     *
     * @param atMost how long; with zero, only what is there already
     * @return the message, or null if none has come
     */
    M receive(Duration atMost);

    /**
     * Waits for a message of a type, and skips others.
     *
     * @param type of what
     * @param <T> of what
     * @return the first that fits
     */
    <T extends M> T receive(Class<T> type);

    /**
     * Waits for a message of a type for some time, and skips others.
     *
     * @param type of what
     * @param atMost how long; with zero, only what is there already
     * @param <T> of what
     * @return the first that fits, or null if none has come
     */
    <T extends M> T receive(Class<T> type, Duration atMost);

    /**
     * Waits for a message that fits, and skips others.
     *
     * @param fits what it must be like; what it throws comes out of this call, and the message is skipped
     * @return the first that fits
     */
    M receive(Predicate<? super M> fits);

    /**
     * Waits for a message that fits for some time, and skips others.
     *
     * @param fits what it must be like; what it throws comes out of this call, and the message is skipped
     * @param atMost how long; with zero, only what is there already
     * @return the first that fits, or null if none has come
     */
    M receive(Predicate<? super M> fits, Duration atMost);

    /**
     * Asks another actor, and waits for its answer. Messages that come meanwhile wait too.
     *
     * <p>Two actors that ask each other at the same time both wait until the timeout: let one of them use {@link
     * Context#ask(ActorRef, Function, Duration, Function)}.
     *
     * @param to whom to ask
     * @param question makes the question, given where to answer
     * @param timeout how long to wait
     * @param <Q> the other's protocol
     * @param <R> the answer
     * @return the answer
     * @throws AskFailedException as soon as it is certain that none will come
     */
    <Q, R> R ask(ActorRef<? super Q> to, Function<ActorRef<R>, ? extends Q> question, Duration timeout)
        throws AskFailedException;
}
