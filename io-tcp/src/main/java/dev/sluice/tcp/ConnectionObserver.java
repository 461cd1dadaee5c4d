package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.transport.StreamOrigin;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Consumer;

/**
 * Tells of a connection.
 *
 * @param replyTo who is told
 * @param tellsOpened whether that it is open is told too, or only what goes wrong
 * @param onFailure told if it could not be opened
 */
record ConnectionObserver(ActorRef<? super Tcp.Event> replyTo, boolean tellsOpened,
    Consumer<? super Exception> onFailure)
    implements StreamOrigin.Observer {

    @Override
    public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {
        if (tellsOpened) {
            replyTo.tell(new Tcp.Connected(connection, (InetSocketAddress) remote, (InetSocketAddress) local));
        }
    }

    @Override
    public void failed(Exception cause) {
        onFailure.accept(cause);
    }

    @Override
    public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {
        replyTo.tell(new Tcp.HandlerFailed(connection, cause));
    }
}
