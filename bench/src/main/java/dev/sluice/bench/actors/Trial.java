package dev.sluice.bench.actors;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One of JMH's benchmarks.
 *
 * @param type its class
 * @param method its method
 * @param parameters their values
 * @param whose the parameter by which it differs from what it is held against
 */
record Trial(Class<?> type, String method, Map<String, ?> parameters, Enum<?> whose) implements Subject {
    private static final double THOUSAND = 1e3;

    @Override
    public Reading measure(Plan plan) {
        try {
            RunResult result = new Runner(options(plan).build()).runSingle();
            return new Reading(result.getPrimaryResult().getScore() / THOUSAND,
                result.getSecondaryResults().get(ProcessorProfiler.LABEL).getScore());
        } catch (RunnerException e) {
            throw new IllegalStateException(this + " failed", e);
        }
    }

    private ChainedOptionsBuilder options(Plan plan) {
        ChainedOptionsBuilder options = new OptionsBuilder()
            .include("^" + Pattern.quote(type.getName() + "." + method) + "$")
            .forks(plan.smoke() && type != QueueBenchmark.class ? 0 : 1)
            .jvmArgsAppend(Plan.jvmArguments().toArray(String[]::new))
            .warmupIterations(plan.warmSeconds() > 0 ? 1 : 0)
            .warmupTime(seconds(plan.warmSeconds()))
            .measurementIterations(1)
            .measurementTime(seconds(plan.seconds()))
            .addProfiler(ProcessorProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
        parameters.forEach((name, value) -> options.param(name, value.toString()));
        return options;
    }

    private static TimeValue seconds(double seconds) {
        return TimeValue.milliseconds(Math.max(1, Math.round(seconds * THOUSAND)));
    }

    @Override
    public String label() {
        return whose.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Unit unit() {
        return Unit.THOUSAND_A_SECOND;
    }

    @Override
    public String toString() {
        return type.getSimpleName() + "." + method + " " + new TreeMap<>(parameters);
    }
}
