package dev.sluice.framing;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;

/**
 * A connection as the handler of its frames sees it.
 *
 * {@snippet :
 * Handler echo = Framed.handler(Lines.of(4096), (ctx, framed) -> line -> framed.send(line));
 * }
 *
 * <p><b>Sending.</b> The frames that are sent while one event is handled leave together when it is handled, or at once when they are
 * 64 KiB: as one {@link Connection.Write}, which is taken or refused as a whole. So a handler that answers a flood of small frames with
 * as much as it got writes not more, and not more often, than it reads, and needs no more care than one that is written in bytes.
 *
 * <p><b>Back-pressure.</b> Frames are handled before the piece of input counts as handled in which they came ({@link
 * ConnectionSettings#window}). Leased input is copied, so that frames may be kept.
 *
 * <p><b>Failures.</b> {@link FrameHandler#onFailure}. Don't let a spec restart or resume such a handler: the next instance would begin
 * somewhere within a frame, and one that is resumed leaves the frames behind the one that failed until another event comes.
 *
 * <p>To be used by its own handler only, while that handles something or is made.
 */
public interface Framed {
    /**
     * Makes a handler that is given each frame as it comes. For connections whose reading is {@link ConnectionSettings.Reading#PUSH}.
     *
     * @param framing how to cut the input, and how to put frames into the output
     * @param factory makes the handler of one connection
     * @return what to bind or connect with
     */
    static Handler handler(Framing framing, Factory factory) {
        return (ctx, connection) -> FramedActor.pushed(framing, connection).handledBy(factory, ctx);
    }

    /**
     * Makes a handler that is given a frame for each {@link #pull}. For connections whose reading is {@link
     * ConnectionSettings.Reading#PULL}; on others its first pull is a failure of the handler.
     *
     * <p>Input is pulled piece by piece when no whole frame is there, so at most one frame that has come in part and one piece are
     * held. {@link Connection.InputEnded} comes in place of a frame, when one is pulled and none is left. When a connection closes,
     * frames that were not yet pulled are dropped: whoever wants to answer a peer that has ended its output needs {@link
     * ConnectionSettings#halfOpen()}.
     *
     * @param framing how to cut the input, and how to put frames into the output
     * @param factory makes the handler of one connection
     * @return what to bind or connect with
     */
    static Handler pulling(Framing framing, Factory factory) {
        return (ctx, connection) -> FramedActor.pulled(framing, connection).handledBy(factory, ctx);
    }

    /**
     * Sends a frame.
     *
     * @param frame the payload
     * @throws IllegalArgumentException if the framing can't encode it
     */
    void send(ByteString frame);

    /**
     * Sends a frame, at once, and has the handler or somebody else told when the kernel has taken it and all that was sent before.
     *
     * @param frame the payload
     * @param ack what to tell
     * @throws IllegalArgumentException if the framing can't encode it
     */
    void send(ByteString frame, Connection.Ack<?> ack);

    /**
     * Asks for one more frame; requests add up. It comes when the handler is done with what it handles now.
     *
     * @throws IllegalStateException if frames are pushed
     */
    void pull();

    /**
     * Goes on with another framing, from the next frame on, which begins behind the last one that was handled.
     *
     * @param next for the frames to come in both directions
     */
    void become(Framing next);

    /** Writes out what was sent, and closes, as {@link Connection.Close} does. No frame is handled any more, though some may be there. */
    void close();

    /**
     * Gives the connection, to send it commands. What was sent so far is on its way to it already; ask anew each time, because a ref
     * that was kept may overtake frames that were sent since.
     *
     * @return where its commands go
     */
    ActorRef<Connection.Command> connection();

    /** Makes the handler of one connection. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes a handler.
         *
         * @param ctx the handler's context
         * @param framed its connection
         * @return the handler
         * @throws Exception as that of a {@link Handler}
         */
        FrameHandler create(Context<Connection.Event> ctx, Framed framed) throws Exception;
    }
}
