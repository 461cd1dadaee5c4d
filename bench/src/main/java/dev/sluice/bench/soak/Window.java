package dev.sluice.bench.soak;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.soak.Latencies.Figures;
import java.util.Locale;
import java.util.Map;

/**
 * A slice of the load's time, and what the two processes hold at its end. The latencies don't contain the moment in which they
 * are asked for that, because it begins with collections of garbage.
 *
 * @param second when it ended
 * @param latencies of the messages at the fixed rate
 * @param server what the server holds
 * @param driver what this process holds
 */
record Window(double second, Figures latencies, Vitals server, Vitals driver) {
    Map<String, Object> toMap() {
        return Json.object("second", second, "messages", latencies.count(), "p50", latencies.p50(), "p99",
            latencies.p99(), "p999", latencies.p999(), "max", latencies.max(), "server", server.toMap(), "driver",
            driver.toMap());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%4.0f s: p50 %.0f, p99 %.0f, max %.0f us%n  server %s%n  driver %s", second,
            latencies.p50(), latencies.p99(), latencies.max(), server, driver);
    }
}
