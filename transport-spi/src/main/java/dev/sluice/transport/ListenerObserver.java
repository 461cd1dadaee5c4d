package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import java.net.SocketAddress;

/** What a transport wants to know of a listener, to tell it in its own protocol. Called on the listener's loop. */
public interface ListenerObserver {
    /**
     * It listens. Comes once, first.
     *
     * @param listener where its commands go
     * @param local where it listens
     */
    void bound(ActorRef<StreamListener.Command> listener, SocketAddress local);

    /**
     * It could not be opened; comes instead of {@link #bound}, and is the last to come.
     *
     * @param cause why
     */
    void failed(Exception cause);

    /**
     * Accepting has failed. It is tried again, less and less often, until it works; only the first failure is told.
     *
     * @param local where it listens
     * @param cause why
     */
    void paused(SocketAddress local, Exception cause);

    /**
     * Accepting works again.
     *
     * @param local where it listens
     */
    void resumed(SocketAddress local);

    /**
     * It is closed, and its address is free. Comes once, last.
     *
     * @param local where it listened
     * @param cause why; null = it was told to
     */
    void unbound(SocketAddress local, Exception cause);
}
