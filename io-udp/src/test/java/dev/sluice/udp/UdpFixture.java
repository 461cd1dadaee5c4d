package dev.sluice.udp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointHandler;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A system with two loops, and a probe that binds and connects. */
final class UdpFixture implements AutoCloseable {
    static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
    static final InetSocketAddress ANY6 = new InetSocketAddress("::1", 0);
    static final EndpointHandler ECHO = (ctx, endpoint) -> event -> {
        if (event instanceof Received(var data, var sender)) {
            endpoint.tell(new Send(data, sender));
        }
    };

    /** An open socket and the probe that handles it. */
    record Opened(ActorRef<Endpoint.Command> endpoint, InetSocketAddress local, Probe<Endpoint.Event> events) {
        void send(String text, InetSocketAddress target) {
            endpoint.tell(new Send(ByteString.utf8(text), target));
        }

        String received() {
            return events.expect(Received.class).data().decodeUtf8();
        }
    }

    final ActorSystem system = ActorSystem.create(Settings.named("udp").loops(2).poolThreads(2));
    final ActorRef<Udp.Command> manager;
    final Probe<Udp.Event> binder = Probe.in(system);

    UdpFixture() {
        this(UdpSettings.DEFAULT);
    }

    UdpFixture(UdpSettings settings) {
        manager = Udp.get(system, settings);
        awaitCount("selector-1", 1);
    }

    // ---- opening ----

    Udp.Bound bind(InetSocketAddress local, BindSettings settings) {
        manager.tell(new Udp.Bind(local, binder.ref(), settings));
        return binder.expect(Udp.Bound.class);
    }

    Opened open(InetSocketAddress local, BindSettings settings) {
        Udp.Bound bound = bind(local, settings);
        return new Opened(bound.endpoint(), bound.local(), register(bound.endpoint()));
    }

    Opened open() {
        return open(ANY, BindSettings.DEFAULT);
    }

    Opened connect(InetSocketAddress remote, ConnectSettings settings) {
        manager.tell(new Udp.Connect(remote, binder.ref(), settings));
        Udp.Connected connected = binder.expect(Udp.Connected.class);
        return new Opened(connected.endpoint(), connected.local(), register(connected.endpoint()));
    }

    Opened connect(InetSocketAddress remote) {
        return connect(remote, ConnectSettings.DEFAULT);
    }

    Udp.SenderOpened openSender() {
        manager.tell(new Udp.OpenSender(binder.ref()));
        return binder.expect(Udp.SenderOpened.class);
    }

    Probe<Endpoint.Event> register(ActorRef<Endpoint.Command> endpoint) {
        Probe<Endpoint.Event> handler = Probe.in(system);
        endpoint.tell(new Endpoint.Register(handler.ref()));
        return handler;
    }

    // ---- closing ----

    void close(Opened opened) {
        opened.endpoint().tell(new Endpoint.Close());
        opened.events().await(Endpoint.Closed.class, closed -> true);
    }

    Udp.Unbound unbind(Udp.Bound bound) {
        Probe<Udp.Unbound> asker = Probe.in(system);
        bound.bind().tell(new Udp.Unbind(asker.ref()));
        return asker.expect(Udp.Unbound.class);
    }

    /** Whoever comes too late closes what was opened. */
    void cancel(CompletableFuture<? extends Udp.Event> future) {
        if (!future.cancel(true)) {
            switch (future.join()) {
                case Udp.Bound bound -> Udp.unbind(system, bound);
                case Udp.Connected connected -> Udp.close(system, connected.endpoint());
                case Udp.SenderOpened opened -> Udp.close(system, opened.endpoint());
                case Udp.Event other -> throw new AssertionError(other);
            }
        }
    }

    /** What the manager tells of a command that fails. */
    Exception fails(Udp.Command command) {
        manager.tell(command);
        Udp.CommandFailed failed = binder.expect(Udp.CommandFailed.class);
        if (failed.command() != command) {
            throw new AssertionError("another command failed: " + failed);
        }
        return failed.cause();
    }

    static Throwable failure(CompletableFuture<?> future) {
        try {
            throw new AssertionError("it has not failed: " + future.join());
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    // ---- asking ----

    EndpointFigures figures(ActorRef<Endpoint.Command> endpoint) {
        Probe<EndpointFigures> asker = Probe.in(system);
        endpoint.tell(new Endpoint.Inspect(asker.ref()));
        return asker.expect(EndpointFigures.class);
    }

    SocketOptions.Effective options(ActorRef<Endpoint.Command> endpoint) {
        Probe<SocketOptions.Effective> asker = Probe.in(system);
        endpoint.tell(new SocketOptions.Get(asker.ref()));
        return asker.expect(SocketOptions.Effective.class);
    }

    /** How many actors of that name there are. */
    long count(String name) {
        return system.tree().join().all().filter(node -> node.name().equals(name)).count();
    }

    ActorRef<?> find(String name) {
        return system.tree().join().all().filter(node -> node.name().equals(name)).findFirst().orElseThrow().ref();
    }

    void awaitCount(String name, long expected) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2))
            .untilAsserted(() -> assertEquals(expected, count(name), () -> name + " in " + system.tree().join()));
    }

    // ---- a socket of nobody's ----

    static DatagramSocket stranger() throws IOException {
        return stranger(ANY);
    }

    static DatagramSocket stranger(InetSocketAddress local) throws IOException {
        DatagramSocket socket = new DatagramSocket(local);
        socket.setSoTimeout((int) Probe.PATIENCE.toMillis());
        return socket;
    }

    /** An address that nobody has just now. */
    static InetSocketAddress free() throws IOException {
        try (DatagramSocket socket = stranger()) {
            return address(socket);
        }
    }

    static InetSocketAddress address(DatagramSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    static void send(DatagramSocket from, String text, InetSocketAddress to) throws IOException {
        byte[] bytes = ByteString.utf8(text).toByteArray();
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    static DatagramPacket receive(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
        at.receive(packet);
        return packet;
    }

    static String text(DatagramPacket packet) {
        return ByteString.copyOf(packet.getData(), packet.getOffset(), packet.getLength()).decodeUtf8();
    }

    static String receiveText(DatagramSocket at) throws IOException {
        return text(receive(at));
    }

    @Override
    public void close() {
        system.close();
    }
}
