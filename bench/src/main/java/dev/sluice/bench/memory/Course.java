package dev.sluice.bench.memory;

import dev.sluice.bench.echo.server.HeapHistogram;
import dev.sluice.bench.memory.Hall.Phase;
import dev.sluice.bench.report.Json;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What is done in a hall, and what comes of it: open, count, broadcast, talk, close, count again.
 *
 * @param active which part of the connections has a message echoed each second
 */
record Course(Hall hall, int connections, double active, double seconds) {
    private static final int WARM_UP_CONNECTIONS = 2000;
    private static final int WARM_UP_ROUNDS = 20;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    Map<String, Object> run(String jvm) throws IOException {
        warmUp();
        HeapHistogram before = LiveHeap.count();
        Phase opened = told("open", hall.open(connections));
        HeapHistogram idle = LiveHeap.count().minus(before);
        tell(idle);
        Phase broadcast = told("echo all", hall.broadcast());
        hall.talk(perSecond(), seconds / 4);
        Phase talked = told("talk", hall.talk(perSecond(), seconds));
        Map<String, Object> latencies = micros(hall.crowd().latencies());
        System.out.printf(Locale.ROOT, "%,.0f messages/s, µs from when each was due: %s%n", perSecond(), latencies);
        Phase closed = told("close", hall.closeAll());
        HeapHistogram left = LiveHeap.count().minus(before);
        System.out.printf(Locale.ROOT, "left of each: %.1f bytes%n", each(left.total()));
        tellClasses(left);

        return Json.object("jvm", jvm, "connections", connections,
            "heapBytesEachBothEnds", each(idle.total()),
            "heapBytesEachOfTheTransport", each(LiveHeap.wire(idle)),
            "heapBytesEachEnd", eachEnd(idle),
            "open", map(opened), "echoAll", map(broadcast), "talk", map(talked),
            "talkPerSecond", perSecond(), "talkMicros", latencies, "close", map(closed),
            "heapBytesEachLeft", each(left.total()));
    }

    private double perSecond() {
        return Math.max(1, connections * active);
    }

    /** So that classes are loaded and compiled, and what grows once has grown. */
    private void warmUp() throws IOException {
        hall.open(Math.min(WARM_UP_CONNECTIONS, connections));
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            hall.broadcast();
        }
        hall.talk(WARM_UP_CONNECTIONS, 0.5);
        hall.closeAll();
    }

    private static Phase told(String name, Phase phase) {
        System.out.printf(Locale.ROOT, "%-9s %8.3f s, GC pauses max/sum ms %s%n", name, phase.seconds(),
            phase.pauses().format());
        return phase;
    }

    private static Map<String, Object> map(Phase phase) {
        return Json.object("seconds", phase.seconds(), "pauses", phase.pauses().toMap());
    }

    private static Map<String, Object> micros(Histogram latencies) {
        Map<String, Object> micros = Json.object();
        for (double percentile : PERCENTILES) {
            String name = percentile == 100
                ? "max"
                : "p" + String.valueOf(percentile).replace(".0", "").replace(".", "");
            micros.put(name, latencies.getValueAtPercentile(percentile) / 1e3);
        }
        return micros;
    }

    // ---- heap ----

    private double each(long bytes) {
        return (double) bytes / connections;
    }

    /** Both ends are alike but for their handlers and their origins. */
    private double eachEnd(HeapHistogram heap) {
        return each(heap.total() - LiveHeap.wire(heap)) / 2;
    }

    private void tell(HeapHistogram heap) {
        System.out.printf(Locale.ROOT, "heap per connection: %.1f bytes, both ends; %.1f of them are the transport in"
            + " memory, so %.1f for each end%n", each(heap.total()), each(LiveHeap.wire(heap)), eachEnd(heap));
        tellClasses(heap);
    }

    /** Of which there is at least a byte of each connection. */
    private void tellClasses(HeapHistogram heap) {
        heap.bytesByClass().entrySet().stream()
            .filter(entry -> Math.abs(entry.getValue()) >= connections)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .forEach(entry -> System.out.printf(Locale.ROOT, "%12.1f  %s%n", each(entry.getValue()), entry.getKey()));
    }
}
