package dev.sluice.actor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who runs on which thread, where a thread runs one actor at a time and may block: there {@link Kill} interrupts. The map's own
 * lock for a key is what keeps an interrupt within the activation that it is for.
 */
final class Interrupts {
    private final Map<Runnable, Thread> running = new ConcurrentHashMap<>();

    /** Null for a dispatcher whose threads must not be interrupted. */
    static Interrupts of(Dispatcher dispatcher) {
        return switch (dispatcher) {
            case ThreadsDispatcher zone -> zone.interrupts();
            case AheadDispatcher ahead -> of(ahead.others());
            default -> null;
        };
    }

    /** Runs one activation. An interrupt that came too late for it is not the next actor's. */
    void run(Runnable activation) {
        Thread thread = Thread.currentThread();
        running.put(activation, thread);
        try {
            activation.run();
        } finally {
            running.remove(activation, thread); // the same actor may run on another thread already
            Thread.interrupted();
        }
    }

    /** Interrupts an actor's activation, if there is one, and if it hasn't heard yet what it is interrupted for. */
    void interrupt(Runnable activation, Kill kill) {
        running.computeIfPresent(activation, (same, thread) -> {
            if (!kill.isHeard()) {
                thread.interrupt();
            }
            return thread;
        });
    }

    /** In the cell: it has heard; what follows is not interrupted for the same reason. */
    void heard(Runnable activation, Kill kill) {
        running.computeIfPresent(activation, (same, thread) -> {
            kill.setHeard();
            Thread.interrupted();
            return thread;
        });
    }

    boolean isCurrent() {
        return running.containsValue(Thread.currentThread());
    }
}
