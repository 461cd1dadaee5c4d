package dev.sluice.examples;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** How fast it went, in a line. */
final class Rate {
    private static final double NANOS_PER_SECOND = 1e9;

    private Rate() {}

    static void print(CommandSpec command, long messages, long nanos) {
        double seconds = Math.max(1, nanos) / NANOS_PER_SECOND;
        PrintWriter out = command.commandLine().getOut();
        out.printf(Locale.ROOT, "%,d messages in %.3f s: %,.0f messages/s%n", messages, seconds, messages / seconds);
        out.flush();
    }
}
