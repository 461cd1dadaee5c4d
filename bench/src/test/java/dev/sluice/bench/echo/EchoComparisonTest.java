package dev.sluice.bench.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.report.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest comparison there is: its figures mean nothing, but they are all there. */
class EchoComparisonTest {
    @TempDir
    private Path folder;

    @Test
    void shouldStoreEachServerOfEachScenario() throws IOException {
        EchoComparison.main(new String[] {"--smoke", "--results", folder.toString(), "--chart",
            folder.resolve("chart.svg").toString(), "--servers", "bare,sluice,sluice-spin,bare-udp,sluice-udp",
            "--scenarios", "1x64,64x64,churn,udp,idle-1000"});

        StoredRun run = StoredRun.read(file(".json"));
        assertEquals(List.of("1x64: bare sluice sluice-spin", "64x64: bare sluice", "churn: bare sluice",
            "udp: bare-udp sluice-udp", "idle-1000: bare sluice"), run.scenarios().stream().map(this::line).toList());
        run.scenarios().forEach(scenario -> scenario.servers()
            .forEach(server -> assertTrue(server.rate().median() > 0, () -> scenario.name() + " " + server.server())));
        assertTrue(Files.readString(file(".svg")).startsWith("<svg"));
    }

    private String line(StoredRun.Scenario scenario) {
        return scenario.name() + ": "
            + String.join(" ", scenario.servers().stream().map(StoredRun.Server::server).toList());
    }

    private Path file(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
        }
    }
}
