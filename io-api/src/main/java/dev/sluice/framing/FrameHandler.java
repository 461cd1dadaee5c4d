package dev.sluice.framing;

import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;

/** What handles the frames of one connection: an actor of which {@link Framed} has cut the input. */
@FunctionalInterface
public interface FrameHandler {
    /**
     * Handles one frame. After {@code ctx.stop()} the frames that came in the same piece of input are still given, since that is the
     * message at hand; after {@link Framed#close} none is.
     *
     * @param frame shares memory with others that came with it: {@link ByteString#compact()} what is to be kept for long
     * @throws Exception is a failure of the handler
     */
    void on(ByteString frame) throws Exception;

    /**
     * Handles an event that is no input: each that a {@link dev.sluice.io.Handler} would get, save {@link Connection.Received} and {@link
     * Connection.Leased}. {@link
     * Connection.InputEnded} comes after the last frame.
     *
     * @param event any other, also {@link Connection.Extension}s that the handler is told by its own {@code ctx.self()}
     * @throws Exception is a failure of the handler
     */
    default void onEvent(Connection.Event event) throws Exception {}

    /**
     * The input can't be cut into frames any further: no frame will come any more. Unless it is overridden, it fails, which is a
     * failure of the handler and thereby, as a rule, the end of the connection once what was sent before is written. To send a last
     * word, do so, and {@link Framed#close}.
     *
     * @param failure what is wrong with the input
     * @throws Exception is a failure of the handler
     */
    default void onFailure(FramingException failure) throws Exception {
        throw failure;
    }

    /**
     * As {@link dev.sluice.actor.Actor#stopping}.
     *
     * @param reason why
     * @throws Exception is logged
     */
    default void stopping(Stop reason) throws Exception {}
}
