package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chat in a JVM of its own. */
class ChatProgramTest {
    @Test
    void itChatsUntilItIsEnded() throws Exception {
        try (ServerProgram server = ServerProgram.startExample("chat", List.of());
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("ann\nhello\n".getBytes(UTF_8));
            String heard = "* your name?\n* ann enters lobby\nann: hello\n";
            assertEquals(heard, new String(socket.getInputStream().readNBytes(heard.length()), UTF_8));
            socket.getOutputStream().write("/quit\n".getBytes(UTF_8));
            assertEquals(-1, socket.getInputStream().read());

            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), server.terminate());
        }
    }

    @Test
    void itRefusesAStallThatIsNone() throws Exception {
        try (Program program = Program.example("chat", "--port", "0", "--stall-seconds", "0")) {
            assertEquals(2, program.end().status());
        }
    }
}
