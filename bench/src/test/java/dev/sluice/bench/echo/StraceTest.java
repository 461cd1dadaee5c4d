package dev.sluice.bench.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StraceTest {
    @Test
    void shouldReadTheSummary() {
        List<String> lines = List.of("% time     seconds  usecs/call     calls    errors syscall",
            "------ ----------- ----------- --------- --------- ----------------",
            " 78.09    1.147422        1471       780       122 futex",
            "  1.35    0.019774           4      4000           write",
            "------ ----------- ----------- --------- --------- ----------------",
            "100.00    1.469268          37      4780       122 total");

        assertEquals(Map.of("futex", 0.39, "write", 2.0), Strace.parse(lines, 2000));
    }
}
