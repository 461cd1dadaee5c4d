package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    /** In the order of the README. */
    private static final List<String> EXAMPLES = List.of("echo-server", "echo-client", "demo", "udp-echo-server",
        "udp-echo-client", "chat", "conversation", "dns", "gateway", "pingpong", "search", "tail", "threadring",
        "worker");

    private static Program.End run(String... args) throws Exception {
        try (Program program = Program.example(args)) {
            return program.end();
        }
    }

    private static void assertRefused(int status, String message, Program.End end) {
        assertEquals(new Program.End(status, List.of(), List.of(message)), end);
    }

    @Test
    void shouldExplainAllExamples() throws Exception {
        Program.End end = run("--help");

        assertEquals(0, end.status());
        assertEquals(List.of(), end.err());
        int list = end.out().indexOf("Examples, each with a --help of its own:") + 1;
        List<String> lines = end.out().subList(list, list + EXAMPLES.size());
        assertEquals(EXAMPLES, lines.stream().map(line -> line.strip().split(" ", 2)[0]).toList());
        assertTrue(lines.stream().allMatch(line -> line.endsWith(".")), () -> "each a sentence: " + lines);
    }

    @ParameterizedTest
    @CsvSource({
        "chat, --host --port --stall-seconds",
        "echo-server, --host --port --tls --password --unix --loops --handler --mode --spin-micros",
        "echo-client, --host --port --tls --password --unix --connections --size --count --depth",
        "demo, --help",
        "dns, --host --port --zone --origin",
        "udp-echo-server, --host --port",
        "udp-echo-client, --host --port --sockets --size --messages --depth --lost-after-millis --at-most-seconds",
        "conversation, --help",
        "gateway, --host --port",
        "pingpong, --rounds",
        "search, --host --port --corpus --limit --nodes --within-millis",
        "tail, --file --from-start --every-millis",
        "threadring, --actors --hops",
        "worker, --help"
    })
    void shouldExplainEachOptionOfAnExample(String example, String options) throws Exception {
        Program.End end = run(example, "--help");

        assertEquals(0, end.status());
        assertEquals(List.of(), end.err());
        for (String option : options.split(" ")) {
            assertTrue(end.out().stream().anyMatch(line -> line.contains(option + "=") || line.contains(option + " ")),
                () -> option + " in " + end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "echo",
        "--port",
        "echo-server --port",
        "echo-server --port x",
        "echo-server --port 65536",
        "echo-server --port -1",
        "echo-server --loops 0",
        "echo-server --handler nowhere",
        "echo-server --mode pusch",
        "echo-server --spin-micros -1",
        "echo-server 7000",
        "echo-server --unix a --tls b",
        "echo-client --port 0",
        "echo-client --connections 0",
        "echo-client --size 0",
        "echo-client --count 0",
        "echo-client --depth 0",
        "echo-client --size 1000000 --depth 1000000",
        "demo --port 7000",
        "dns",
        "dns --zone",
        "udp-echo-server --port 65536",
        "udp-echo-client --port 0",
        "udp-echo-client --sockets 0",
        "udp-echo-client --size 3",
        "udp-echo-client --size 65508",
        "udp-echo-client --messages 0",
        "udp-echo-client --depth 0",
        "udp-echo-client --lost-after-millis 0",
        "udp-echo-client --at-most-seconds 0",
        "gateway --port 65536",
        "pingpong --rounds 0",
        "search --limit 0",
        "search --nodes 0",
        "search --within-millis 0",
        "tail",
        "tail --file f --every-millis 0",
        "threadring --actors 0",
        "threadring --hops -1"
    })
    void shouldRefuseBadArgumentsInOneLine(String arguments) throws Exception {
        Program.End end = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertEquals(2, end.status(), end::toString);
        assertEquals(List.of(), end.out());
        assertEquals(1, end.err().size(), end::toString);
        assertTrue(end.err().getFirst().endsWith("(see --help)"), end::toString);
    }

    @Test
    void shouldNameTheArgumentThatIsBad() throws Exception {
        assertRefused(2, "echo-server: --port is 70000, but must be from 0 to 65535 (see --help)",
            run("echo-server", "--port", "70000"));
    }

    @Test
    void shouldSayThatThePortIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertRefused(1, "echo-server: can't listen at 127.0.0.1:" + port + ": Address already in use",
                run("echo-server", "--port", Integer.toString(port)));
        }
    }

    @Test
    void shouldSayThatTheConnectionIsRefused() throws Exception {
        // bound, so that nobody else gets the port, and not listening
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = nobody.getLocalPort();

            assertRefused(1, "echo-client: can't connect to 127.0.0.1:" + port + ": Connection refused",
                run("echo-client", "--port", Integer.toString(port)));
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchHost() throws Exception {
        assertRefused(1, "echo-server: there is no host no-such-host.invalid",
            run("echo-server", "--host", "no-such-host.invalid"));
    }
}
