package dev.sluice.bench.savina;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Spread;
import java.util.Map;

/**
 * One figure of one program on one side in one round, that is, of one JVM. What counts is the median.
 *
 * @param plays how often it was measured
 * @param values their spread
 */
record Score(int plays, Spread values) {
    double median() {
        return values.median();
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = Json.object("plays", plays);
        map.putAll(values.toMap());
        return map;
    }
}
