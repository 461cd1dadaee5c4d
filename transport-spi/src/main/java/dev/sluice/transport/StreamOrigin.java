package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a {@link StreamConnection} comes from, and who is told about it: one for all connections of a listener, or one for a
 * single outgoing connection.
 *
 * @param settings the limits of the connection
 * @param handlers makes its handler; null = it waits for {@link Connection.Register}
 * @param observer told about the connection's beginning, on its loop
 * @param owner the connection ends with this actor as long as it has no handler; null = nobody
 * @param openWithin how long opening may take; zero = for ever
 */
public record StreamOrigin(ConnectionSettings settings, Handlers handlers, Observer observer, ActorRef<?> owner,
    Duration openWithin) {

    /** Checks the fields. */
    public StreamOrigin {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(observer, "observer");
        Objects.requireNonNull(openWithin, "openWithin");
    }

    /** Makes the handle of a connection, on the connection's loop. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Makes or hands over the handle.
         *
         * @return a handle that is the connection's now
         * @throws IOException if it can't be made; nothing is left behind then
         */
        StreamHandle open() throws IOException;
    }

    /**
     * What a transport wants to know of a connection, to tell it in its own protocol. Called on the connection's loop: one that
     * serves all connections of a listener is called on several. Must not throw.
     */
    public interface Observer {
        /**
         * The connection is open. Comes once, before its handler gets anything.
         *
         * @param connection where its commands go
         * @param local this side's address; null if the handle knows none
         * @param remote the peer's address; null if the handle knows none
         */
        void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote);

        /**
         * The connection could not be opened; comes instead of {@link #opened}, when its descriptor is free.
         *
         * @param cause why
         */
        void failed(Exception cause);

        /**
         * Its handler could not be made, or nobody registered in time: the connection is aborted.
         *
         * @param connection which one
         * @param cause why
         */
        void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause);
    }
}
