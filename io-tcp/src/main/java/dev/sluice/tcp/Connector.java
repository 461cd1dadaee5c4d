package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.tcp.TcpMessage.Try;
import dev.sluice.transport.Place;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamConnection;
import dev.sluice.transport.StreamOrigin;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;

/** The manager's outgoing connections: the addresses of each command are tried one after the other. */
final class Connector {
    private final ActorRef<TcpMessage> manager;
    private final Selectors<TcpMessage> selectors;

    Connector(ActorRef<TcpMessage> manager, Selectors<TcpMessage> selectors) {
        this.manager = manager;
        this.selectors = selectors;
    }

    /** By {@link System#nanoTime} the command came at {@code since}. */
    void connect(Tcp.Connect connect, long since, List<InetSocketAddress> addresses) {
        attempt(new Try(connect, since, addresses, null));
    }

    void attempt(Try next) {
        Tcp.Connect command = next.command();
        if (next.left().isEmpty()) {
            command.failed(next.failure());
        } else if (next.isLate()) {
            command.failed(next.failure() == null ? late(command) : next.failure());
        } else {
            dial(next);
        }
    }

    private void dial(Try next) {
        Tcp.Connect command = next.command();
        InetSocketAddress remote = next.next();
        ConnectionObserver observer = new ConnectionObserver(command.replyTo(), true,
            cause -> manager.tell(next.afterwards(Sockets.naming(remote, cause))));
        StreamOrigin origin = StreamOrigin.observedBy(observer)
            .settings(command.settings().connection())
            .layer(command.settings().layer())
            .handlers(command.handlers())
            .owner(command.replyTo())
            .openWithin(next.share());
        selectors.place(new Place<Connection.Command>("connection",
            (own, slots) -> new StreamConnection(own, slots, () -> Sockets.connect(remote, command.settings()), origin),
            true, command::failed));
    }

    static SocketTimeoutException late(Tcp.Connect command) {
        return new SocketTimeoutException(
            "not connected to " + Sockets.text(command.remote()) + " within " + command.settings().timeout());
    }
}
