package dev.sluice.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where and of what a result was got. */
public final class Machine {
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    public static Map<String, Object> describe() {
        return Json.object("cores", Runtime.getRuntime().availableProcessors(),
            "kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"),
            "arch", System.getProperty("os.arch"));
    }

    public static String jdk() {
        return System.getProperty("java.vendor.version", "") + " " + System.getProperty("java.vm.version");
    }

    /** How many others wanted the processors, on an average of the last minute. */
    public static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The commit of the working directory, and whether anything in it differs. */
    public static String commit() {
        String changes = git("status", "--porcelain");
        return git("rev-parse", "--short=12", "HEAD")
            + (changes.isEmpty() || changes.equals(UNKNOWN) ? "" : ", with changes");
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? out : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
