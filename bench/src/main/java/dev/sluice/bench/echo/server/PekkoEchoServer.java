package dev.sluice.bench.echo.server;

import dev.sluice.bench.report.Options;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.io.Tcp;
import org.apache.pekko.io.TcpMessage;

/** An echo of Pekko's classic input and output; each connection has a handler. */
public final class PekkoEchoServer extends UntypedAbstractActor {
    /** How many connections are accepted in one go: as many as by default, where none are pulled. */
    private static final int BATCH = 10;

    private enum Echo {
        PLAIN(connection -> Props.create(PekkoEcho.class, () -> new PekkoEcho(connection))), ACK(
            connection -> Props.create(PekkoPullEcho.class, () -> new PekkoPullEcho(connection)));

        private final Function<ActorRef, Props> handler;

        Echo(Function<ActorRef, Props> handler) {
            this.handler = handler;
        }
    }

    private final CompletableFuture<InetSocketAddress> local;
    private final Echo echo;
    private ActorRef listener;

    private PekkoEchoServer(CompletableFuture<InetSocketAddress> local, Echo echo) {
        this.local = local;
        this.echo = echo;
    }

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args see {@code --help}
     * @throws IOException if its standard input fails
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(PekkoEchoServer.class)
            .option("echo", "plain", "how handlers echo: plain, or ack")
            .parse(args);
        Echo echo = switch (options.text("echo")) {
            case "plain" -> Echo.PLAIN;
            case "ack" -> Echo.ACK;
            default -> throw options.fail("--echo is neither plain nor ack: " + options.text("echo"));
        };
        PekkoSystem.serve(PekkoEchoServer.class, local -> new PekkoEchoServer(local, echo));
    }

    @Override
    public void preStart() {
        Tcp.get(getContext().getSystem()).manager().tell(
            TcpMessage.bind(getSelf(), Listening.anyPort(), Listening.BACKLOG, List.of(), echo == Echo.ACK), getSelf());
    }

    @Override
    public void onReceive(Object message) {
        switch (message) {
            case Tcp.Bound bound -> bound(bound);
            case Tcp.Connected connected -> connected();
            case Tcp.CommandFailed failed -> local.completeExceptionally(
                new IOException("can't listen" + failed.causedByString()));
            default -> unhandled(message);
        }
    }

    private void bound(Tcp.Bound bound) {
        listener = getSender();
        accept();
        local.complete(bound.localAddress());
    }

    private void connected() {
        ActorRef handler = getContext().actorOf(echo.handler.apply(getSender()));
        getSender().tell(TcpMessage.register(handler), getSelf());
        accept();
    }

    /** Who pulls bytes has to pull connections too. */
    private void accept() {
        if (echo == Echo.ACK) {
            listener.tell(TcpMessage.resumeAccepting(BATCH), getSelf());
        }
    }
}
