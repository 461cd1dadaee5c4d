package dev.sluice.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The processes that this one has started: none of them outlives it, also when it is interrupted. */
public final class Children {
    private static final Set<Process> RUNNING = new HashSet<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "children"));
    }

    private Children() {}

    /** Starts a command; what it writes to its standard error appears on ours. */
    public static synchronized Process start(List<String> command) {
        if (ending) {
            throw new IllegalStateException("this process is ending");
        }
        try {
            Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            RUNNING.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for so long, and then no longer. */
    public static void end(Process child, long patienceMillis) {
        try {
            if (!child.waitFor(patienceMillis, TimeUnit.MILLISECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        synchronized (Children.class) {
            RUNNING.remove(child);
        }
    }

    private static synchronized void endAll() {
        ending = true;
        RUNNING.forEach(Process::destroyForcibly);
    }

    /** The command for a class of this program in a JVM like this one. */
    public static List<String> java(List<String> jvmArguments, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
