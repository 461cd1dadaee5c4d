package dev.sluice.transport.tls;

import dev.sluice.loop.Signal;
import dev.sluice.transport.Ready;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;

/** What an engine wants done beside the loop, because it takes long or may block: signatures, and the check of certificates. */
final class Tasks {
    private final SSLEngine engine;
    private final Executor executor;
    private volatile Signal signal = bits -> {
    };
    private volatile boolean running;
    private volatile Throwable failure;

    Tasks(SSLEngine engine, Executor executor) {
        this.engine = engine;
        this.executor = executor;
    }

    void signals(Signal value) {
        signal = Objects.requireNonNull(value, "signal");
    }

    /** As long as this is true, the engine neither wraps nor unwraps. When it has become false, the signal is raised. */
    boolean isRunning() {
        return running;
    }

    /**
     * Sees to it that they are done.
     *
     * @return true if they are already
     */
    boolean done() throws IOException {
        if (!running) {
            start();
        }
        requireNoFailure();
        return !running;
    }

    private void start() throws IOException {
        running = true;
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            running = false;
            throw new IOException("nobody does the tasks of the handshake", e);
        }
    }

    /** What goes wrong with a handshake, the engine keeps for itself, and throws later. Here arrive bugs of others. */
    private void run() {
        try {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        } catch (Throwable e) {
            failure = e;
        } finally {
            running = false;
            goOn();
        }
    }

    /** The handle shall go on, though nothing comes from its poller. */
    void goOn() {
        signal.raise(Ready.HANDLE);
    }

    void requireNoFailure() throws IOException {
        Throwable cause = failure;
        if (cause != null) {
            throw new IOException("a task of the handshake has failed", cause);
        }
    }
}
