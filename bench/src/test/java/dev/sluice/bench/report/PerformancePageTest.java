package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.bench.report.MarkedBlocks.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README and the page on performance show what the stored run shows: {@link EchoReport} has made their tables. */
class PerformancePageTest {
    private static final Path ROOT = Path.of("..");
    private static final String README = "README.md";
    private static final String PAGE = "docs/performance.md";
    private static final String CHART = "docs/performance.svg";

    @Test
    void the_readme_shows_the_table_of_a_stored_run() throws IOException {
        assertMadeFromItsRun(README, "readme");
    }

    @Test
    void the_page_shows_all_servers_and_the_bars_of_a_stored_run() throws IOException {
        assertMadeFromItsRun(PAGE, "page", "bars");
    }

    @Test
    void all_of_it_is_of_one_run() throws IOException {
        List<String> files = Stream.concat(blocks(README).stream(), blocks(PAGE).stream()).map(Block::file).distinct()
            .toList();

        assertEquals(1, files.size(), files::toString);
    }

    @Test
    void the_chart_is_that_of_the_run() throws IOException {
        List<Block> blocks = blocks(README);
        assertFalse(blocks.isEmpty(), README + " names no run");

        assertEquals(ThroughputChart.of(run(blocks.get(0))), read(CHART));
    }

    private static void assertMadeFromItsRun(String page, String... parts) throws IOException {
        List<Block> blocks = blocks(page);
        assertEquals(List.of(parts), blocks.stream().map(Block::name).toList(), () -> "the parts of " + page);
        for (Block block : blocks) {
            assertEquals(EchoReport.part(run(block), block.name()), block.text(), () -> page + ": " + block.name());
        }
    }

    private static List<Block> blocks(String page) throws IOException {
        return MarkedBlocks.in(read(page));
    }

    private static StoredRun run(Block block) throws IOException {
        return StoredRun.read(ROOT.resolve(block.file()));
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
