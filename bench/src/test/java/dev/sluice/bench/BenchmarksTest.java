package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each of JMH's benchmarks runs, with all values of its parameters, and gives a figure. No figure is looked at. */
class BenchmarksTest {
    /** There may be another one on this machine, and nothing here is measured. */
    @BeforeAll
    static void need_not_be_the_only_run_of_JMH() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    /** From the list that JMH itself made of them, so that none is forgotten. */
    static Stream<String> benchmarks() {
        return BenchmarkList.defaultList()
            .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
            .stream()
            .map(BenchmarkListEntry::getUsername)
            .distinct();
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void gives_a_figure(String benchmark) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark) + "$")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(10))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build()).run();

        assertFalse(results.isEmpty());
        results.forEach(result -> assertTrue(result.getPrimaryResult().getScore() > 0, result.getParams()::toString));
    }
}
