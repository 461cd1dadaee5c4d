package dev.sluice.bench.soak;

import dev.sluice.bench.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What has come of it.
 *
 * @param plan how long it was
 * @param before what the processes held before the load
 * @param windows what they held meanwhile
 * @param after and when it was over
 * @param tally how much load there was
 * @param latencies how long the messages at the fixed rate took
 * @param faults what has gone wrong
 */
record Report(Plan plan, Pair before, List<Window> windows, Pair after, Tally tally, Latencies latencies,
    List<String> faults) {

    private List<Vitals> server() {
        return windows.stream().map(Window::server).toList();
    }

    private List<Vitals> driver() {
        return windows.stream().map(Window::driver).toList();
    }

    /** Why it has failed; empty if it has not. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>(faults);
        wrong.addAll(nothing());
        wrong.addAll(Judgement.growth("server", server()));
        wrong.addAll(Judgement.growth("driver", driver()));
        wrong.addAll(Judgement.leftOver("server", before.server(), after.server()));
        wrong.addAll(Judgement.leftOver("driver", before.driver(), after.driver()));
        if (plan.judgesTime()) {
            wrong.addAll(Judgement.slowing(latencies.firstThird().p99(), latencies.lastThird().p99()));
            wrong.addAll(Judgement.loss(tally.of(Tally.What.DATAGRAMS_SENT), tally.lostDatagrams()));
        }
        return wrong;
    }

    /** Where there was no load, nothing can be said of it. */
    private List<String> nothing() {
        return List.of(Tally.What.values()).stream().filter(what -> tally.of(what) == 0)
            .map(what -> "no " + what.label()).toList();
    }

    Map<String, Object> toMap() {
        return Json.object("seconds", plan.seconds(), "warmSeconds", plan.warmSeconds(), "judgesTime",
            Boolean.toString(plan.judgesTime()), "load", tally.toMap(), "datagramsLost", tally.lostDatagrams(),
            "p99FirstThird", latencies.firstThird().p99(), "p99LastThird", latencies.lastThird().p99(), "wrong",
            wrong(), "before", Json.object("server", before.server().toMap(), "driver", before.driver().toMap()),
            "after", Json.object("server", after.server().toMap(), "driver", after.driver().toMap()), "windows",
            windows.stream().map(Window::toMap).toList());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%n%.0f s of load:%n%s", plan.seconds(), tally));
        table(text, "server", before.server(), server(), after.server());
        table(text, "driver", before.driver(), driver(), after.driver());
        text.append(String.format(Locale.ROOT, "%n99th percentile: %.0f us in the first third, %.0f us in the last%s%n",
            latencies.firstThird().p99(), latencies.lastThird().p99(), plan.judgesTime() ? "" : " (not judged)"));
        text.append(String.format(Locale.ROOT, "lost datagrams: %d of %d%s%n", tally.lostDatagrams(),
            tally.of(Tally.What.DATAGRAMS_SENT), plan.judgesTime() ? "" : " (not judged)"));
        wrong().forEach(each -> text.append("wrong: ").append(each).append('\n'));
        return text.append(wrong().isEmpty() ? "all is flat\n" : "FAILED\n").toString();
    }

    private static void table(StringBuilder text, String process, Vitals before, List<Vitals> series, Vitals after) {
        text.append(String.format("%n%-12s %12s %15s %15s %12s%n", process, "before", "first quarter", "last quarter",
            "after"));
        for (Vital vital : Vital.values()) {
            text.append(String.format("%-12s %12s %15s %15s %12s%n", vital.label(), vital.format(before.get(vital)),
                vital.format(Judgement.early(series, vital)), vital.format(Judgement.late(series, vital)),
                vital.format(after.get(vital))));
        }
    }
}
