package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    void shouldPrintThroughputAndLatencyAndEndByItself() throws Exception {
        try (Program demo = Program.example("demo")) {
            Program.End end = demo.end();

            assertEquals(0, end.status(), end::toString);
            assertEquals(List.of(), end.err());
            assertTrue(end.out().stream().anyMatch(line -> line.matches("throughput .* messages/s.*")), end::toString);
            assertTrue(end.out().stream().anyMatch(line -> line.matches("latency .* p99 .*")), end::toString);
        }
    }
}
