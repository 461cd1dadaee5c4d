package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.transport.ListenerObserver;
import dev.sluice.transport.StreamListener;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Tells a binder of its listener. */
record BindObserver(Tcp.Bind bind) implements ListenerObserver {
    @Override
    public void bound(ActorRef<StreamListener.Command> listener, SocketAddress local) {
        tell(new Tcp.Bound(listener.accepting(BindObserver::unbind), (InetSocketAddress) local));
    }

    private static StreamListener.Unbind unbind(Tcp.Unbind unbind) {
        ActorRef<? super Tcp.Unbound> replyTo = unbind.replyTo();
        return new StreamListener.Unbind(replyTo == null ? null : replyTo.accepting(BindObserver::unbound));
    }

    private static Tcp.Unbound unbound(StreamListener.Unbound how) {
        return new Tcp.Unbound((InetSocketAddress) how.local(), how.cause());
    }

    @Override
    public void failed(Exception cause) {
        tell(new Tcp.CommandFailed(bind, cause));
    }

    @Override
    public void paused(SocketAddress local, Exception cause) {
        tell(new Tcp.AcceptPaused((InetSocketAddress) local, cause));
    }

    @Override
    public void resumed(SocketAddress local) {
        tell(new Tcp.AcceptResumed((InetSocketAddress) local));
    }

    @Override
    public void unbound(SocketAddress local, Exception cause) {
        tell(new Tcp.Unbound((InetSocketAddress) local, cause));
    }

    private void tell(Tcp.Event event) {
        bind.replyTo().tell(event);
    }
}
