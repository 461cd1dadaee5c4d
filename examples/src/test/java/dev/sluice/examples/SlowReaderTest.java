package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the whole library is about: a peer that doesn't read costs neither its bytes nor our memory. */
class SlowReaderTest {
    private static final long MIB = 1 << 20;
    /** What the kernel holds for four sockets' buffers, and some for the server. */
    private static final long MOST_ON_THE_WAY = 48 * MIB;
    private static final List<String> SMALL_HEAP = List.of("-Xmx48m", "-XX:+ExitOnOutOfMemoryError");

    @ParameterizedTest
    @CsvSource({
        "push, beside, 1024",
        "push, pool, 1024",
        "ack, beside, 192",
        "ack, pool, 192",
        "pull, beside, 192",
        "pull, pool, 192",
        "suspend, beside, 192",
        "suspend, pool, 192"
    })
    void shouldEchoEveryByteToASlowReaderFromASmallHeap(String mode, String place, long mebibytes) throws Exception {
        try (ServerProgram server = ServerProgram.start(SMALL_HEAP, "--mode", mode, "--handler", place);
            SlowReader client = new SlowReader(server.port(), mebibytes * MIB)) {

            long onTheWay = client.fillUp();
            client.complete();

            assertTrue(onTheWay < MOST_ON_THE_WAY,
                () -> "the server took " + onTheWay + " bytes from one who didn't read");
            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), server.terminate());
        }
    }
}
