package dev.sluice.bench.memory;

import dev.sluice.bench.echo.server.HeapHistogram;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.report.Json;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What so many connections took: bytes of all of them together, and seconds.
 *
 * @param heap by class, after a full collection
 * @param resident what the server's resident set has grown by, before that collection
 * @param kernel for both ends, see {@link KernelMemory}
 * @param opening to open all connections
 * @param broadcast to have a message echoed on each
 * @param pauses of the server's collector while that went on
 */
record Footprint(ServerKind server, int connections, HeapHistogram heap, long direct, long resident, long kernel,
    double opening, double broadcast, Pauses pauses) {

    static final String HEADING = String.format(Locale.ROOT,
        "%-12s %11s  %s%n%-12s %11s %8s %8s %9s %9s %9s %10s %14s%n",
        "", "", "bytes per connection; kernel: both ends", "server", "connections", "heap", "direct", "resident",
        "kernel", "open s", "echo all s", "GC max/sum ms");

    double heapEach() {
        return each(heap.total());
    }

    double directEach() {
        return each(direct);
    }

    private double each(long bytes) {
        return (double) bytes / connections;
    }

    String row() {
        return String.format(Locale.ROOT, "%-12s %,11d %8.1f %8.1f %,9.0f %,9.0f %9.2f %10.3f %14s%n", server.label(),
            connections, heapEach(), directEach(), each(resident), each(kernel), opening, broadcast, pauses.format());
    }

    /** What takes at least a byte of each connection. */
    String classes() {
        return heap.bytesByClass().entrySet().stream()
            .filter(entry -> Math.abs(entry.getValue()) >= connections)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(entry -> String.format(Locale.ROOT, "%12.1f  %s%n", each(entry.getValue()), entry.getKey()))
            .collect(Collectors.joining("", String.format(Locale.ROOT, "%s, %,d connections%n", server.label(),
                connections), ""));
    }

    Map<String, Object> toMap() {
        return Json.object("server", server.label(),
            "connections", connections,
            "heapBytesEach", heapEach(),
            "directBytesEach", directEach(),
            "residentBytesEach", each(resident),
            "kernelBytesEachBothEnds", each(kernel),
            "openSeconds", opening,
            "echoAllSeconds", broadcast,
            "pauses", pauses.toMap());
    }
}
