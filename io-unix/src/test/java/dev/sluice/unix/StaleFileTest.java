package dev.sluice.unix;

import static dev.sluice.unix.UnixFixture.ECHO;
import static dev.sluice.unix.UnixFixture.echoed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.transport.testkit.ChannelPeer;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a bind does with a file that is there already. */
class StaleFileTest {
    private final UnixFixture unix = new UnixFixture();

    @AfterEach
    void close() throws Exception {
        unix.system.close();
        UnixFixture.delete(unix.directory);
    }

    /** As a process does that is killed, and was there for some time. */
    static void leaveAFile(Path path) throws IOException {
        listen(path, 0).close();
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
    }

    private static ServerSocketChannel listen(Path path, int backlog) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path), backlog);
    }

    private void expectRefused(String why) {
        BindException cause = unix.cantBind(unix.path, BindException.class);

        assertTrue(cause.getMessage().contains(why), cause.toString());
        assertTrue(Files.exists(unix.path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void shouldReplaceASocketWhereNobodyListens() throws Exception {
        leaveAFile(unix.path);

        unix.bind(unix.path, ECHO, BindSettings.DEFAULT);

        try (ChannelPeer client = unix.client()) {
            assertEquals("new", echoed(client, "new"));
        }
    }

    @Test
    void shouldNotDisturbSomebodyElseWhoListens() throws Exception {
        try (ServerSocketChannel other = listen(unix.path, 10)) {
            expectRefused("somebody listens");

            try (ChannelPeer client = unix.client()) {
                other.accept().close(); // the one that looked whether somebody listens
                other.accept().close();
                assertTrue(client.receive(1).isEmpty());
            }
        }
    }

    @Test
    void shouldNotDisturbOneOfItsOwn() throws Exception {
        unix.bind(unix.path, ECHO, BindSettings.DEFAULT);

        expectRefused("somebody listens");

        try (ChannelPeer client = unix.client()) {
            assertEquals("first", echoed(client, "first"));
        }
    }

    @Test
    void shouldNotTakeAListenerThatIsBusyForOneThatIsGone() throws Exception {
        try (ServerSocketChannel busy = listen(unix.path, 1);
            SocketChannel first = SocketChannel.open(busy.getLocalAddress());
            SocketChannel second = SocketChannel.open(busy.getLocalAddress())) {
            expectRefused("perhaps somebody who listens");
            assertTrue(first.isConnected() && second.isConnected());
        }
    }

    /** It may belong to somebody who has bound, and is about to listen. */
    @Test
    void shouldNotReplaceASocketThatWasMadeJustNow() throws Exception {
        listen(unix.path, 0).close();

        expectRefused("made just now");
    }

    @Test
    void shouldLeaveNothingElseWhenItReplacesASocket() throws Exception {
        leaveAFile(unix.path);

        unix.bind(unix.path, ECHO, BindSettings.DEFAULT);

        assertEquals(List.of(unix.path), unix.files());
    }

    @Test
    void shouldLeaveARegularFile() throws Exception {
        Files.writeString(unix.path, "data");

        expectRefused("regular file");

        assertEquals("data", Files.readString(unix.path));
    }

    @Test
    void shouldLeaveADirectory() throws Exception {
        Files.createDirectory(unix.path);

        expectRefused("directory");
    }

    @Test
    void shouldLeaveASymbolicLinkAlsoToASocketWhereNobodyListens() throws Exception {
        Path target = unix.directory.resolve("t");
        leaveAFile(target);
        Files.createSymbolicLink(unix.path, target);

        expectRefused("symbolic link");

        assertTrue(Files.exists(target));
    }

    @Test
    void shouldLeaveAPipeThoughItRefusesToBeConnectedToo() throws Exception {
        assumeTrue(makesPipe(unix.path), "no mkfifo");

        expectRefused("another kind");
    }

    private static boolean makesPipe(Path path) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
