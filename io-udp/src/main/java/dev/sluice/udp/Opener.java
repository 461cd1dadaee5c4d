package dev.sluice.udp;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointSettings;
import dev.sluice.transport.DatagramEndpoint;
import dev.sluice.transport.DatagramOrigin;
import dev.sluice.transport.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;

/** Makes the endpoints that a manager places. */
final class Opener {
    private final UdpSettings.Resolver resolver;
    private final DropTable drops;

    Opener(UdpSettings.Resolver resolver, DropTable drops) {
        this.resolver = resolver;
        this.drops = drops;
    }

    /** One socket of a bind. */
    Place<Endpoint.Command> bound(Udp.Bind bind, ChannelOpener channel, DatagramOrigin.Observer observer) {
        BindSettings settings = bind.settings();
        return place(() -> UdpHandle.of(channel.open(), settings.options(), drops),
            origin(observer, settings.endpoint(), bind.replyTo(), settings.family()));
    }

    /** Makes a channel, on the loop of its endpoint. */
    @FunctionalInterface
    interface ChannelOpener {
        DatagramChannel open() throws IOException;
    }

    Place<Endpoint.Command> connected(Udp.Connect connect, List<InetSocketAddress> addresses) {
        ConnectSettings settings = connect.settings();
        return place(
            () -> UdpHandle.of(Sockets.connect(addresses, settings), settings.options(), drops),
            origin(new ConnectObserver(connect), settings.endpoint(), connect.replyTo(), settings.family()));
    }

    Place<Endpoint.Command> sender(Udp.OpenSender open) {
        SenderSettings settings = open.settings();
        EndpointSettings patient = settings.endpoint().registerWithin(Duration.ZERO);
        return place(
            () -> new SendOnly(UdpHandle.of(Sockets.openSender(settings), settings.options(), drops)),
            origin(new SenderObserver(open), patient, open.replyTo(), settings.family()));
    }

    private DatagramOrigin origin(DatagramOrigin.Observer observer, EndpointSettings settings, ActorRef<?> owner,
        ProtocolFamily family) {
        return new DatagramOrigin(observer, settings, owner, new Targets(resolver, family));
    }

    private static Place<Endpoint.Command> place(DatagramOrigin.Opener opener, DatagramOrigin origin) {
        return new Place<>("endpoint", (own, slots) -> new DatagramEndpoint(own, slots, opener, origin), true,
            origin.observer()::failed);
    }

    // ---- who tells of them ----

    private static final class ConnectObserver implements DatagramOrigin.Observer {
        private final Udp.Connect connect;
        private ActorRef<Endpoint.Command> endpoint;
        private InetSocketAddress remote;

        ConnectObserver(Udp.Connect connect) {
            this.connect = connect;
        }

        @Override
        public void opened(ActorRef<Endpoint.Command> opened, SocketAddress local, SocketAddress peer) {
            endpoint = opened;
            remote = (InetSocketAddress) peer;
            connect.replyTo().tell(new Udp.Connected(opened, remote, (InetSocketAddress) local));
        }

        /** Also on any other thread, if it can't be placed. */
        @Override
        public void failed(Exception cause) {
            connect.failed(Sockets.naming("connect to " + Sockets.text(connect.remote()), cause));
        }

        @Override
        public void closed(Exception cause) {
            connect.replyTo().tell(new Udp.Disconnected(endpoint, remote, cause));
        }
    }

    private static final class SenderObserver implements DatagramOrigin.Observer {
        private final Udp.OpenSender open;
        private ActorRef<Endpoint.Command> sender;

        SenderObserver(Udp.OpenSender open) {
            this.open = open;
        }

        @Override
        public void opened(ActorRef<Endpoint.Command> opened, SocketAddress local, SocketAddress peer) {
            sender = opened;
            open.replyTo().tell(new Udp.SenderOpened(opened, (InetSocketAddress) local));
        }

        @Override
        public void failed(Exception cause) {
            open.failed(Sockets.naming("open a sender", cause));
        }

        @Override
        public void closed(Exception cause) {
            open.replyTo().tell(new Udp.SenderClosed(sender, cause));
        }
    }
}
