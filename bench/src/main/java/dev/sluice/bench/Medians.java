package dev.sluice.bench;

import java.util.Collection;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * JMH with medians: takes JMH's options, runs it, and prints for each benchmark the median, the least and the greatest
 * of all measured iterations of all forks. JMH's own table has means, in which one disturbed iteration shows.
 */
public final class Medians {
    private Medians() {}

    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        Collection<RunResult> results = new Runner(new CommandLineOptions(args)).run();
        System.out.printf("%n%-64s %6s %14s %14s %14s%n", "", "n", "median", "least", "greatest");
        results.forEach(Medians::print);
    }

    private static void print(RunResult result) {
        double[] scores = result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .sorted()
            .toArray();
        System.out.printf("%-64s %6d %,14.1f %,14.1f %,14.1f %s%n", name(result.getParams()), scores.length,
            median(scores), scores[0], scores[scores.length - 1], result.getPrimaryResult().getScoreUnit());
    }

    private static String name(BenchmarkParams params) {
        String simple = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.', nameStart(params)) + 1);
        return params.getParamsKeys().stream().map(params::getParam).collect(Collectors.joining(" ", simple + " ", ""));
    }

    /** The last dot is the one before the method. */
    private static int nameStart(BenchmarkParams params) {
        return params.getBenchmark().lastIndexOf('.') - 1;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
