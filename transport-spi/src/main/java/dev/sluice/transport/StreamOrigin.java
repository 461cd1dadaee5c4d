package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Where a {@link StreamConnection} comes from, and who is told about it: one for all connections of a listener, or one for a
 * single outgoing connection. Immutable, each method that takes a value gives a copy.
 */
public final class StreamOrigin {
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
         * The handle is open, and the connection about to be: the last moment to say no. Comes once, right before {@link #opened}.
         * The only one of these that may throw.
         *
         * @throws IOException if the connection shall not be: it is reset, and {@link #failed} is told instead
         */
        default void admit() throws IOException {}

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
         * Its handler could not be made, or nobody registered in time: the connection is aborted. Or its handler has failed, and its
         * directive was not to go on: the connection is closed in order.
         *
         * @param connection which one
         * @param cause why
         */
        void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause);
    }

    private final long since = System.nanoTime();
    private Observer observer;
    private ConnectionSettings settings = ConnectionSettings.DEFAULT;
    private Handlers handlers;
    private ActorRef<?> owner;
    private Duration openWithin = Duration.ZERO;
    private Layer layer = Layer.NONE;
    private Admission admission;

    private StreamOrigin() {}

    private StreamOrigin with(Consumer<StreamOrigin> change) {
        StreamOrigin copy = new StreamOrigin();
        copy.observer = observer;
        copy.settings = settings;
        copy.handlers = handlers;
        copy.owner = owner;
        copy.openWithin = openWithin;
        copy.layer = layer;
        copy.admission = admission;
        change.accept(copy);
        return copy;
    }

    /** {@return who is told about the connection's beginning} */
    public Observer observer() {
        return observer;
    }

    /** {@return the limits of the connection} */
    public ConnectionSettings settings() {
        return settings;
    }

    /**
     * Sets the limits of the connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public StreamOrigin settings(ConnectionSettings value) {
        Objects.requireNonNull(value, "settings");
        return with(copy -> copy.settings = value);
    }

    /** {@return what makes its handler; null = it waits for {@link Connection.Register}} */
    public Handlers handlers() {
        return handlers;
    }

    /**
     * Sets what makes its handler.
     *
     * @param value null = it waits for {@link Connection.Register}
     * @return a copy
     */
    public StreamOrigin handlers(Handlers value) {
        return with(copy -> copy.handlers = value);
    }

    /** {@return with whom the connection ends as long as it has no handler; null = nobody} */
    public ActorRef<?> owner() {
        return owner;
    }

    /**
     * Sets with whom the connection ends as long as it has no handler.
     *
     * @param value null = nobody
     * @return a copy
     */
    public StreamOrigin owner(ActorRef<?> value) {
        return with(copy -> copy.owner = value);
    }

    /** {@return how long opening may take} */
    public Duration openWithin() {
        return openWithin;
    }

    /**
     * Sets how long opening may take.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public StreamOrigin openWithin(Duration value) {
        Objects.requireNonNull(value, "openWithin");
        return with(copy -> copy.openWithin = value);
    }

    /** {@return what its stream passes through} */
    public Layer layer() {
        return layer;
    }

    /**
     * Sets what its stream passes through.
     *
     * @param value instead of that there is
     * @return a copy
     */
    public StreamOrigin layer(Layer value) {
        Objects.requireNonNull(value, "layer");
        return with(copy -> copy.layer = value);
    }

    /** Whether its connections come in through a listener. */
    boolean isAccepting() {
        return admission != null;
    }

    /** How long ago it was made: for a single outgoing connection, how long that has been under way. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** What counts its connections; null = nothing, because they are outgoing. */
    Admission admission() {
        return admission;
    }

    StreamOrigin admission(Admission value) {
        return with(copy -> copy.admission = value);
    }

    /** One of its connections has ended, and all have been told. */
    void left() {
        if (admission != null) {
            admission.leave();
        }
    }

    /** How far the drain of its bind is. */
    Admission.Stage drainStage() {
        return admission == null ? Admission.Stage.OPEN : admission.stage();
    }

    /**
     * An origin of connections that wait for {@link Connection.Register}, as long as the settings say.
     *
     * @param observer told about the beginning of each, on its loop
     * @return an origin
     */
    public static StreamOrigin observedBy(Observer observer) {
        Objects.requireNonNull(observer, "observer");
        return new StreamOrigin().with(copy -> copy.observer = observer);
    }
}
