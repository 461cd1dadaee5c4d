package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortestEchoTest {
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Socket connect(int port) {
        return await().atMost(Duration.ofSeconds(30)).ignoreException(ConnectException.class)
            .until(() -> new Socket(InetAddress.getLoopbackAddress(), port), socket -> true);
    }

    /** It names a port that may be taken here. So what runs is its source, with another port. */
    @Test
    void shouldEcho(@TempDir Path folder) throws Exception {
        int port = freePort();
        Path source = folder.resolve("ShortestEcho.java");
        Files.writeString(source, Files.readString(Sources.SHORTEST_ECHO)
            .replace("package dev.sluice.examples;", "") // java refuses a source whose class is on the class path
            .replace("7000", Integer.toString(port)));

        try (Program server = Program.java(List.of(source.toString())); Socket socket = connect(port)) {
            socket.getOutputStream().write("hello".getBytes(UTF_8));
            socket.shutdownOutput();

            assertEquals("hello", new String(socket.getInputStream().readAllBytes(), UTF_8));
            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), server.terminate().end());
        }
    }
}
