package dev.sluice.unix;

import static dev.sluice.unix.UnixFixture.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.FilterStream;
import dev.sluice.transport.Layer;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnixConnectTest {
    private final UnixFixture unix = new UnixFixture();

    @AfterEach
    void close() throws Exception {
        unix.close();
    }

    @Test
    void shouldConnectAndMakeAHandler() {
        unix.bind(unix.path, ECHO, BindSettings.DEFAULT);
        Probe<String> received = Probe.in(unix.system);

        Unix.Connected connected = Unix.connect(unix.system, unix.path, (ctx, connection) -> {
            connection.tell(new Write(ByteString.utf8("hello")));
            return event -> {
                if (event instanceof Received(var data)) {
                    received.ref().tell(data.decodeUtf8());
                }
            };
        }).join();

        received.expect("hello");
        assertEquals(unix.path, connected.path());
    }

    @Test
    void shouldTellBothThePathOfTheListener() {
        unix.bind();

        assertEquals(unix.path, unix.connect(ConnectSettings.DEFAULT).path());
        assertEquals(unix.path, unix.accepted().path());
    }

    @Test
    void shouldFailIfThereIsNoFile() {
        assertTrue(unix.cantConnect(unix.path, ConnectException.class).getMessage().contains("No such file"));
    }

    @Test
    void shouldFailIfNobodyListens() throws Exception {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(unix.path)).close();

        assertTrue(unix.cantConnect(unix.path, ConnectException.class).getMessage().contains("refused"));

        Files.delete(unix.path);
    }

    /** It must not seem to be open. */
    @Test
    void shouldFailAtOnceIfTheBacklogIsFull() throws Exception {
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            SocketChannel first = SocketChannel.open(StandardProtocolFamily.UNIX);
            SocketChannel second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(unix.path), 1);
            first.connect(busy.getLocalAddress());
            second.connect(busy.getLocalAddress());

            unix.cantConnect(unix.path, ConnectException.class);
        }
        Files.delete(unix.path);
    }

    @Test
    void shouldFailTheFuture() {
        CompletionException failure = assertThrows(CompletionException.class,
            () -> Unix.connect(unix.system, unix.path, ECHO).join());

        assertInstanceOf(ConnectException.class, failure.getCause());
        unix.awaitCount("connection", 0);
    }

    /** Not of the socket, which is connected at once, but of what is put on top of it. */
    @Test
    void shouldGiveUpALayerThatTakesTooLong() {
        unix.bind();
        Layer never = inner -> new FilterStream(inner) {
            @Override
            public boolean open() {
                return false;
            }

            @Override
            public int watched(int wanted) {
                return 0;
            }
        };
        unix.manager.tell(new Unix.Connect(unix.path, unix.binder.ref(), null,
            ConnectSettings.DEFAULT.layer(never).timeout(Duration.ofMillis(10))));

        unix.binder.await(Unix.CommandFailed.class, failed -> failed.cause() instanceof SocketTimeoutException);
    }

    /** A mistake that is found only when the command is made. */
    @Test
    void shouldFailTheFutureIfThePathHasNoSockets() {
        Path elsewhere = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("s");

        CompletionException failure = assertThrows(CompletionException.class,
            () -> Unix.connect(unix.system, elsewhere, ECHO).join());

        assertInstanceOf(IllegalArgumentException.class, failure.getCause());
    }

    @Test
    void shouldEndTheConnectionIfNobodyRegistersAndTheConnectorEnds() {
        unix.bind();
        Probe<Unix.Event> connector = Probe.in(unix.system);
        unix.manager.tell(new Unix.Connect(unix.path, connector.ref(), null, ConnectSettings.DEFAULT));
        Unix.Connected connected = connector.expect(Unix.Connected.class);
        Probe<Connection.Event> server = unix.register(unix.accepted());

        unix.system.stop(connector.ref()).join();

        server.expect(Connection.Closed.class);
        unix.system.stopped(connected.connection()).join();
    }
}
