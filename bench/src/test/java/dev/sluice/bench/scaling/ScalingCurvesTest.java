package dev.sluice.bench.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.echo.client.Sample;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.report.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

/** Curves are measured, stored and drawn. No figure of a real server is looked at. */
class ScalingCurvesTest {
    @Test
    void a_ratio_is_taken_round_by_round() {
        Samples samples = new Samples(Sweep.CONNECTIONS);
        Stream.of(100, 200, 400).forEach(rate -> samples.add(ServerKind.BARE, 64, sample(rate)));
        Stream.of(50, 180, 400).forEach(rate -> samples.add(ServerKind.SLUICE, 64, sample(rate)));

        Curve sluice = samples.curves().get(1);

        assertEquals("sluice", sluice.server());
        assertEquals(new Spread(180, 50, 400), sluice.at(64).orElseThrow().rate());
        assertEquals(new Spread(0.9, 0.5, 1), sluice.at(64).orElseThrow().rateRatio());
    }

    private static Sample sample(int rate) {
        return Sample.parse(List.of("RESULT rate=" + rate + " p50=1 p90=1 p99=1 p999=1 max=1 srv_us=3 srv_cpu=99"));
    }

    @Test
    void servers_go_on_while_only_the_load_changes() {
        assertEquals(1, Sweep.SIZE.points(false).stream().map(Sweep.SIZE::arguments).distinct().count());
        assertEquals(Sweep.WORK.points(false).size(),
            Sweep.WORK.points(false).stream().map(Sweep.WORK::arguments).distinct().count());
    }

    /** With its processes. */
    @ParameterizedTest
    @EnumSource
    void a_sweep_is_stored_and_drawn_again_from_its_file(Sweep sweep, @TempDir Path folder) throws Exception {
        Path chart = folder.resolve("chart.svg");
        Path again = folder.resolve("again.svg");

        ScalingCurves.main(new String[] {"--smoke", "--sweeps", sweep.label(), "--results", folder.toString(),
            "--chart", chart.toString()});
        Path file = fileIn(folder);
        ScalingCurves.main(new String[] {"--from", file.toString(), "--chart", again.toString()});

        StoredCurves stored = StoredCurves.read(file);
        assertEquals(sweep.servers.stream().map(ServerKind::label).toList(),
            stored.of(sweep).map(Curve::server).toList());
        stored.of(sweep).flatMap(curve -> curve.points().stream())
            .forEach(point -> assertTrue(point.rate().least() > 0, point::toString));
        assertEquals(Files.readString(chart), Files.readString(again));
        assertEquals(points(stored), parse(chart).getElementsByTagName("circle").getLength(), "two panels each");
    }

    private static Path fileIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
        }
    }

    private static int points(StoredCurves stored) {
        return 2 * stored.curves().stream().mapToInt(curve -> curve.points().size()).sum();
    }

    private static Document parse(Path xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
    }
}
