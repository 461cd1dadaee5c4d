package dev.sluice.bench.soak;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.soak.Tally.What;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.ConfirmedClose;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.tcp.Tcp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A stream by Sluice's client, at a rate that leaves room for the others; ends its output when all is sent, and gets all back. */
final class BulkStream implements Actor<Event> {
    private record Tick() implements Extension {}

    private static final long MEGABYTE = 1 << 20;
    private static final long LENGTH = 32 * MEGABYTE;
    private static final int PIECE = 60_000;
    private static final Duration PERIOD = Duration.ofMillis(5);
    /** Then it waits for the echo, before its queue could be full. */
    private static final int MOST_ON_THEIR_WAY = 512 << 10;
    private static final int PATIENCE_SECONDS = 120;

    private final Context<Event> ctx;
    private final ActorRef<Command> connection;
    private final Crew crew;
    private final Findings findings;
    private final CompletableFuture<Reason> ended;
    private final long stream = ThreadLocalRandom.current().nextInt(1000);
    private long sent;
    private long received;

    private BulkStream(Context<Event> ctx, ActorRef<Command> connection, Crew crew, Findings findings,
        CompletableFuture<Reason> ended) {
        this.ctx = ctx;
        this.connection = connection;
        this.crew = crew;
        this.findings = findings;
        this.ended = ended;
        ctx.timers().every(this, PERIOD, new Tick());
    }

    /** One stream. */
    static void run(ActorSystem system, InetSocketAddress server, Crew crew, Findings findings)
        throws Exception {
        CompletableFuture<Reason> ended = new CompletableFuture<>();
        CompletableFuture<BulkStream> made = new CompletableFuture<>();
        Tcp.connect(system, server, (ctx, connection) -> {
            BulkStream stream = new BulkStream(ctx, connection, crew, findings, ended);
            made.complete(stream);
            return stream;
        }).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Reason reason = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        BulkStream stream = made.join();
        if (!(reason instanceof Reason.ByConfirmedClose) || stream.received != stream.sent) {
            throw new IOException(stream.received + " came back of " + stream.sent + ", then: " + reason);
        }
        findings.tally().add(What.BULK_MEGABYTES, stream.received / MEGABYTE);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Tick() -> send();
            case Received(var data) -> received(data);
            case Closed(var reason) -> ended.complete(reason);
            default -> {}
        }
    }

    private void send() {
        if (crew.isOver() || sent >= LENGTH) {
            ctx.timers().cancel(this);
            connection.tell(new ConfirmedClose());
        } else if (sent - received < MOST_ON_THEIR_WAY) {
            connection.tell(new Write(Pattern.piece(stream, sent, PIECE)));
            sent += PIECE;
        }
    }

    private void received(ByteString data) {
        if (!Pattern.matches(data, stream, received)) {
            findings.faults().add("wrong bytes", "bulk stream, after " + received);
        }
        received += data.length();
    }
}
