package dev.sluice.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.grading.TestGrading;

/**
 * Runs the stress tests and prints one line for each. What jcstress itself prints goes to {@code jcstress.log}, its report to
 * {@code jcstress/index.html}, both in the directory where this is run.
 */
public final class StressMain {
    private static final Path LOG = Path.of("jcstress.log");
    private static final String RAW = "jcstress-results-*.bin.gz";

    private StressMain() {}

    /**
     * Exits with 1 if a forbidden outcome was seen, a test could not run, or no test ran at all.
     *
     * @param args {@code short} or {@code long}, and a regular expression for the names of tests
     * @throws Exception if jcstress fails
     */
    public static void main(String[] args) throws Exception {
        deleteRaw();
        SortedSet<String> left = new TreeSet<>();
        String trouble = runTests(args[0], args[1], left);
        List<TestResult> results = results();
        results.forEach(result -> System.out.println(line(result)));
        results.forEach(result -> left.remove(result.getName()));
        left.forEach(name -> System.out.printf("%-7s %s: needs a processor for each of its threads%n", "not run",
            shortName(name)));
        boolean passed = !results.isEmpty() && trouble.isEmpty() && results.stream().allMatch(StressMain::isPassed);
        if (!passed) {
            results.stream().filter(result -> !isPassed(result)).forEach(StressMain::explain);
            System.out.println("stress: FAILED, see " + LOG.toAbsolutePath() + trouble);
        }
        System.exit(passed ? 0 : 1);
    }

    /** The short mode takes the JVM as it is; the long one lets jcstress vary how each side is compiled, and the JVM's flags. */
    private static Options options(String mode, String tests) throws IOException {
        List<String> args = new ArrayList<>(List.of("-t", tests, "-r", "jcstress"));
        args.addAll(switch (mode) {
            case "short" -> List.of("-f", "1", "-iters", "4", "-time", "200", "-sc", "false", "-jvmArgs",
                "-XX:+UseParallelGC");
            case "long" -> List.of("-m", "default");
            default -> throw new IllegalArgumentException("mode is neither short nor long: " + mode);
        });
        Options options = new Options(args.toArray(String[]::new));
        if (!options.parse()) {
            throw new IllegalArgumentException("jcstress refused " + args);
        }
        return options;
    }

    /** Empty, or what jcstress threw; it does so for a forbidden outcome, too. */
    private static String runTests(String mode, String tests, SortedSet<String> found) throws Exception {
        PrintStream console = System.out;
        try (PrintStream log = new PrintStream(Files.newOutputStream(LOG), true, StandardCharsets.UTF_8)) {
            System.setOut(log);
            JCStress jcstress = new JCStress(options(mode, tests));
            found.addAll(jcstress.getTests());
            jcstress.run();
            return "";
        } catch (AssertionError e) {
            return "";
        } catch (RuntimeException e) {
            return ": " + e;
        } finally {
            System.setOut(console);
        }
    }

    private static List<TestResult> results() throws Exception {
        InProcessCollector collector = new InProcessCollector();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("."), RAW)) {
            for (Path file : files) {
                DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
                reader.dump();
                reader.close();
            }
        }
        List<TestResult> results = new ArrayList<>(ReportUtils.mergedByName(collector.getTestResults()));
        results.sort(Comparator.comparing(TestResult::getName));
        return results;
    }

    private static void deleteRaw() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("."), RAW)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static boolean isPassed(TestResult result) {
        return result.status() == Status.NORMAL && TestGrading.grade(result).isPassed;
    }

    private static String line(TestResult result) {
        return "%-7s %-50s %,14d runs, %d outcomes".formatted(isPassed(result) ? "ok" : "FAILED",
            shortName(result.getName()), result.getTotalCount(), result.getStateKeys().size());
    }

    private static String shortName(String name) {
        return name.replace("dev.sluice.", "");
    }

    private static void explain(TestResult result) {
        System.out.println();
        System.out.println(result.getName() + ": " + result.status());
        TestGrading.grade(result).gradingResults.values().forEach(outcome -> System.out.printf("  %-12s %,12d x  %s%n"
            + "                              %s%n", outcome.expect, outcome.count, outcome.id, outcome.description));
        result.getMessages().forEach(message -> System.out.println("  " + message));
        result.getVmErr().forEach(message -> System.out.println("  " + message));
    }
}
