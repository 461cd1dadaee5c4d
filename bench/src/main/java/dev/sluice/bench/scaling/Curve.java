package dev.sluice.bench.scaling;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Spread;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One server's figures along one sweep.
 *
 * @param sweep what is varied
 * @param server whose
 * @param pinning which processor was whose
 * @param points in the order of their values
 */
record Curve(String sweep, String server, String pinning, List<Point> points) {
    /**
     * One point of it.
     *
     * @param value of what is varied
     * @param rate messages per second
     * @param rateRatio of the bare loop's, round by round
     * @param serverMicros processor time of the server for each message
     * @param serverMicrosRatio of the bare loop's, round by round
     * @param serverBusy how much of one processor the server used, in per cent
     */
    record Point(int value, Spread rate, Spread rateRatio, Spread serverMicros, Spread serverMicrosRatio,
        Spread serverBusy) {
        Map<String, Object> toMap() {
            return Json.object("value", value, "rate", rate.toMap(), "rateRatio", rateRatio.toMap(), "serverMicros",
                serverMicros.toMap(), "serverMicrosRatio", serverMicrosRatio.toMap(), "serverBusy", serverBusy.toMap());
        }
    }

    Optional<Point> at(int value) {
        return points.stream().filter(point -> point.value() == value).findFirst();
    }

    Map<String, Object> toMap() {
        return Json.object("sweep", sweep, "server", server, "pinning", pinning, "points",
            points.stream().map(Point::toMap).toList());
    }
}
