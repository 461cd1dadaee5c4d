package dev.sluice.transport;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to know when the poller has let go of their channel, in the order in which they asked. */
final class Flushes {
    private static final Logger LOG = LoggerFactory.getLogger(Flushes.class);

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    void add(Runnable flushed) {
        waiting.add(flushed);
    }

    int count() {
        return waiting.size();
    }

    /** Calls the first so many; those that come meanwhile have to wait. */
    void run(int due) {
        for (int i = 0; i < due; i++) {
            call(waiting.remove());
        }
    }

    /** Calls all, also those that come meanwhile. */
    void runAll() {
        while (!waiting.isEmpty()) {
            call(waiting.remove());
        }
    }

    /** Lets nothing out, so that the others get their turn. */
    static void call(Runnable flushed) {
        try {
            flushed.run();
        } catch (Throwable e) {
            LOG.error("a poller goes on after a callback failed", e);
        }
    }
}
