package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.transport.ListenerObserver;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamListener;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Tells a binder of its listener. */
record BindObserver(Tcp.Bind bind) implements ListenerObserver<StreamBind.Command> {
    @Override
    public void bound(ActorRef<StreamBind.Command> listener, SocketAddress local) {
        tell(new Tcp.Bound(listener.accepting(BindObserver::command), (InetSocketAddress) local));
    }

    private static StreamBind.Command command(Tcp.ListenerCommand command) {
        return switch (command) {
            case Tcp.Unbind(var replyTo) -> new StreamBind.Unbind(
                replyTo == null ? null : replyTo.accepting(BindObserver::unbound));
            case Tcp.Accept(int count) -> new StreamBind.Accept(count);
            case Tcp.SuspendAccepting() -> new StreamBind.SuspendAccepting();
            case Tcp.ResumeAccepting() -> new StreamBind.ResumeAccepting();
            case Tcp.Drain(var within, var replyTo) -> new StreamBind.Drain(within,
                replyTo == null ? null : replyTo.accepting(BindObserver::drained));
            case Tcp.Inspect(var replyTo) -> new StreamBind.Inspect(replyTo);
            case Tcp.GetOptions(var replyTo) -> new StreamBind.GetOptions(replyTo);
        };
    }

    private static Tcp.Unbound unbound(StreamListener.Unbound how) {
        return new Tcp.Unbound((InetSocketAddress) how.local(), how.cause());
    }

    private static Tcp.Drained drained(StreamBind.Drained how) {
        return new Tcp.Drained(how.closedByDeadline());
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
