package org.example.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.StreamBind;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is this transport's own: its messages, and the file of a socket. */
class LocalTest {
    private static final Handler ECHO = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };

    private final ActorSystem system = ActorSystem.create("local");
    private final ActorRef<Local.Command> manager = new LocalProvider().manager(system);
    private final Probe<Local.Event> told = Probe.in(system);
    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        system.close();
    }

    private Path socket() {
        return folder.resolve("socket");
    }

    private Local.Bind bind(Path path) {
        return new Local.Bind(path, told.ref(), null, ConnectionSettings.DEFAULT);
    }

    private Local.Connect connect(Path path) {
        return new Local.Connect(path, told.ref(), null, ConnectionSettings.DEFAULT);
    }

    @Test
    void shouldEcho() {
        Probe<Event> client = Probe.in(system);
        Local.bind(system, socket(), ECHO).join();
        Local.connect(system, socket(), (ctx, connection) -> {
            connection.tell(new Write(ByteString.utf8("hello")));
            return client.ref()::tell;
        }).join();

        assertEquals("hello", client.expect(Received.class).data().decodeUtf8());
    }

    @Test
    void shouldRemoveItsFileBeforeItIsUnbound() {
        manager.tell(bind(socket()));
        Local.Bound bound = told.expect(Local.Bound.class);
        assertTrue(Files.exists(socket()));

        bound.listener().tell(new StreamBind.Unbind(null));

        assertNull(told.expect(Local.Unbound.class).cause());
        assertFalse(Files.exists(socket()));
    }

    @Test
    void shouldNotTouchAFileThatItCanNotBindTo() throws Exception {
        Files.writeString(socket(), "mine");
        Local.Bind bind = bind(socket());
        manager.tell(bind);

        Local.CommandFailed failed = told.expect(Local.CommandFailed.class);

        assertSame(bind, failed.command());
        assertInstanceOf(SocketException.class, failed.cause());
        assertEquals("mine", Files.readString(socket()));
    }

    @Test
    void shouldTellThatNobodyListens() {
        Local.Connect connect = connect(socket());
        manager.tell(connect);

        assertSame(connect, told.expect(Local.CommandFailed.class).command());
        told.expectNothing();
    }

    @Test
    void shouldFailTheFutureIfNobodyListens() {
        CompletionException failure = assertThrows(CompletionException.class,
            () -> Local.connect(system, socket(), ECHO).join());

        assertInstanceOf(SocketException.class, failure.getCause());
    }

    @Test
    void shouldOutliveItsListener() {
        manager.tell(bind(socket()));
        Local.Bound bound = told.expect(Local.Bound.class);
        Probe<Event> client = Probe.in(system);
        Local.connect(system, socket(), (ctx, connection) -> client.ref()::tell).join();
        Probe<Event> server = Probe.in(system);
        ActorRef<Connection.Command> accepted = told.expect(Local.Connected.class).connection();
        accepted.tell(new Connection.Register(server.ref()));
        bound.listener().tell(new StreamBind.Unbind(null));
        told.expect(Local.Unbound.class);

        accepted.tell(new Write(ByteString.utf8("still here")));
        assertEquals("still here", client.expect(Received.class).data().decodeUtf8());
        accepted.tell(new Close(null));
        server.expect(Closed.class);
    }

    @Test
    void shouldAnswerWhatComesAfterItsEnd() {
        system.stop(manager).join();
        Local.Bind bind = bind(socket());
        manager.tell(bind);

        assertSame(bind, told.expect(Local.CommandFailed.class).command());
    }
}
