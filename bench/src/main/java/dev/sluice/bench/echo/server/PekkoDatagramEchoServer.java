package dev.sluice.bench.echo.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.io.Udp;
import org.apache.pekko.io.UdpMessage;

/** The same for datagrams. A socket of Pekko drops what it is told to send while it has something to send. */
public final class PekkoDatagramEchoServer extends UntypedAbstractActor {
    private final CompletableFuture<InetSocketAddress> local;

    private PekkoDatagramEchoServer(CompletableFuture<InetSocketAddress> local) {
        this.local = local;
    }

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args none
     * @throws IOException if its standard input fails
     */
    public static void main(String[] args) throws IOException {
        PekkoSystem.serve(PekkoDatagramEchoServer.class, PekkoDatagramEchoServer::new);
    }

    @Override
    public void preStart() {
        Udp.get(getContext().getSystem()).manager().tell(UdpMessage.bind(getSelf(), Listening.anyPort()), getSelf());
    }

    @Override
    public void onReceive(Object message) {
        switch (message) {
            case Udp.Received in -> getSender().tell(UdpMessage.send(in.data(), in.sender()), getSelf());
            case Udp.Bound bound -> local.complete(bound.localAddress());
            case Udp.CommandFailed failed when failed.cmd() instanceof Udp.Bind -> local
                .completeExceptionally(new IOException("can't listen"));
            default -> unhandled(message);
        }
    }
}
