package dev.sluice.bench.savina;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.report.Options;
import dev.sluice.bench.savina.Figure.Reading;
import dev.sluice.bench.savina.suite.Program;
import dev.sluice.bench.savina.suite.Suite;
import dev.sluice.bench.savina.suite.Workload;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs run and give the right results. No figure is looked at. */
class SavinaTest {
    private static Plan quick(String... further) {
        List<String> args = new ArrayList<>(List.of("--quick", "--threads", "2"));
        args.addAll(List.of(further));
        Options options = Plan.options(SavinaComparison.class).parse(args.toArray(String[]::new));
        return Plan.of(options);
    }

    @ParameterizedTest
    @EnumSource
    void every_program_gives_the_right_result_again_and_again(Side side) throws Exception {
        try (Suite suite = side.open(quick())) {
            for (Workload workload : Workload.values()) {
                int[] sizes = workload.sizes(true);
                for (int i = 0; i < 3; i++) {
                    assertEquals(workload.result(sizes), suite.program(workload, sizes).play(), workload.label());
                }
            }
        }
    }

    @Test
    void a_player_reads_every_figure_of_its_program() throws Exception {
        List<Reading> time = readings(Workload.PINGPONG);
        List<Reading> population = readings(Workload.TREE);

        assertEquals(List.of(Figure.MILLIS, Figure.MILLIS, Figure.MILLIS, Figure.PROCESSOR),
            time.stream().map(Reading::figure).toList());
        assertEquals(List.of(Figure.SPAWN, Figure.HEAP, Figure.STOP),
            population.stream().map(Reading::figure).toList());
    }

    private static List<Reading> readings(Workload workload) throws Exception {
        List<Reading> readings = new ArrayList<>();
        Plan plan = quick();
        try (Suite suite = Side.SLUICE.open(plan)) {
            new Player(suite, workload, plan, readings::add).play();
        }
        return readings;
    }

    @Test
    void a_player_takes_no_wrong_result() {
        Suite wrong = new Suite() {
            @Override
            public Program program(Workload workload, int... sizes) {
                return () -> workload.result(sizes) - 1;
            }

            @Override
            public void close() {}
        };
        Player player = new Player(wrong, Workload.FIB, quick(), reading -> {
        });

        assertThrows(IllegalStateException.class, player::play);
    }

    @Test
    void the_numbers_of_actors_and_results_are_those_of_savina() {
        assertEquals(75_025, Workload.FIB.result(Workload.FIB.sizes(false)));
        assertEquals(400_000, Workload.CHAMENEOS.result(Workload.CHAMENEOS.sizes(false)));
        assertEquals(499_999_500_000L, Workload.SKYNET.result(Workload.SKYNET.sizes(false)));
    }

    /** With its processes. */
    @Test
    void the_comparison_prints_a_table_of_all_sides() throws Exception {
        String out = printed("--quick", "--programs", "pingpong,idle", "--sides", "pekko,sluice");

        assertTrue(out.contains("| pingpong | ms | "), out);
        assertTrue(out.contains("| idle | bytes for one | "), out);
        assertTrue(out.contains("| sluice | of pekko |"), out);
    }

    @Test
    void the_comparison_fails_if_a_player_does() {
        assertThrows(IllegalStateException.class,
            () -> printed("--quick", "--programs", "pingpong", "--sides", "sluice", "--jvm", "-XX:NoSuchOption"));
    }

    private static String printed(String... args) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            SavinaComparison.main(args);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
