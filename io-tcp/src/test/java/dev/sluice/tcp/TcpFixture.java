package dev.sluice.tcp;

import static org.awaitility.Awaitility.await;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.ActorTree;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.ListenerFigures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A system with two loops, and a probe that binds and connects. */
final class TcpFixture implements AutoCloseable {
    static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
    static final Handler ECHO = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };

    final ActorSystem system = ActorSystem.create(Settings.named("tcp").loops(2).poolThreads(2));
    final ActorRef<Tcp.Command> manager;
    final Probe<Tcp.Event> binder = Probe.in(system);

    TcpFixture() {
        this(TcpSettings.DEFAULT);
    }

    TcpFixture(TcpSettings settings) {
        manager = Tcp.get(system, settings);
        awaitCount("selector-1", 1);
    }

    Tcp.Bound bind() {
        return bind(binder, ANY);
    }

    Tcp.Bound bind(Probe<Tcp.Event> told, InetSocketAddress local) {
        manager.tell(new Tcp.Bind(local, told.ref()));
        return told.expect(Tcp.Bound.class);
    }

    /** Binds for a binder that is told of each connection. */
    Tcp.Bound bind(AcceptSettings settings) {
        manager.tell(new Tcp.Bind(ANY, binder.ref(), null, BindSettings.DEFAULT.accepting(settings)));
        return binder.expect(Tcp.Bound.class);
    }

    ListenerFigures figures(Tcp.Bound bound) {
        Probe<ListenerFigures> asker = Probe.in(system);
        bound.listener().tell(new Tcp.Inspect(asker.ref()));
        return asker.expect(ListenerFigures.class);
    }

    void awaitOpen(Tcp.Bound bound, int expected) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2))
            .until(() -> figures(bound).open() == expected);
    }

    void abort(Tcp.Connected connected) {
        Probe<Connection.Closed> closed = Probe.in(system);
        connected.connection().tell(new Connection.Abort(closed.ref()));
        closed.expect(Connection.Closed.class);
    }

    /** Binds with handlers; they are children of an actor that lives as long as the system. */
    Tcp.Bound bind(Handler handler, BindSettings settings) {
        manager.tell(new Tcp.Bind(ANY, binder.ref(), handlers(handler), settings));
        return binder.expect(Tcp.Bound.class);
    }

    Handlers handlers(Handler handler) {
        CompletableFuture<Handlers> made = new CompletableFuture<>();
        system.spawn(Object.class, Spec.named("handlers' parent"), ctx -> {
            made.complete(Handlers.in(ctx, handler));
            return nothing -> {
            };
        });
        return made.join();
    }

    /** What the manager tells of a connect that fails. */
    Tcp.CommandFailed fails(Tcp.Connect connect) {
        manager.tell(connect);
        Tcp.CommandFailed failed = binder.expect(Tcp.CommandFailed.class);
        if (failed.command() != connect) {
            throw new AssertionError("another command failed: " + failed);
        }
        return failed;
    }

    Probe<Connection.Event> register(Tcp.Connected connected) {
        Probe<Connection.Event> handler = Probe.in(system);
        connected.connection().tell(new Connection.Register(handler.ref()));
        return handler;
    }

    ActorTree tree() {
        return system.tree().join();
    }

    /** How many actors of that name there are. */
    long count(String name) {
        return tree().all().filter(node -> node.name().equals(name)).count();
    }

    ActorRef<?> find(String name) {
        return tree().all().filter(node -> node.name().equals(name)).findFirst().orElseThrow().ref();
    }

    void awaitCount(String name, long expected) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> count(name) == expected);
    }

    static Socket client(InetSocketAddress server) throws IOException {
        Socket client = new Socket();
        client.setSoTimeout((int) Probe.PATIENCE.toMillis());
        client.connect(server);
        return client;
    }

    static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(ByteString.utf8(text).toByteArray());
    }

    static String receive(Socket client, int bytes) throws IOException {
        return ByteString.copyOf(client.getInputStream().readNBytes(bytes)).decodeUtf8();
    }

    static String echoed(Socket client, String text) throws IOException {
        send(client, text);
        return receive(client, text.length());
    }

    @Override
    public void close() {
        system.close();
    }
}
