package dev.sluice.bench.echo.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static Sample sample(long... nanos) {
        Histogram latencies = Sample.emptyLatencies();
        for (long value : nanos) {
            latencies.recordValue(value);
        }
        return new Sample(1234.5, 1, 2, 3, 4, 5, 6.25, 70.5, 8, 9.125, latencies);
    }

    @Test
    void a_sample_travels_as_text() {
        Sample sample = sample(0, 1, 1500, 1500, 1_234_567, 59_000_000_000L);
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        sample.print(new PrintStream(text, true, StandardCharsets.UTF_8));

        assertEquals(sample, Sample.parse(text.toString(StandardCharsets.UTF_8).lines().toList()));
    }

    @Test
    void without_a_result_there_is_no_sample() {
        assertThrows(IllegalArgumentException.class, () -> Sample.parse(List.of("HIST 1 1")));
        assertThrows(IllegalArgumentException.class, () -> Sample.parse(List.of("RESULT error=wrong-bytes")));
    }

    @Test
    void merged_latencies_are_those_of_all() {
        Histogram merged = Sample.merge(List.of(sample(1000, 2000), sample(3000), sample()));

        assertEquals(3, merged.getTotalCount());
        assertEquals(2, Sample.micros(merged, 50), 0.01);
        assertEquals(3, Sample.micros(merged, 100), 0.01);
    }

    @Test
    void a_load_that_no_client_can_do_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Load.pingPong(0, 64, 1));
        assertThrows(IllegalArgumentException.class, () -> Load.pingPong(1, 1 << 20, 1 << 10));
        assertThrows(IllegalArgumentException.class, () -> Load.datagrams(1, 7));
        assertThrows(IllegalArgumentException.class, () -> Load.idle(100, 1.1));
    }
}
