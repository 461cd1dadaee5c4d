package dev.sluice.bench.soak;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.soak.Tally.What;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Close;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.Endpoint.Command;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Extension;
import dev.sluice.io.Endpoint.NetworkError;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.udp.Udp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Datagrams at a fixed rate by Sluice's client, from one socket after the other; some may be lost, but none may be wrong. */
final class DatagramStream implements Actor<Event> {
    private record Tick() implements Extension {}

    private record Quiet() implements Extension {}

    private static final int COUNT = 2000;
    private static final int HEADER = Long.BYTES;
    private static final int MOST_BYTES = 1200;
    private static final Duration PERIOD = Duration.ofMillis(5);
    /** After the last, until nothing is taken to come any more. */
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int PATIENCE_SECONDS = 120;

    private final Context<Event> ctx;
    private final ActorRef<Command> endpoint;
    private final Crew crew;
    private final Findings findings;
    private final CompletableFuture<Exception> ended;
    private long sent;
    private long last = -1;

    private DatagramStream(Context<Event> ctx, ActorRef<Command> endpoint, Crew crew, Findings findings,
        CompletableFuture<Exception> ended) {
        this.ctx = ctx;
        this.endpoint = endpoint;
        this.crew = crew;
        this.findings = findings;
        this.ended = ended;
        ctx.timers().every(this, PERIOD, new Tick());
    }

    /** One socket. */
    static void run(ActorSystem system, InetSocketAddress server, Crew crew, Findings findings)
        throws Exception {
        CompletableFuture<Exception> ended = new CompletableFuture<>();
        Udp.connect(system, server,
            (ctx, endpoint) -> new DatagramStream(ctx, endpoint, crew, findings, ended))
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Exception cause = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (cause != null) {
            throw new IOException("closed", cause);
        }
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Tick() -> send();
            case Received(var data, var sender) -> received(data);
            case Quiet() -> endpoint.tell(new Close());
            case CommandFailed(var command, var cause) -> findings.faults().add("datagram not sent", cause);
            case NetworkError(var cause) -> findings.faults().add("datagram not sent", cause);
            case Closed(var cause) -> ended.complete(cause);
            default -> {}
        }
    }

    private void send() {
        if (crew.isOver() || sent == COUNT) {
            ctx.timers().cancel(this);
            ctx.timers().once(this, QUIET, new Quiet());
        } else {
            endpoint.tell(new Send(datagram(sent++)));
            findings.tally().add(What.DATAGRAMS_SENT, 1);
        }
    }

    private static ByteString datagram(long number) {
        ByteString header = ByteString.copyOf(ByteBuffer.allocate(HEADER).putLong(number).flip());
        return header.concat(Pattern.piece(number, 0, (int) (number * 7 % MOST_BYTES)));
    }

    /** One server, one socket and one loop change no order; so what is not later than the last has come twice. */
    private void received(ByteString data) {
        long number = data.length() < HEADER ? -1 : data.asByteBuffer().getLong();
        if (number <= last || number >= sent || !data.equals(datagram(number))) {
            findings.faults().add("wrong bytes", "datagram " + number + " after " + last + ", of " + data.length());
            return;
        }
        last = number;
        findings.tally().add(What.DATAGRAMS_BACK, 1);
    }
}
