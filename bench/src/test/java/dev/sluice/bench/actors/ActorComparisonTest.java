package dev.sluice.bench.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.actors.Subject.Reading;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison says what was measured. No figure is looked at; that the benchmarks run is another test. */
class ActorComparisonTest {
    private record Figure(String label) implements Subject {
        @Override
        public Reading measure(Plan plan) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Unit unit() {
            return Unit.THOUSAND_A_SECOND;
        }
    }

    private static final Subject OURS = new Figure("ours");
    private static final Subject THEIRS = new Figure("theirs");

    @Test
    void takes_ratios_round_by_round() {
        Scores scores = new Scores();
        List.of(10.0, 40.0, 60.0).forEach(figure -> scores.add(OURS, new Reading(figure, 5)));
        List.of(10.0, 20.0, 10.0).forEach(figure -> scores.add(THEIRS, new Reading(figure, Double.NaN)));

        String table = scores.table(List.of(new Row("speed", OURS, THEIRS, Bar.atLeast(3))));

        assertTrue(
            table.contains("| ours | 40 (10–60) | 5 | theirs | 10 (10–20) |  | 2.00 (1.00–6.00) | ≥ 3.00 | missed |"),
            table);
    }

    @Test
    void a_bar_has_one_side() {
        assertTrue(Bar.atLeast(2).holds(2));
        assertFalse(Bar.atLeast(2).holds(1.99));
        assertTrue(Bar.atMost(2).holds(2));
        assertFalse(Bar.atMost(2).holds(2.01));
        assertTrue(Bar.NONE.holds(0));
    }

    @Test
    void only_what_is_like_is_compared() {
        Row.all().forEach(row -> assertEquals(row.measured().unit(), row.yardstick().unit(), row.what()));
    }

    /** With its processes. */
    @Test
    void prints_a_row_of_the_heap() throws Exception {
        String out = printed("--smoke", "--only", "idle actor on a loop");

        assertTrue(out.contains("| idle actor on a loop, bytes | sluice-loop | "), out);
    }

    private static String printed(String... args) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            ActorComparison.main(args);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
