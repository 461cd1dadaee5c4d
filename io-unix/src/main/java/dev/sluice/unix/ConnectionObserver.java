package dev.sluice.unix;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.transport.StreamOrigin;
import java.net.SocketAddress;

/** Tells whoever has sent a command of a connection that has come of it. */
record ConnectionObserver(Unix.Command command) implements StreamOrigin.Observer {
    /** A binder that gave handlers isn't told. */
    @Override
    public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {
        if (command instanceof Unix.Connect || command.handlers() == null) {
            command.replyTo().tell(new Unix.Connected(connection, command.path()));
        }
    }

    /** What was accepted and can't be used is nobody's loss. */
    @Override
    public void failed(Exception cause) {
        if (command instanceof Unix.Connect) {
            command.replyTo().tell(new Unix.CommandFailed(command, cause));
        }
    }

    @Override
    public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {
        command.replyTo().tell(new Unix.HandlerFailed(connection, cause));
    }
}
