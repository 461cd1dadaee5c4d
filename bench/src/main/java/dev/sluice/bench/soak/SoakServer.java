package dev.sluice.bench.soak;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Handler;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import dev.sluice.udp.Udp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Echoes at four ports, and tells of itself: a line on its standard input is a question, and the end of the input is its own.
 */
public final class SoakServer {
    /** What it is asked, each answered in a line. */
    enum Question {
        VITALS, FAULTS
    }

    static final String LISTENING = "LISTENING ";

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Handler PUSH = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };
    private static final Handler LEASE = (ctx, connection) -> event -> {
        if (event instanceof Leased(var lease)) {
            connection.tell(new WriteLease(lease));
        }
    };

    private final ActorSystem system = ActorSystem.create(Settings.named("soak"));
    private final Faults faults = new Faults();

    private SoakServer() {}

    /**
     * Serves until its standard input ends.
     *
     * @param args none
     * @throws IOException if its standard input fails
     */
    public static void main(String[] args) throws IOException {
        SoakServer server = new SoakServer();
        System.out.println(LISTENING + server.listen());
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line; (line = in.readLine()) != null;) {
                System.out.println(server.answer(Question.valueOf(line)));
            }
        }
        System.exit(0);
    }

    private String listen() {
        ConnectionSettings settings = ConnectionSettings.DEFAULT;
        int push = bind(settings, Spec.named("push"), PUSH);
        // On the pool, so that messages also cross threads.
        int ack = bind(settings.pausesReading(false), Spec.named("ack").on(system.pool()), new AckEcho());
        int lease = bind(settings.leasesReads(true), Spec.named("lease"), LEASE);
        int datagrams = Udp.bind(system, ANY_PORT, (ctx, endpoint) -> event -> echo(endpoint, event)).join().local()
            .getPort();
        return push + " " + ack + " " + lease + " " + datagrams;
    }

    private int bind(ConnectionSettings settings, Spec spec, Handler handler) {
        return Tcp.bind(system, ANY_PORT, BindSettings.DEFAULT.connection(settings), spec,
            (ctx, connection) -> watched(ctx, connection, handler)).join().local().getPort();
    }

    /** The same, but what must not happen is noted. */
    private Actor<Event> watched(Context<Event> ctx, ActorRef<Command> connection, Handler handler) throws Exception {
        Actor<Event> actor = handler.create(ctx, connection);
        return event -> {
            note(event);
            actor.on(event);
        };
    }

    /** Peers may go as they like, and then writes fail; but none is refused because there are too many before it. */
    private void note(Event event) {
        switch (event) {
            case CommandFailed(var command, WriteRefusedException refused) when refused
                .kind() != WriteRefusedException.Kind.CLOSING -> faults
                    .add("write refused", refused);
            case Closed(Reason.ByError(var cause)) when !(cause instanceof IOException) -> faults
                .add("connection failed", cause);
            default -> {}
        }
    }

    private void echo(ActorRef<Endpoint.Command> endpoint, Endpoint.Event event) {
        switch (event) {
            case Endpoint.Received(var data, var sender) -> endpoint.tell(new Endpoint.Send(data, sender));
            case Endpoint.CommandFailed(var command, var cause) -> faults.add("datagram not sent", cause);
            case Endpoint.Closed(var cause) -> faults.add("UDP endpoint closed", String.valueOf(cause));
            default -> {}
        }
    }

    private String answer(Question question) {
        return switch (question) {
            case VITALS -> Vitals.of(system).toLine();
            case FAULTS -> String.join("; ", faults.all()).replace('\n', ' ');
        };
    }
}
