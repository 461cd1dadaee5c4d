package dev.sluice.actor;

import java.util.function.Function;

/**
 * The address of one actor: all that anybody else holds of it. It can be sent to from any thread, passed on in messages, and
 * kept; it survives restarts. After the actor's end it leads to dead letters, and never to another actor of the same name.
 *
 * <p>Two refs are equal if they are the same object. Its string tells the path and a number that no other actor of the
 * system has.
 *
 * @param <M> what can be sent
 */
public interface ActorRef<M> {
    /**
     * Sends a message. Never blocks, and never fails because of the receiver: what can't be delivered becomes a
     * {@link DeadLetter}. Messages from one sender to one receiver arrive in their order. Any thread.
     *
     * <p>In development a system may copy messages here, and refuse those that can't be copied: {@link Settings#copying}.
     *
     * @param message not null; better immutable, because sender and receiver now share it
     * @throws NullPointerException if message is null
     */
    void tell(M message);

    /**
     * Sends a message if there is room for it, for senders who want to react. Never blocks; in the order of {@link #tell}. Any thread.
     *
     * @param message not null
     * @return {@link Offer#QUEUED}, and what happens then is as with {@link #tell}; otherwise the message stays the caller's, and
     *         is no dead letter. A ref that can't know, because it is none of this library's, tells it and says QUEUED
     * @throws NullPointerException if message is null
     */
    default Offer offer(M message) {
        tell(message);
        return Offer.QUEUED;
    }

    /**
     * A view of this actor for others, who need not know its protocol: {@code f} turns their messages into its own. It runs
     * in the receiver, in the order of arrival with direct messages; what it throws is the receiver's failure. Nothing is
     * registered: make as many as you like and forget them.
     *
     * <p>The forms that infer:
     *
     * <pre>{@code
     * ActorRef<Pong> pongs = self.accepting(Mine.GotPong::new);
     * ActorRef<Pong> pongs = self.accepting(pong -> new Mine.GotPong(pong));
     * other.tell(new Ping(self.<Pong>accepting(Mine.GotPong::new)));
     * }</pre>
     *
     * @param f from their message to one of this actor's
     * @param <N> what others send
     * @return a ref with the same receiver
     */
    <N> ActorRef<N> accepting(Function<? super N, ? extends M> f);
}
