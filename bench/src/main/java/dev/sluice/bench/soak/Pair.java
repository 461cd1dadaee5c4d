package dev.sluice.bench.soak;

import dev.sluice.bench.report.Json;
import java.util.Map;

/**
 * What the two processes hold at a time.
 *
 * @param server the server's
 * @param driver this process's
 */
record Pair(Vitals server, Vitals driver) {
    /** Whether no more connections and actors are left than before. */
    boolean isAtRest(Pair before) {
        return server.isAtRest(before.server) && driver.isAtRest(before.driver);
    }

    Map<String, Object> toMap() {
        return Json.object("server", server.toMap(), "driver", driver.toMap());
    }

    @Override
    public String toString() {
        return "  server " + server + "\n  driver " + driver;
    }
}
