package dev.sluice.examples.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.Probe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client sees of it as long as nothing fails. */
class SearchProtocolTest {
    private static final Corpus CORPUS = MapCorpus.of(Map.of(
        "farm/cats", "cat cat cat dog",
        "farm/dogs", "dog Dog DOG cat",
        "trees", "Äpfel und Birnen",
        "a b/ü", "äpfel",
        "long", "zebra ".repeat(3) + "filler ".repeat(100)));

    /** What the kernel holds for two sockets, and a piece of input. */
    private static final long MOST_ON_THE_WAY = 16 << 20;

    private static TestSearch search;

    @BeforeAll
    static void start() {
        search = new TestSearch(CORPUS, SearchSettings.DEFAULT.nodes(3));
    }

    @AfterAll
    static void stop() {
        search.close();
    }

    private static List<String> names(List<String> lines) {
        return lines.stream().map(line -> line.substring(line.indexOf('\t') + 1)).toList();
    }

    @Test
    void row1_9_the_best_document_comes_first() throws IOException {
        try (SearchClient client = search.connect()) {
            List<String> lines = client.search("cat");

            assertEquals(List.of("farm/cats", "farm/dogs"), names(lines));
            assertTrue(lines.stream().allMatch(line -> line.matches("\\d+\\.\\d{6}\t.+")), lines::toString);
            assertTrue(lines.get(0).compareTo(lines.get(1)) > 0, lines::toString);
            assertEquals(lines, client.search("  CAT! "), "the second time the other tree answers");
            assertEquals(lines, client.search("cat"));
        }
    }

    @Test
    void row1_9_nothing_is_found_in_one_empty_line() throws IOException {
        try (SearchClient client = search.connect()) {
            client.send("unicorn\n\n \t\n-- ?\n\u0000\n");
            client.end();

            for (int i = 0; i < 5; i++) {
                assertEquals(List.of(), client.answer());
            }
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void row1_9_queries_and_names_are_unicode() throws IOException {
        try (SearchClient client = search.connect()) {
            assertEquals(List.of("a b/ü", "trees"), names(client.search("ÄPFEL")));
            assertEquals(List.of("a b/ü", "trees"), names(client.search("a\u0308pfel")));
        }
    }

    @Test
    void row1_9_pipelined_queries_are_answered_in_order() throws IOException {
        try (SearchClient client = search.connect()) {
            client.send("cat\r\nunicorn\n\nzebra\n".repeat(100) + "zeb");
            client.send("ra"); // and no end of the line
            client.end();

            for (int i = 0; i < 100; i++) {
                assertEquals(List.of("farm/cats", "farm/dogs"), names(client.answer()));
                assertEquals(List.of(), client.answer());
                assertEquals(List.of(), client.answer());
                assertEquals(List.of("long"), names(client.answer()));
            }
            assertEquals(List.of("long"), names(client.answer()));
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void row1_10_an_answer_has_no_more_documents_than_the_limit() throws IOException {
        try (TestSearch small = new TestSearch(GeneratedCorpus.of(5), SearchSettings.DEFAULT.limit(7));
            SearchClient client = small.connect()) {
            assertEquals(7, client.search("birds bridges").size());
        }
    }

    @Test
    void shouldRefuseALineThatIsTooLong() throws IOException {
        try (SearchClient client = search.connect()) {
            client.send("cat\n" + "x".repeat(Session.LONGEST_LINE + 1));

            assertEquals(2, client.answer().size());
            assertEquals(List.of("error: a line has more than 4096 bytes"), client.answer());
            assertTrue(client.isAtEnd());
        }
    }

    @Test
    void shouldTakeTheLongestLine() throws IOException {
        try (SearchClient client = search.connect()) {
            assertEquals(2, client.search("cat " + "x ".repeat(Session.LONGEST_LINE / 2 - 2)).size());
        }
    }

    @Test
    void shouldNotReadFromAClientThatDoesNotReadAnswers() throws IOException {
        try (TestSearch large = new TestSearch(GeneratedCorpus.of(20), SearchSettings.DEFAULT.limit(200));
            SocketChannel client = SocketChannel.open()) {
            client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            client.setOption(StandardSocketOptions.SO_SNDBUF, 4096);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), large.port));

            long taken = fillUp(client, ByteBuffer.wrap("birds\n".repeat(10_000).getBytes(UTF_8)));

            assertTrue(taken < MOST_ON_THE_WAY, () -> "the server took " + taken + " bytes");
            client.configureBlocking(true);
            BufferedReader in = new BufferedReader(new InputStreamReader(client.socket().getInputStream(), UTF_8));
            List<String> first = answer(in);
            assertTrue(first.size() >= 20, first::toString);
            for (int i = 1; i < 500; i++) {
                assertEquals(first, answer(in), "answers go on when they are read");
            }
        }
    }

    /** Writes the same again and again until nothing more is taken; gives how much was. */
    private static long fillUp(SocketChannel client, ByteBuffer data) throws IOException {
        client.configureBlocking(false);
        long[] taken = new long[1];
        int[] refusals = new int[1];
        await().atMost(Probe.PATIENCE).until(() -> {
            int count = client.write(data.rewind());
            taken[0] += count;
            refusals[0] = count > 0 ? 0 : refusals[0] + 1;
            return refusals[0] == 10;
        });
        return taken[0];
    }

    private static List<String> answer(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line; !(line = in.readLine()).isEmpty();) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void shouldLeaveNothingBehindWhenClientsGo() throws IOException {
        String before = search.calmShape();
        for (int i = 0; i < 20; i++) {
            try (SearchClient client = search.connect()) {
                client.send("cat\ncat\ncat\n");
            }
        }

        search.awaitShape(before);
    }
}
