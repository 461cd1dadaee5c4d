package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** One stream connection on one loop, a plain socket as its peer, and a probe for its events. */
final class ConnectionFixture implements AutoCloseable {
    sealed interface Told {
        record Opened(ActorRef<Connection.Command> connection) implements Told {}

        record Failed(Exception cause) implements Told {}

        record HandlerFailed(Throwable cause) implements Told {}
    }

    private static final int SMALL_BUFFER = 8 << 10;

    final ActorSystem system = ActorSystem.create(Settings.named("fixture").loops(1));
    final Probe<Told> observed = Probe.in(system);
    final Probe<Event> handler = Probe.in(system);
    final Socket peer = new Socket();
    final SocketChannel accepted;
    final ActorRef<Connection.Command> connection;

    ConnectionFixture() throws IOException {
        this(ConnectionSettings.DEFAULT);
    }

    ConnectionFixture(ConnectionSettings settings) throws IOException {
        this(settings, null);
        connection.tell(new Connection.Register(handler.ref()));
    }

    /** Without a handler factory, the connection waits for a register. */
    ConnectionFixture(ConnectionSettings settings, Handler factory) throws IOException {
        this(settings, Spec.named("handler"), factory, 0);
    }

    ConnectionFixture(ConnectionSettings settings, Spec spec, Handler factory, int sendBuffer) throws IOException {
        this(settings, spec, factory, sendBuffer, Layer.NONE);
    }

    ConnectionFixture(ConnectionSettings settings, Spec spec, Handler factory, int sendBuffer, Layer layer)
        throws IOException {
        accepted = accept(sendBuffer);
        Handlers handlers = factory == null ? null : handlers(spec, factory);
        StreamOrigin origin = StreamOrigin.observedBy(new Observer()).settings(settings).handlers(handlers)
            .openWithin(Duration.ofSeconds(10)).layer(layer);
        connection = spawn(() -> NioStream.connected(accepted), origin);
        observed.expect(Told.Opened.class);
    }

    /** A peer that reads only when told, behind small kernel buffers. */
    static ConnectionFixture slow(ConnectionSettings settings) throws IOException {
        return slow(settings, Layer.NONE);
    }

    static ConnectionFixture slow(ConnectionSettings settings, Layer layer) throws IOException {
        ConnectionFixture fixture = new ConnectionFixture(settings, Spec.named("none"), null, SMALL_BUFFER, layer);
        fixture.connection.tell(new Connection.Register(fixture.handler.ref()));
        return fixture;
    }

    private Handlers handlers(Spec spec, Handler factory) {
        CompletableFuture<Handlers> made = new CompletableFuture<>();
        system.spawn(Object.class, Spec.named("binder"), ctx -> {
            made.complete(Handlers.in(ctx, spec, factory));
            return nothing -> {
            };
        });
        return made.join();
    }

    ActorRef<Connection.Command> spawn(StreamOrigin.Opener opener, StreamOrigin origin) {
        Spec place = Spec.named("connection").on(Dispatcher.of(system.loops().get(0)));
        return system.spawn(place, ctx -> {
            ctx.loop().poller(ChannelPoller.class, NioPoller::new);
            Slots slots = Slots.unlimited();
            slots.take(null);
            return new StreamConnection(ctx, slots, opener, origin);
        });
    }

    private SocketChannel accept(int sendBuffer) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            if (sendBuffer > 0) {
                peer.setReceiveBufferSize(sendBuffer);
            }
            peer.setSoTimeout((int) Probe.PATIENCE.toMillis());
            peer.connect(server.getLocalAddress());
            SocketChannel accepted = server.accept();
            if (sendBuffer > 0) {
                accepted.setOption(java.net.StandardSocketOptions.SO_SNDBUF, sendBuffer);
            }
            return accepted;
        }
    }

    void send(String text) throws IOException {
        peer.getOutputStream().write(ByteString.utf8(text).toByteArray());
    }

    /** Sends, and waits until all of it lies before the connection, which doesn't read at present. */
    void sendUnread(byte[] bytes) throws IOException {
        peer.getOutputStream().write(bytes);
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> unread() == bytes.length);
    }

    /** How many bytes the kernel has for the connection. */
    int unread() throws IOException {
        return accepted.socket().getInputStream().available();
    }

    /** All that was told to the connection before, and all that its poller had seen, has been dealt with after this. */
    void roundTrip() throws IOException {
        write("x");
        if (!receive(1).equals("x")) {
            throw new AssertionError("something else was written");
        }
    }

    /** What it tells to the connection is dealt with before anything else is. */
    void inOneTurn(Runnable tells) {
        CompletableFuture.runAsync(tells, system.loops().get(0)).join();
    }

    String receive(int bytes) throws IOException {
        return ByteString.copyOf(peer.getInputStream().readNBytes(bytes)).decodeUtf8();
    }

    byte[] receiveBytes(int count) throws IOException {
        return peer.getInputStream().readNBytes(count);
    }

    static ByteString random(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return ByteString.copyOf(bytes);
    }

    void write(String text) {
        connection.tell(new Connection.Write(ByteString.utf8(text)));
    }

    /** Takes {@code Received} until so many bytes have come. */
    String received(int bytes) {
        ByteString all = ByteString.empty();
        while (all.length() < bytes) {
            all = all.concat(handler.expect(Connection.Received.class).data());
        }
        return all.decodeUtf8();
    }

    Connection.Reason closed() {
        return handler.expect(Connection.Closed.class).reason();
    }

    @Override
    public void close() throws IOException {
        peer.close();
        system.close();
    }

    final class Observer implements StreamOrigin.Observer {
        @Override
        public void opened(ActorRef<Connection.Command> opened, SocketAddress local, SocketAddress remote) {
            observed.ref().tell(new Told.Opened(opened));
        }

        @Override
        public void failed(Exception cause) {
            observed.ref().tell(new Told.Failed(cause));
        }

        @Override
        public void handlerFailed(ActorRef<Connection.Command> failed, Throwable cause) {
            observed.ref().tell(new Told.HandlerFailed(cause));
        }
    }
}
