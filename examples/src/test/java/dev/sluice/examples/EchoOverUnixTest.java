package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The echo over a Unix domain socket. */
class EchoOverUnixTest {
    @TempDir
    private Path folder;

    private Program server(Path path) throws Exception {
        Program server = Program.example("echo-server", "--unix", path.toString());
        assertEquals("LISTENING " + path, server.line());
        return server;
    }

    private static Program.End client(String... options) throws Exception {
        try (Program client = Program.example(options)) {
            return client.end();
        }
    }

    @Test
    void shouldEcho() throws Exception {
        Path path = folder.resolve("echo.sock");
        try (Program server = server(path);
            SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            socket.write(ByteBuffer.wrap("hello".getBytes(UTF_8)));
            socket.shutdownOutput();
            assertEquals("hello", new String(Channels.newInputStream(socket).readAllBytes(), UTF_8));

            Program.End end = client("echo-client", "--unix", path.toString(), "--count", "50", "--connections", "4");
            assertEquals(0, end.status(), end::toString);
            assertTrue(end.out().getFirst().endsWith("every byte verified"), end::toString);

            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), server.terminate().end());
            assertFalse(Files.exists(path), "the file goes with the server");
        }
    }

    @Test
    void shouldSayThatNobodyIsThere() throws Exception {
        Path path = folder.resolve("nobody.sock");

        assertEquals(new Program.End(1, List.of(),
            List.of("echo-client: can't connect to " + path + ": No such file or directory")),
            client("echo-client", "--unix", path.toString()));
    }
}
