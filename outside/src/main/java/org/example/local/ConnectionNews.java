package org.example.local;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.transport.StreamOrigin;
import java.net.SocketAddress;

/** What becomes of a connection, in this transport's words. Comes on the connection's loop. */
record ConnectionNews(Local.Command command) implements StreamOrigin.Observer {
    @Override
    public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {
        if (isAskedFor() || command.handlers() == null) {
            command.replyTo().tell(new Local.Connected(connection));
        }
    }

    private boolean isAskedFor() {
        return command instanceof Local.Connect;
    }

    /** Somebody who was accepted, and is gone already, is nobody's loss. */
    @Override
    public void failed(Exception cause) {
        if (isAskedFor()) {
            command.failed(cause);
        }
    }

    @Override
    public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {
        command.replyTo().tell(new Local.HandlerFailed(connection, cause));
    }
}
