package dev.sluice.framing;

import static java.util.Objects.requireNonNull;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Pull;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;

/** Stands between a connection and the handler of its frames. After each event the handler is given the frames that it wants. */
final class FramedActor implements Actor<Event>, Framed {
    private static final int SENT_AT_ONCE = 64 << 10;
    private static final int ALL = -1;

    private final ActorRef<Command> connection;
    private final Unsent unsent = new Unsent();
    private FrameHandler handler;
    private Framing framing;
    /** Null when no frame is to be handled any more. */
    private FrameDecoder decoder;
    /** How many frames are asked for, or {@link #ALL}. */
    private int wanted;
    private boolean isPulling;
    private InputEnded end;

    private FramedActor(Framing framing, ActorRef<Command> connection, int wanted) {
        this.framing = framing;
        this.decoder = framing.decoder();
        this.connection = connection;
        this.wanted = wanted;
    }

    static FramedActor pushed(Framing framing, ActorRef<Command> connection) {
        return new FramedActor(framing, connection, ALL);
    }

    static FramedActor pulled(Framing framing, ActorRef<Command> connection) {
        return new FramedActor(framing, connection, 0);
    }

    FramedActor handledBy(Factory factory, Context<Event> ctx) throws Exception {
        handler = requireNonNull(factory.create(ctx, this), "the handler");
        deliver();
        flush();
        return this;
    }

    // ---- what comes in ----

    @Override
    public void on(Event event) throws Exception {
        try {
            take(event);
            deliver();
        } finally {
            flush();
        }
    }

    private void take(Event event) throws Exception {
        switch (event) {
            case Received(var data) -> received(data);
            case Leased(var lease) -> received(lease.copy());
            case InputEnded ended when decoder != null -> ended(ended);
            case Closed closed -> closed(closed);
            case CommandFailed(Pull pull, var cause) when wanted != ALL -> throw cause;
            default -> handler.onEvent(event);
        }
    }

    private void received(ByteString data) {
        isPulling = false;
        if (decoder != null) {
            decoder.feed(data);
        }
    }

    private void ended(InputEnded event) {
        end = event;
        decoder.end();
    }

    /** A peer that has ended its output has ended it between two frames, or within one; after anything else nobody wants to know. */
    private void closed(Closed closed) throws Exception {
        boolean inOrder = closed.reason() instanceof Reason.ByPeer
            || closed.reason() instanceof Reason.ByConfirmedClose;
        if (inOrder && decoder != null && end == null) {
            decoder.end();
            deliver();
        }
        decoder = null;
        handler.onEvent(closed);
    }

    private void deliver() throws Exception {
        for (ByteString frame = next(); frame != null; frame = next()) {
            handler.on(frame);
        }
    }

    private ByteString next() throws Exception {
        if (decoder == null || wanted == 0) {
            return null;
        }
        ByteString frame = decode();
        if (frame == null) {
            starved();
        } else if (wanted != ALL) {
            wanted--;
        }
        return frame;
    }

    private ByteString decode() throws Exception {
        try {
            return decoder.next();
        } catch (FramingException e) {
            decoder = null;
            handler.onFailure(e);
            return null;
        }
    }

    private void starved() throws Exception {
        if (decoder != null && end != null) {
            decoder = null;
            handler.onEvent(end);
        } else if (decoder != null && wanted != ALL && !isPulling) {
            isPulling = true;
            connection.tell(new Pull(1));
        }
    }

    @Override
    public void stopping(Stop reason) throws Exception {
        try {
            handler.stopping(reason);
        } finally {
            flush();
        }
    }

    // ---- what the handler calls ----

    @Override
    public void send(ByteString frame) {
        unsent.add(framing.encode(frame));
        if (unsent.length() >= SENT_AT_ONCE) {
            flush();
        }
    }

    @Override
    public void send(ByteString frame, Ack<?> ack) {
        unsent.add(framing.encode(frame));
        write(ack);
    }

    private void flush() {
        if (!unsent.isEmpty()) {
            write(null);
        }
    }

    private void write(Ack<?> ack) {
        connection.tell(new Write(unsent.take(), ack));
    }

    @Override
    public void pull() {
        if (wanted == ALL) {
            throw new IllegalStateException("frames are pushed to this handler");
        }
        wanted++;
    }

    @Override
    public void become(Framing next) {
        framing = next;
        if (decoder != null) {
            ByteString rest = decoder.rest();
            decoder = next.decoder();
            decoder.feed(rest);
            if (end != null) {
                decoder.end();
            }
        }
    }

    @Override
    public void close() {
        decoder = null;
        connection().tell(new Close());
    }

    @Override
    public ActorRef<Command> connection() {
        flush();
        return connection;
    }
}
