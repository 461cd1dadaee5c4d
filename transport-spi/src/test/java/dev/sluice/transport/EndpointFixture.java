package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One datagram endpoint on one loop, a plain socket as its peer, and a probe for its events. */
final class EndpointFixture implements AutoCloseable {
    sealed interface Told {
        record Opened(ActorRef<Endpoint.Command> endpoint, SocketAddress local, SocketAddress remote) implements Told {}

        record Failed(Exception cause) implements Told {}

        record Closed(Exception cause) implements Told {}
    }

    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int LONGEST = 65507;

    final ActorSystem system = ActorSystem.create(Settings.named("fixture").loops(1));
    final Probe<Told> observed = Probe.in(system);
    final Probe<Event> handler = Probe.in(system);
    final Probe<EndpointFigures> figures = Probe.in(system);
    final DatagramSocket peer;
    final Slots slots = Slots.unlimited();
    private final Supplier<? extends ChannelPoller> poller;
    Told.Opened opened;
    private ActorRef<Endpoint.Command> endpoint;

    EndpointFixture() throws IOException {
        this(NioPoller::new);
    }

    EndpointFixture(Supplier<? extends ChannelPoller> poller) throws IOException {
        this(poller, ANY_PORT);
    }

    /** With a peer at a certain address. */
    EndpointFixture(Supplier<? extends ChannelPoller> poller, SocketAddress peerAddress) throws IOException {
        this.poller = poller;
        peer = new DatagramSocket(peerAddress);
        peer.setSoTimeout((int) Probe.PATIENCE.toMillis());
    }

    // ---- endpoints ----

    /** Over a socket that is connected to the peer. */
    EndpointFixture connected(EndpointSettings settings) {
        return registered(() -> connect(peer()), settings);
    }

    EndpointFixture registered(DatagramOrigin.Opener opener, EndpointSettings settings) {
        open(opener, settings);
        tell(new Endpoint.Register(handler.ref()));
        return this;
    }

    /** Without a handler. */
    Told.Opened open(DatagramOrigin.Opener opener, EndpointSettings settings) {
        spawn(opener, new DatagramOrigin(new Observer(), settings, null, DatagramOrigin.Resolver.NONE));
        opened = observed.expect(Told.Opened.class);
        return opened;
    }

    ActorRef<Endpoint.Command> spawn(DatagramOrigin.Opener opener, DatagramOrigin origin) {
        Spec place = Spec.named("endpoint").on(Dispatcher.of(system.loops().get(0)));
        endpoint = system.spawn(place, ctx -> {
            ctx.loop().poller(ChannelPoller.class, poller);
            slots.take(null);
            return new DatagramEndpoint(ctx, slots, opener, origin);
        });
        return endpoint;
    }

    static NioDatagram bind() throws IOException {
        return NioDatagram.of(DatagramChannel.open().bind(ANY_PORT));
    }

    static NioDatagram connect(SocketAddress to) throws IOException {
        return NioDatagram.of(DatagramChannel.open().bind(ANY_PORT).connect(to));
    }

    // ---- talking ----

    ActorRef<Endpoint.Command> endpoint() {
        return endpoint;
    }

    void tell(Endpoint.Command command) {
        endpoint.tell(command);
    }

    SocketAddress peer() {
        return peer.getLocalSocketAddress();
    }

    void send(String text) {
        tell(new Endpoint.Send(ByteString.utf8(text), peer()));
    }

    /** What is told is dealt with before anything else is. */
    void inOneTurn(Runnable tells) {
        CompletableFuture.runAsync(tells, system.loops().get(0)).join();
    }

    void peerSends(SocketAddress to, byte[] bytes) throws IOException {
        peer.send(new DatagramPacket(bytes, bytes.length, to));
    }

    void peerSends(SocketAddress to, String text) throws IOException {
        peerSends(to, ByteString.utf8(text).toByteArray());
    }

    String peerReceives() throws IOException {
        return peerReceivesBytes().decodeUtf8();
    }

    ByteString peerReceivesBytes() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        peer.receive(packet);
        return ByteString.copyOf(packet.getData(), 0, packet.getLength());
    }

    String received() {
        return handler.expect(Endpoint.Received.class).data().decodeUtf8();
    }

    EndpointFigures figures() {
        tell(new Endpoint.Inspect(figures.ref()));
        return figures.expect(EndpointFigures.class);
    }

    Exception closed() {
        return handler.expect(Endpoint.Closed.class).cause();
    }

    /** The end is told, once, and by then the slot is given back and the address is free. Gives the cause. */
    Exception expectEnd(SocketAddress local) throws SocketException {
        Exception cause = observed.expect(Told.Closed.class).cause();
        assertEquals(0, slots.used());
        expectFree(local);
        return cause;
    }

    static void expectFree(SocketAddress local) throws SocketException {
        new DatagramSocket(local).close();
    }

    /** An address at which nobody is any more, and hardly anybody comes in the next moments. */
    static SocketAddress nobody() throws SocketException {
        try (DatagramSocket somebody = new DatagramSocket(ANY_PORT)) {
            return somebody.getLocalSocketAddress();
        }
    }

    @Override
    public void close() {
        peer.close();
        system.close();
    }

    final class Observer implements DatagramOrigin.Observer {
        @Override
        public void opened(ActorRef<Endpoint.Command> opened, SocketAddress local, SocketAddress remote) {
            observed.ref().tell(new Told.Opened(opened, local, remote));
        }

        @Override
        public void failed(Exception cause) {
            observed.ref().tell(new Told.Failed(cause));
        }

        @Override
        public void closed(Exception cause) {
            observed.ref().tell(new Told.Closed(cause));
        }
    }
}
