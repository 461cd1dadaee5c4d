package dev.sluice.bench.echo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells about a process. */
public final class ProcFs {
    /** {@code USER_HZ}, in which {@code stat} counts: the same on every Linux that Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    private ProcFs() {}

    /** A thread: the processor time that it has used, and how often it has gone to sleep. */
    public record ThreadUse(long id, String name, long nanos, long sleeps) {
        /** What it has used since then; null = since its start. */
        public ThreadUse minus(ThreadUse before) {
            return before == null ? this : new ThreadUse(id, name, nanos - before.nanos, sleeps - before.sleeps);
        }
    }

    /** Processor time of a process in seconds, user and system, to a hundredth; also of threads that have ended. */
    public static double cpuSeconds(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
    }

    /** The threads of a process, to the nanosecond. */
    public static List<ThreadUse> threads(long pid) {
        List<ThreadUse> threads = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            tasks.forEach(task -> threads.add(thread(task)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return threads;
    }

    private static ThreadUse thread(Path task) {
        long nanos = Long.parseLong(read(task.resolve("schedstat")).split(" ")[0]);
        long sleeps = read(task.resolve("status")).lines()
            .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
            .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
            .sum();
        return new ThreadUse(Long.parseLong(task.getFileName().toString()), read(task.resolve("comm")).strip(), nanos,
            sleeps);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
