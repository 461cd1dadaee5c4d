package org.example.local;

import dev.sluice.actor.ActorRef;
import dev.sluice.transport.ListenerObserver;
import dev.sluice.transport.StreamBind;
import java.net.SocketAddress;

/** What becomes of a bind, in this transport's words. Comes on the bind's loop. */
record ListenerNews(Local.Bind bind) implements ListenerObserver<StreamBind.Command> {
    @Override
    public void bound(ActorRef<StreamBind.Command> listener, SocketAddress local) {
        bind.replyTo().tell(new Local.Bound(listener, bind.path()));
    }

    @Override
    public void failed(Exception cause) {
        bind.failed(cause);
    }

    /** The kernel leaves the socket's file behind, and nobody could bind there again. */
    @Override
    public void unbound(SocketAddress local, Exception cause) {
        bind.path().toFile().delete();
        bind.replyTo().tell(new Local.Unbound(bind.path(), cause));
    }
}
