package dev.sluice.bench.soak;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.soak.Tally.What;
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
 * @param findings what those who made the load have to tell
 */
record Report(Plan plan, Pair before, List<Window> windows, Pair after, Findings findings) {

    Tally tally() {
        return findings.tally();
    }

    private Latencies echoes() {
        return findings.echoes();
    }

    private Latencies sends() {
        return findings.sends();
    }

    private List<Vitals> server() {
        return windows.stream().map(Window::server).toList();
    }

    private List<Vitals> driver() {
        return windows.stream().map(Window::driver).toList();
    }

    /** Why it has failed; empty if it has not. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>(findings.faults().all());
        wrong.addAll(nothing());
        wrong.addAll(Judgement.growth("server", server()));
        wrong.addAll(Judgement.growth("driver", driver()));
        wrong.addAll(Judgement.leftOver("server", before.server(), after.server()));
        wrong.addAll(Judgement.leftOver("driver", before.driver(), after.driver()));
        if (plan.judgesTime()) {
            wrong.addAll(Judgement.slowing(echoes().firstThird().p99(), echoes().lastThird().p99()));
            wrong.addAll(Judgement.loss(tally().of(What.DATAGRAMS_SENT), tally().lostDatagrams()));
        }
        return wrong;
    }

    /** Where there was no load, nothing can be said of it. */
    private List<String> nothing() {
        return List.of(What.values()).stream().filter(what -> tally().of(what) == 0)
            .map(what -> "no " + what.label()).toList();
    }

    Map<String, Object> toMap() {
        return Json.object("seconds", plan.seconds(),
            "warmSeconds", plan.warmSeconds(),
            "judgesTime", plan.judgesTime() ? "yes" : "no",
            "load", tally().toMap(),
            "datagramsLost", tally().lostDatagrams(),
            "p99", Json.object("firstThird", echoes().firstThird().p99(), "lastThird", echoes().lastThird().p99(),
                "sendsOfFirstThird", sends().firstThird().p99(), "sendsOfLastThird", sends().lastThird().p99()),
            "wrong", wrong(),
            "before", before.toMap(),
            "after", after.toMap(),
            "windows", windows.stream().map(Window::toMap).toList());
    }

    @Override
    public String toString() {
        String judged = plan.judgesTime() ? "" : " (not judged)";
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%n%.0f s of load:%n%s", plan.seconds(), tally()));
        table(text, "server", before.server(), server(), after.server());
        table(text, "driver", before.driver(), driver(), after.driver());
        text.append(String.format(Locale.ROOT, "%n99th percentile: first third %.0f us, last %.0f us%s%n",
            echoes().firstThird().p99(), echoes().lastThird().p99(), judged));
        text.append(String.format(Locale.ROOT, "  by which it was sent late: first third %.0f us, last %.0f us%n",
            sends().firstThird().p99(), sends().lastThird().p99()));
        text.append(String.format("lost datagrams: %d of %d%s%n", tally().lostDatagrams(),
            tally().of(What.DATAGRAMS_SENT), judged));
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
