package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.echo.server.ServerKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is made of a small run, whose figures are made up. */
class EchoReportTest {
    private static final int MOST_BYTES = 20_000;

    private final Path file = resource();
    private final StoredRun run = read();

    private static Path resource() {
        try {
            return Path.of(EchoReportTest.class.getResource("run.json").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private StoredRun read() {
        try {
            return StoredRun.read(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_page_has_all_servers_with_their_spread_and_what_the_ratios_are_of() {
        assertEquals("""
            |  | bare `java.nio` | Sluice | Sluice, leased reads | Sluice, spinning | Netty NIO | Pekko |
            |---|--:|--:|--:|--:|--:|--:|
            | 64 × 64 B | 271 k messages/s | 0.97 (0.95–0.99) | – | – | 0.85 (0.84–0.87) | 0.33 (0.32–0.35) |
            | 64 × 16 KiB | 185 k messages/s | 0.58 (0.55–0.61) | 0.98 (0.96–1.01) | – | 0.85 (0.85–0.85) | – |
            | 1 × 64 B: p50 | 84 µs | 1.01 (1.01–1.01) | – | 0.35 (0.35–0.35) | – | – |
            | UDP, 16 × 64 B & more | 1.37 M messages/s | 0.96 (0.96–NaN) | – | – | – | 0.23 (0.23–0.23) |
            """, PageTable.of(run));
    }

    @Test
    void the_readme_names_the_mode_that_fits_behind_the_one_by_default() {
        assertEquals("""
            |  | bare `java.nio` | Sluice | Netty NIO | Netty epoll | Pekko | Vert.x | virtual threads |
            |---|--:|--:|--:|--:|--:|--:|--:|
            | 64 × 64 B | 271 k messages/s | 0.97 | 0.85 | – | 0.33 | – | – |
            | 64 × 16 KiB | 185 k messages/s | 0.58, leased 0.98 | 0.85 | – | – | – | – |
            | UDP, 16 × 64 B & more | 1.37 M messages/s | 0.96 | – | – | 0.23 | – | – |
            | 1 × 64 B: p50 | 84 µs | 1.01, spinning 0.35 | – | – | – | – | – |
            """, ReadmeTable.of(run));
    }

    @Test
    void a_bar_is_reached_missed_or_not_measured() {
        String bars = Bars.table(run);

        assertContains(bars, "| 64x64 | sluice | rate | ≥ 0.94 × bare | 0.97 (0.95–0.99) | reached |");
        assertContains(bars, "| 64x64 | sluice | rate | ≥ 2.80 × pekko | 2.90 (2.70–3.10) | reached |");
        assertContains(bars, "| 64x64 | sluice | p99 | < 1.00 × netty-nio | 0.96 (0.96–0.96) | reached |");
        assertContains(bars, "| 64x16K | sluice | rate | ≥ 0.60 × bare | 0.58 (0.55–0.61) | **not reached** |");
        assertContains(bars, "| 1x64 | sluice-spin | p50 | ≤ 0.40 × bare | 0.35 (0.35–0.35) | reached |");
        assertContains(bars, "| 1x64 | sluice-spin | p50 | ≤ 0.40 × netty-nio | – | not measured |");
        assertContains(bars, "| bulk | sluice-leased | rate | ≥ 0.97 × bare | – | not measured |");
    }

    @Test
    void no_bar_is_reached_by_what_is_no_number() {
        for (Bar.Relation relation : Bar.Relation.values()) {
            Bar bar = new Bar("64x64", "sluice", Metric.RATE, "bare", relation, 1);

            assertFalse(bar.isReachedBy(new Spread(Double.NaN, 1, 1)));
        }
    }

    @Test
    void a_bar_is_reached_at_its_limit_unless_it_says_below() {
        assertTrue(Bar.Relation.AT_LEAST.holds(1, 1));
        assertTrue(Bar.Relation.AT_MOST.holds(1, 1));
        assertFalse(Bar.Relation.BELOW.holds(1, 1));
        assertFalse(Bar.Relation.AT_LEAST.holds(0.99, 1));
        assertFalse(Bar.Relation.AT_MOST.holds(1.01, 1));
    }

    @Test
    void every_server_has_a_column() {
        Stream.of(ServerKind.values()).map(ServerKind::label).forEach(label -> assertEquals(1,
            Stream.of(Column.values()).filter(column -> column.holds(label)).count(), label));
    }

    @Test
    void the_chart_is_well_formed_and_has_a_bar_for_each_rate() throws Exception {
        String chart = ThroughputChart.of(run);

        Element svg = parse(chart).getDocumentElement();
        int ratios = 3 + 3 + 2;
        assertEquals("svg", svg.getTagName());
        assertEquals(1, svg.getElementsByTagName("desc").getLength());
        assertEquals(1 + 7 + ratios, svg.getElementsByTagName("rect").getLength(), "background, legend, bars");
        assertContains(chart, "UDP, 16 × 64 B &amp; more");
        assertContains(chart, "2026-11-22; commit 0123456789ab; 2 cores (amd64); Linux 6.18; Example-25");
        assertFalse(chart.contains("1 × 64 B"), "that one is judged by its latency");
    }

    @Test
    void a_chart_of_everything_stays_small() throws Exception {
        StoredRun everything = new StoredRun(run.date(), run.commit(), run.machine(), run.jdk(), run.client(),
            run.pinning(), run.plan(), Collections.nCopies(9, crowded()));

        String chart = ThroughputChart.of(everything);

        parse(chart);
        assertTrue(chart.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES, () -> chart.length() + " characters");
    }

    private StoredRun.Scenario crowded() {
        StoredRun.Scenario one = run.scenarios().get(0);
        StoredRun.Server bare = one.servers().get(0);
        Stream<StoredRun.Server> all = Arrays.stream(Column.values())
            .map(column -> new StoredRun.Server(column.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                bare.rate(), bare.p50(), bare.p99(), new Spread(0.94, 0.91, 0.98), bare.p50Ratio(), bare.p99Ratio(),
                null));
        return new StoredRun.Scenario(one.name(), one.title(), one.unit(), one.yardstick(), one.judgedBy(),
            all.toList());
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_marked_parts_of_a_page_are_made_anew_and_nothing_else(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("page.md");
        Path chart = folder.resolve("chart.svg");
        Files.writeString(page, """
            Before.
            <!-- from bench/results/comparison-old.json: readme -->
            old
            <!-- end -->
            After.
            """);

        EchoReport.main(new String[] {file.toString(), "--into", page.toString(), "--chart", chart.toString()});

        assertEquals("Before.\n<!-- from " + file + ": readme -->\n" + ReadmeTable.of(run) + "<!-- end -->\nAfter.\n",
            Files.readString(page));
        assertEquals(ThroughputChart.of(run), Files.readString(chart));
    }

    @Test
    void what_is_going_to_be_stored_can_be_reported_before() {
        Spread one = new Spread(1, 1, 1);
        Map<String, Object> server = Json.object("server", "bare", "rate", one.toMap(), "rateRatio", one.toMap());
        Map<String, Object> scenario = Json.object("name", "bulk", "title", "bulk", "unit", "MiB/s", "yardstick",
            "bare",
            "judgedBy", "rate", "servers", List.of(server));

        StoredRun fresh = StoredRun.of(new ResultFile("", "comparison").headed(Json.object("scenarios",
            List.of(scenario))));

        assertContains(PageTable.of(fresh), "| bulk | 1 MiB/s |");
    }

    @Test
    void a_page_names_no_part_that_there_is_none_of() {
        assertThrows(IllegalArgumentException.class, () -> EchoReport.part(run, "nothing"));
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), text);
    }
}
