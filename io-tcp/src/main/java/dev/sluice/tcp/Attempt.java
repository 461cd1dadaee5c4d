package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.transport.Place;
import dev.sluice.transport.StreamConnection;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.StreamOrigin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * One address on its way in a race: a connection of its own, of which nobody hears but the race, unless it wins. What it is told by
 * its connection comes on the connection's loop.
 */
final class Attempt implements StreamOrigin.Observer {
    private final Tcp.Connect command;
    private final InetSocketAddress remote;
    /** Null once it is over: the connection keeps its observer, and shall not keep the race. */
    private Race race;
    private volatile ActorRef<Connection.Command> connection;

    Attempt(Race race, Tcp.Connect command, InetSocketAddress remote) {
        this.race = race;
        this.command = command;
        this.remote = remote;
    }

    InetSocketAddress remote() {
        return remote;
    }

    /** For the selectors. */
    Place<Connection.Command> place() {
        StreamOrigin origin = StreamOrigin.observedBy(this)
            .settings(command.settings().connection())
            .layer(command.settings().layer())
            .handlers(command.handlers())
            .owner(command.replyTo());
        return new Place<>("connection", (own, slots) -> {
            connection = own.self();
            return new StreamConnection(own, slots, this::open, origin);
        }, true, this::failed);
    }

    /** Who gives the race up either is seen here, or sees the connection. */
    private StreamHandle open() throws IOException {
        if (race.isDecided()) {
            throw new IOException("connecting to " + Sockets.text(remote) + " isn't wanted any more");
        }
        return Sockets.connect(remote, command.settings());
    }

    /** After the race was decided, and not for this one. Any thread. */
    void abort() {
        ActorRef<Connection.Command> begun = connection;
        if (begun != null) {
            begun.tell(new Connection.Abort());
        }
    }

    // ---- what the connection tells ----

    @Override
    public void admit() throws IOException {
        if (!race.decide()) {
            throw new IOException("another address was faster than " + Sockets.text(remote));
        }
    }

    @Override
    public void opened(ActorRef<Connection.Command> winner, SocketAddress local, SocketAddress peer) {
        command.replyTo().tell(new Tcp.Connected(winner, (InetSocketAddress) peer, (InetSocketAddress) local));
        race.tell(new DialMessage.Won(this));
        race = null;
    }

    /** Also on any other thread, if it can't be placed. */
    @Override
    public void failed(Exception cause) {
        race.tell(new DialMessage.Failed(this, Sockets.naming(remote, command.settings().local(), cause)));
    }

    @Override
    public void handlerFailed(ActorRef<Connection.Command> failed, Throwable cause) {
        command.replyTo().tell(new Tcp.HandlerFailed(failed, cause));
    }
}
