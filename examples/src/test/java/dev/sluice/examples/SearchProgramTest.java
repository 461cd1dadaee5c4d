package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search in a JVM of its own. */
class SearchProgramTest {
    @TempDir
    private Path folder;

    /** What {@code printf 'query\n' | nc} does. */
    private static String search(ServerProgram server, String queries) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(queries.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void row1_9_it_searches_the_files_below_a_folder() throws Exception {
        Files.createDirectories(folder.resolve("farm"));
        Files.writeString(folder.resolve("farm/cats.txt"), "The cat sat on the mat.");
        Files.writeString(folder.resolve("farm/dogs.txt"), "Another dog, and no CAT that sat anywhere near: it ran.");
        Files.write(folder.resolve("binary"), new byte[] {'c', 'a', 't', 0});
        try (ServerProgram server = ServerProgram.startExample("search", List.of(), "--corpus", folder.toString())) {
            String answers = search(server, "cat\nmouse\n");

            assertTrue(answers.matches("\\d\\.\\d+\tfarm/cats.txt\n\\d\\.\\d+\tfarm/dogs.txt\n\n\n"), answers);
            Program.End end = server.terminate();
            assertEquals(Program.TERMINATED, end.status());
            assertEquals(1, end.err().size(), () -> "one line for what was skipped: " + end);
        }
    }

    @Test
    void row1_9_it_has_a_corpus_of_its_own() throws Exception {
        try (ServerProgram server = ServerProgram.startExample("search", List.of(), "--limit", "2")) {
            assertEquals(search(server, "rivers bridges\n"), search(server, "bridges rivers\n"));
            assertTrue(search(server, "rivers bridges\n").matches("(\\d+\\.\\d+\t(rivers|bridges)/\\d+\n){2}\n"));
            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), server.terminate());
        }
    }

    @Test
    void shouldSayThatThereIsNothingToSearch() throws Exception {
        for (Path corpus : List.of(folder, folder.resolve("nowhere"))) {
            try (Program program = Program.example("search", "--port", "0", "--corpus", corpus.toString())) {
                Program.End end = program.end();

                assertEquals(1, end.status());
                assertEquals(1, end.err().size(), end::toString);
                assertTrue(end.err().getFirst().contains("corpus"), end::toString);
            }
        }
    }
}
