package dev.sluice.bench.echo.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which processor is whose: the server has the first, the client the second, where there are two and {@code taskset}
 * is.
 */
public enum Pinning {
    /** Each runs where it likes. */
    NONE,
    /** One processor each. */
    PINNED;

    public static Pinning ofThisMachine() {
        return Runtime.getRuntime().availableProcessors() > 1 && hasTaskset() ? PINNED : NONE;
    }

    private static boolean hasTaskset() {
        try {
            return new ProcessBuilder("taskset", "-c", "0", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public List<String> server(List<String> command) {
        return on(0, command);
    }

    public List<String> client(List<String> command) {
        return on(1, command);
    }

    private List<String> on(int processor, List<String> command) {
        if (this == NONE) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(processor)));
        pinned.addAll(command);
        return pinned;
    }

    @Override
    public String toString() {
        return this == NONE ? "not pinned" : "server on CPU 0, client on CPU 1";
    }
}
