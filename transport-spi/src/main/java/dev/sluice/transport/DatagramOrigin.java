package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointSettings;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Objects;

/**
 * Where a {@link DatagramEndpoint} comes from, and who is told about it.
 *
 * @param observer told about its beginning
 * @param settings its limits
 * @param owner with whom it ends as long as it has no handler; null = nobody
 * @param resolver looks up the targets of what is sent
 */
public record DatagramOrigin(Observer observer, EndpointSettings settings, ActorRef<?> owner, Resolver resolver) {
    /** Checks the fields. */
    public DatagramOrigin {
        Objects.requireNonNull(observer, "observer");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(resolver, "resolver");
    }

    /** Makes the handle of an endpoint, on the endpoint's loop. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Makes the handle.
         *
         * @return a handle that is the endpoint's now
         * @throws IOException if it can't be made; nothing is left behind then
         */
        DatagramHandle open() throws IOException;
    }

    /** What a transport wants to know of an endpoint, to tell it in its own protocol. Called on the endpoint's loop. Must not throw. */
    public interface Observer {
        /**
         * The endpoint is open. Comes once, before its handler gets anything.
         *
         * @param endpoint where its commands go
         * @param local this side's address
         * @param remote the peer's address; null if it is not connected
         */
        void opened(ActorRef<Endpoint.Command> endpoint, SocketAddress local, SocketAddress remote);

        /**
         * The endpoint could not be opened; comes instead of {@link #opened}, when its descriptor is free.
         *
         * @param cause why
         */
        void failed(Exception cause);

        /**
         * The endpoint has ended; comes after {@link #opened}, when the descriptor is free, at the same time as {@link
         * Endpoint.Closed}.
         *
         * @param cause why; null = it was told to close
         */
        default void closed(Exception cause) {}
    }

    /** Looks up the targets of what is sent. */
    public interface Resolver {
        /** Takes every target as it is. */
        Resolver NONE = new Resolver() {
            @Override
            public boolean isResolved(SocketAddress target) {
                return true;
            }

            @Override
            public SocketAddress resolve(SocketAddress target) {
                return target;
            }
        };

        /**
         * Whether a target can be sent to as it is. Called on the loop.
         *
         * @param target where a datagram is to go
         * @return false = it has to be looked up
         */
        boolean isResolved(SocketAddress target);

        /**
         * Looks up a target; may block: called on a virtual thread.
         *
         * @param target one that is not resolved
         * @return one that is
         * @throws IOException if it isn't found
         */
        SocketAddress resolve(SocketAddress target) throws IOException;
    }
}
