package dev.sluice.bench.memory;

import dev.sluice.bench.report.Children;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ResultFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A million connections over Sluice's transport in memory, both ends in one JVM, each side on one loop: no descriptor
 * bounds them, and no kernel works for them. How long it takes to open them, to have a message echoed on each, and to
 * close them; how much heap they take; and how long those who talk wait for their echoes while the others are idle, and
 * the collector at work.
 *
 * <p>It starts the JVM by itself, with the collector and the heap that are asked for.
 */
public final class MillionConnections {
    private static final long PATIENCE_MILLIS = 10_000;

    private MillionConnections() {}

    /**
     * Prints what the connections take. Ends with status 1 if anything goes wrong, or is left at the end.
     *
     * @param args see {@code --help}
     * @throws IOException if the file of results can't be written
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(MillionConnections.class)
            .option("connections", 1_000_000, "how many; both ends of each are here")
            .option("active", 1, "per cent of them that have a message echoed, each second")
            .option("seconds", 20, "for how long; it begins with a quarter more to warm up")
            .option("jvm", "-XX:+UseZGC -Xmx7g", "the JVM's heap and collector, in one string")
            .option("results", "bench/results", "where the file goes; empty = nowhere")
            .option("pause-log", "", "for its own use: it is the JVM that was started, and this is its log of pauses")
            .parse(args);
        if (!options.text("pause-log").isEmpty()) {
            measure(options);
            return;
        }
        int status = inOwnJvm(options, args);
        if (status != 0) {
            System.out.println("FAILED");
            System.exit(1);
        }
    }

    private static int inOwnJvm(Options options, String[] args) throws IOException {
        try (PauseLog pauses = PauseLog.fresh()) {
            List<String> jvmArguments = new ArrayList<>(List.of(options.text("jvm").split(" ")));
            jvmArguments.addAll(pauses.jvmArguments());
            List<String> arguments = new ArrayList<>(List.of(args));
            arguments.addAll(List.of("--pause-log", pauses.file().toString()));
            Process child = Children.start(Children.java(jvmArguments, MillionConnections.class, arguments));
            try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
                out.lines().forEach(System.out::println);
            } finally {
                Children.end(child, PATIENCE_MILLIS);
            }
            return child.isAlive() ? 1 : child.exitValue();
        }
    }

    private static void measure(Options options) throws IOException {
        int connections = Math.max(1, options.integer("connections"));
        ResultFile file = new ResultFile(options.text("results"), "million");
        System.out.printf(Locale.ROOT, "%,d connections in memory, %s%n", connections, options.text("jvm"));
        String shortage = Limits.shortageInOneJvm(connections);
        if (!shortage.isEmpty()) {
            System.out.println("not begun: " + shortage);
            System.exit(1);
        }
        try (Hall hall = new Hall(new PauseLog(Path.of(options.text("pause-log"))))) {
            Course course = new Course(hall, connections, options.integer("active") / 100.0,
                options.seconds("seconds"));
            file.write(course.run(options.text("jvm")));
        }
        System.exit(0);
    }
}
