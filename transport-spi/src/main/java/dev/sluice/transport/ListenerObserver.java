package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import java.net.SocketAddress;

/**
 * What a transport wants to know of a listener, or of a whole {@link StreamBind}, to tell it in its own protocol. Called on the loop of
 * the one that it is given to.
 *
 * @param <C> what the listener is told
 */
public interface ListenerObserver<C> {
    /**
     * It listens. Comes once, first.
     *
     * @param listener where its commands go
     * @param local where it listens
     */
    void bound(ActorRef<C> listener, SocketAddress local);

    /**
     * It could not be opened; comes instead of {@link #bound}, and is the last to come.
     *
     * @param cause why
     */
    void failed(Exception cause);

    /**
     * Somebody is held up, because accepting fails, or a limit is reached. Told once for each episode: see {@link #resumed}.
     *
     * @param local where it listens
     * @param cause what came first: a {@link CapacityException} says which limit it is; after a failure accepting is tried again, less
     *        and less often, until it works
     */
    default void paused(SocketAddress local, Exception cause) {}

    /**
     * For a second nobody was held up.
     *
     * @param local where it listens
     */
    default void resumed(SocketAddress local) {}

    /**
     * It is closed, and its address is free. Comes once, last.
     *
     * @param local where it listened
     * @param cause why; null = it was told to
     */
    void unbound(SocketAddress local, Exception cause);
}
