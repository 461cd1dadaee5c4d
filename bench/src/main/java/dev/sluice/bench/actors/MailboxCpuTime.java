package dev.sluice.bench.actors;

import dev.sluice.bench.report.Spread;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The loop cases of {@link MailboxBenchmark} for a machine on which others work, too: measures the thread's CPU time
 * instead of the time that passes. No JMH: {@code java -cp bench.jar dev.sluice.bench.actors.MailboxCpuTime [rounds]}.
 *
 * <p>Each round starts a fresh JVM for each candidate, one after the other.
 */
public final class MailboxCpuTime {
    private static final int[] BATCHES = {1, 16, 1000};
    private static final int MESSAGES = 4_000_000;
    private static final int WARM_UPS = 5;
    private static final int SAMPLES = 9;
    private static final String CHILD = "--candidate";

    private MailboxCpuTime() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2 && args[0].equals(CHILD)) {
            measure(MailboxBenchmark.Candidate.valueOf(args[1]));
        } else {
            compare(args.length == 0 ? 5 : Integer.parseInt(args[0]));
        }
    }

    private static void compare(int rounds) throws IOException, InterruptedException {
        Map<String, List<Double>> samples = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (MailboxBenchmark.Candidate candidate : MailboxBenchmark.Candidate.values()) {
                double[] nanos = runChild(candidate);
                for (int i = 0; i < BATCHES.length; i++) {
                    String name = "batch of %4d  %s".formatted(BATCHES[i], candidate);
                    samples.computeIfAbsent(name, key -> new ArrayList<>()).add(nanos[i]);
                }
            }
        }
        System.out.println("CPU time for each message, ns: median of " + rounds + " JVMs (least, greatest)");
        samples.forEach(MailboxCpuTime::print);
    }

    private static void print(String name, List<Double> nanos) {
        System.out.printf("%-28s %s%n", name, Spread.of(nanos, Double::doubleValue).format("%.1f"));
    }

    private static double[] runChild(MailboxBenchmark.Candidate candidate) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(List.of(java, "-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-cp",
            System.getProperty("java.class.path"), MailboxCpuTime.class.getName(), CHILD, candidate.name()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        String output = new String(child.getInputStream().readAllBytes());
        if (child.waitFor() != 0) {
            throw new IOException("the JVM for " + candidate + " failed");
        }
        return Arrays.stream(output.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static void measure(MailboxBenchmark.Candidate candidate) {
        MailboxCandidate mailbox = candidate.makeOld();
        System.out.println(Arrays.stream(BATCHES)
            .mapToObj(batch -> Double.toString(medianNanos(mailbox, batch)))
            .collect(Collectors.joining(" ")));
    }

    private static double medianNanos(MailboxCandidate mailbox, int batch) {
        for (int i = 0; i < WARM_UPS; i++) {
            nanosPerMessage(mailbox, batch);
        }
        List<Double> samples = DoubleStream.generate(() -> nanosPerMessage(mailbox, batch)).limit(SAMPLES).boxed()
            .toList();
        return Spread.of(samples, Double::doubleValue).median();
    }

    private static double nanosPerMessage(MailboxCandidate mailbox, int batch) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        int taken = 0;
        while (taken < MESSAGES) {
            taken += MailboxBenchmark.tellAndDrain(mailbox, batch);
        }
        return (threads.getCurrentThreadCpuTime() - start) / (double) taken;
    }
}
