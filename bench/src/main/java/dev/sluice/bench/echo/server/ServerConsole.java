package dev.sluice.bench.echo.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How a measured server is asked about itself: a line on its standard input is a question, the answer goes to its
 * standard output. It costs the server nothing while nobody asks; and the end of the input ends the server, so that
 * none outlives whoever has started it.
 */
public final class ServerConsole {
    /** What it answers; all but the histogram in one line. */
    public enum Question {
        /** Bytes that the loop's thread has allocated so far; of a server with several threads, those of all. */
        ALLOCATED,
        /** Bytes of direct memory. */
        DIRECT,
        /** All that is alive, by class, as {@code jcmd GC.class_histogram} prints it; then {@link #END}. */
        HISTOGRAM
    }

    public static final String LISTENING = "LISTENING ";
    public static final String END = ".";

    private ServerConsole() {}

    /** Announces the port, answers until the input ends, and then ends the process. */
    static void serve(int port, Figures figures) throws IOException {
        System.out.println(LISTENING + "127.0.0.1:" + port);
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line; (line = in.readLine()) != null;) {
                System.out.println(answer(Question.valueOf(line), figures));
            }
        }
        System.exit(0);
    }

    private static String answer(Question question, Figures figures) {
        return switch (question) {
            case ALLOCATED -> Long.toString(figures.allocated().getAsLong());
            case DIRECT -> Long.toString(figures.direct().getAsLong());
            case HISTOGRAM -> histogram() + "\n" + END;
        };
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[] {new String[0]}, new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("this JVM gives no class histogram", e);
        }
    }
}
