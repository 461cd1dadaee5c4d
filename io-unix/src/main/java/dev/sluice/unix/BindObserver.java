package dev.sluice.unix;

import dev.sluice.actor.ActorRef;
import dev.sluice.transport.ListenerObserver;
import dev.sluice.transport.StreamBind;
import java.net.SocketAddress;

/** Tells a binder of its listener. */
record BindObserver(Unix.Bind bind) implements ListenerObserver<StreamBind.Command> {
    @Override
    public void bound(ActorRef<StreamBind.Command> listener, SocketAddress local) {
        bind.replyTo().tell(new Unix.Bound(listener, bind.path()));
    }

    @Override
    public void failed(Exception cause) {
        bind.replyTo().tell(new Unix.CommandFailed(bind, cause));
    }

    @Override
    public void paused(SocketAddress local, Exception cause) {
        bind.replyTo().tell(new Unix.AcceptPaused(bind.path(), cause));
    }

    @Override
    public void resumed(SocketAddress local) {
        bind.replyTo().tell(new Unix.AcceptResumed(bind.path()));
    }

    @Override
    public void unbound(SocketAddress local, Exception cause) {
        bind.replyTo().tell(new Unix.Unbound(bind.path(), cause));
    }
}
