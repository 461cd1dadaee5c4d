package dev.sluice.bench.memory;

import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was measured, and why no more was. */
final class Footprints {
    private final List<Footprint> all = new ArrayList<>();
    private String shortage = "";

    void add(Footprint footprint) {
        all.add(footprint);
    }

    Footprints stopped(String why) {
        shortage = why;
        return this;
    }

    /** How much more than the bare loop each takes; Sluice has a bar. */
    String differences(int bar) {
        return all.stream()
            .filter(footprint -> footprint.server() != ServerKind.BARE)
            .map(footprint -> bare(footprint.connections()).map(bare -> difference(footprint, bare, bar)).orElse(""))
            .collect(Collectors.joining());
    }

    private Optional<Footprint> bare(int connections) {
        return all.stream()
            .filter(footprint -> footprint.server() == ServerKind.BARE && footprint.connections() == connections)
            .findFirst();
    }

    private static String difference(Footprint footprint, Footprint bare, int bar) {
        String bars = footprint.server() == ServerKind.SLUICE ? " (bars: " + bar + ", 0)" : "";
        return String.format(Locale.ROOT, "%-12s %,11d: heap %.1f, direct %.1f more than bare%s%n",
            footprint.server().label(), footprint.connections(), footprint.heapEach() - bare.heapEach(),
            footprint.directEach() - bare.directEach(), bars);
    }

    String classes() {
        return all.stream().map(Footprint::classes).collect(Collectors.joining());
    }

    Map<String, Object> toMap() {
        return Json.object("limits", Limits.describe(),
            "kernelMemory", KernelMemory.what(),
            "stoppedBecause", shortage,
            "footprints", all.stream().map(Footprint::toMap).toList());
    }
}
