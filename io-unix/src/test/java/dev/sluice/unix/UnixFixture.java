package dev.sluice.unix;

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
import dev.sluice.transport.Handlers;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.testkit.ChannelPeer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A system with two loops, a probe that binds and connects, and a directory for the files, which must be empty at the end. */
final class UnixFixture implements AutoCloseable {
    static final Handler ECHO = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };

    final Path directory = newDirectory();
    final Path path = directory.resolve("s");
    final ActorSystem system = ActorSystem.create(Settings.named("unix").loops(2).poolThreads(2));
    final ActorRef<Unix.Command> manager = Unix.get(system);
    final Probe<Unix.Event> binder = Probe.in(system);

    UnixFixture() {
        awaitCount("selector-1", 1);
    }

    /** The path of a socket must be short. */
    static Path newDirectory() {
        try {
            return Files.createTempDirectory("u");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    Unix.Bound bind() {
        return bind(path, null, BindSettings.DEFAULT);
    }

    Unix.Bound bind(Path where, Handler handler, BindSettings settings) {
        manager.tell(new Unix.Bind(where, binder.ref(), handler == null ? null : handlers(handler), settings));
        return binder.expect(Unix.Bound.class);
    }

    /** The cause, after it was checked that it names the path. */
    <X extends Exception> X cantBind(Path where, Class<X> type) {
        return failed(new Unix.Bind(where, binder.ref(), null, BindSettings.DEFAULT), type);
    }

    <X extends Exception> X cantConnect(Path where, Class<X> type) {
        return failed(new Unix.Connect(where, binder.ref(), null, ConnectSettings.DEFAULT), type);
    }

    private <X extends Exception> X failed(Unix.Command command, Class<X> type) {
        manager.tell(command);
        Unix.CommandFailed failed = binder.expect(Unix.CommandFailed.class);
        if (failed.command() != command || !failed.cause().getMessage().contains(command.path().toString())) {
            throw new AssertionError(failed.toString(), failed.cause());
        }
        return type.cast(failed.cause());
    }

    void unbind(Unix.Bound bound) {
        bound.listener().tell(new StreamBind.Unbind(null));
        binder.await(Unix.Unbound.class, unbound -> unbound.path().equals(bound.path()));
    }

    Unix.Connected connect(ConnectSettings settings) {
        Probe<Unix.Event> connector = Probe.in(system);
        manager.tell(new Unix.Connect(path, connector.ref(), null, settings));
        return connector.expect(Unix.Connected.class);
    }

    Unix.Connected accepted() {
        return binder.expect(Unix.Connected.class);
    }

    Probe<Connection.Event> register(Unix.Connected connected) {
        Probe<Connection.Event> handler = Probe.in(system);
        connected.connection().tell(new Connection.Register(handler.ref()));
        return handler;
    }

    /** They are children of an actor that lives as long as the system. */
    Handlers handlers(Handler handler) {
        CompletableFuture<Handlers> made = new CompletableFuture<>();
        system.spawn(Object.class, Spec.named("handlers' parent"), ctx -> {
            made.complete(Handlers.in(ctx, handler));
            return nothing -> {
            };
        });
        return made.join();
    }

    /** A client that is no actor. */
    ChannelPeer client() throws IOException {
        return new ChannelPeer(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    static String echoed(ChannelPeer client, String text) throws IOException {
        client.send(ByteString.utf8(text));
        return client.receive(text.length()).decodeUtf8();
    }

    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    ActorTree tree() {
        return system.tree().join();
    }

    /** How many actors of that name there are. */
    long count(String name) {
        return tree().all().filter(node -> node.name().equals(name)).count();
    }

    void awaitCount(String name, long expected) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> count(name) == expected);
    }

    /** Fails if a file was left behind. */
    @Override
    public void close() throws IOException {
        system.close();
        Files.delete(directory);
    }
}
