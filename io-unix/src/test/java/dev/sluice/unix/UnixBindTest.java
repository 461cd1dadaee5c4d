package dev.sluice.unix;

import static dev.sluice.unix.UnixFixture.ECHO;
import static dev.sluice.unix.UnixFixture.echoed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Connection;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Draining;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamListener;
import dev.sluice.transport.testkit.ChannelPeer;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Binding, and what becomes of the file. */
class UnixBindTest {
    private final UnixFixture unix = new UnixFixture();

    @AfterEach
    void close() throws Exception {
        unix.close();
    }

    @Test
    void shouldMakeAFileAndRemoveItWhenItIsUnbound() throws Exception {
        Unix.Bound bound = unix.bind();
        assertEquals(unix.path, bound.path());
        assertTrue(Files.exists(unix.path));
        Probe<StreamListener.Unbound> closer = Probe.in(unix.system);

        bound.listener().tell(new StreamBind.Unbind(closer.ref()));

        assertNull(unix.binder.expect(Unix.Unbound.class).cause());
        closer.expect(StreamListener.Unbound.class);
        assertEquals(List.of(), unix.files());
    }

    @Test
    void shouldLetConnectionsLiveOnWhenItIsUnbound() throws Exception {
        Unix.Bound bound = unix.bind(unix.path, ECHO, BindSettings.DEFAULT);
        try (ChannelPeer client = unix.client()) {
            assertEquals("before", echoed(client, "before"));

            unix.unbind(bound);

            assertEquals("after", echoed(client, "after"));
        }
    }

    @Test
    void shouldBindToTheSamePathAgainAtOnce() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Unix.Bound bound = unix.bind();
            unix.unbind(bound);
            assertFalse(Files.exists(unix.path), "after " + i + " binds");
        }
    }

    @Test
    void shouldRemoveTheFileWhenTheListenerIsKilled() throws Exception {
        Unix.Bound bound = unix.bind();

        unix.system.kill(bound.listener()).join();

        unix.binder.expect(Unix.Unbound.class);
        assertEquals(List.of(), unix.files());
    }

    @Test
    void shouldRemoveTheFileWhenTheBinderEnds() throws Exception {
        Probe<Unix.Event> binder = Probe.in(unix.system);
        unix.manager.tell(new Unix.Bind(unix.path, binder.ref(), null, BindSettings.DEFAULT));
        Unix.Bound bound = binder.expect(Unix.Bound.class);

        unix.system.stop(binder.ref()).join();

        unix.system.stopped(bound.listener()).join();
        assertEquals(List.of(), unix.files());
    }

    @Test
    void shouldRemoveTheFileWhenTheSystemIsClosed() throws Exception {
        unix.bind();

        unix.system.close();

        assertEquals(List.of(), unix.files());
    }

    @Test
    void shouldSetThePermissionsOfTheFile() throws Exception {
        var permissions = PosixFilePermissions.fromString("rw-------");

        unix.bind(unix.path, null, BindSettings.DEFAULT.permissions(permissions));

        assertEquals(permissions, Files.getPosixFilePermissions(unix.path));
    }

    @Test
    void shouldLeaveAFileThatOthersHavePutInItsPlace() throws Exception {
        Unix.Bound bound = unix.bind();
        Files.delete(unix.path);
        Files.writeString(unix.path, "mine");

        unix.unbind(bound);

        assertEquals("mine", Files.readString(unix.path));
        Files.delete(unix.path);
    }

    @Test
    void shouldLeaveTheSocketThatAnotherListenerHasPutInItsPlace() throws Exception {
        Unix.Bound first = unix.bind();
        Files.delete(unix.path);
        unix.bind(unix.path, ECHO, BindSettings.DEFAULT);

        first.listener().tell(new StreamBind.Unbind(null));
        unix.binder.expect(Unix.Unbound.class);

        try (ChannelPeer client = unix.client()) {
            assertEquals("second", echoed(client, "second"));
        }
    }

    @Test
    void shouldEndInOrderIfItsFileIsGone() throws Exception {
        Unix.Bound bound = unix.bind();
        Files.delete(unix.path);

        unix.unbind(bound);

        unix.bind();
    }

    @Test
    void shouldTellThatThePathIsTooLong() {
        Path tooLong = unix.directory.resolve("x".repeat(200));

        assertTrue(unix.cantBind(tooLong, SocketException.class).getMessage().contains("too long"));
        assertTrue(unix.cantConnect(tooLong, SocketException.class).getMessage().contains("too long"));
    }

    @Test
    void shouldTellThatThereIsNoSuchDirectory() {
        assertTrue(unix.cantBind(unix.directory.resolve("none/s"), SocketException.class).getMessage()
            .contains("No such file or directory"));
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        AcceptSettings two = AcceptSettings.DEFAULT.shards(2);
        Path elsewhere = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("s"); // no sockets there

        assertThrows(IllegalArgumentException.class, () -> BindSettings.DEFAULT.accepting(two));
        assertThrows(IllegalArgumentException.class, () -> BindSettings.DEFAULT.backlog(0));
        assertThrows(IllegalArgumentException.class,
            () -> new Unix.Connect(elsewhere, unix.binder.ref(), null, ConnectSettings.DEFAULT));
    }

    @Test
    void shouldFailABindWhoseOptionsNoConnectionCanHave() {
        BindSettings noDelay = BindSettings.DEFAULT.accepted(SocketOptions.NO_DELAY);
        unix.manager.tell(new Unix.Bind(unix.path, unix.binder.ref(), null, noDelay));

        Exception cause = unix.binder.expect(Unix.CommandFailed.class).cause();

        assertTrue(cause.getMessage().contains("TCP_NODELAY"), cause.toString());
    }

    @Test
    void shouldAnswerWithFutures() throws Exception {
        Unix.Bound bound = Unix.bind(unix.system, unix.path, ECHO).join();
        try (ChannelPeer client = unix.client()) {
            assertEquals("x", echoed(client, "x"));
        }
        Unix.unbind(unix.system, bound).join();

        assertEquals(List.of(), unix.files());
    }

    @Test
    void shouldDrain() throws Exception {
        Unix.Bound bound = Unix.bind(unix.system, unix.path, (ctx, connection) -> event -> {
            if (event instanceof Draining) {
                connection.tell(new Connection.Close());
            }
        }).join();
        CompletableFuture<StreamBind.Drained> drained;
        try (ChannelPeer client = unix.client()) {
            drained = Unix.drain(unix.system, bound, Probe.PATIENCE);
            assertTrue(client.receive(1).isEmpty());
        }

        assertEquals(new StreamBind.Drained(0), drained.join());
    }
}
