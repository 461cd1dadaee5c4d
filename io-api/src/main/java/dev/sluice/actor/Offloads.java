package dev.sluice.actor;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The blocking work of one actor: each piece on a virtual thread of its own, so many at a time, the others in line. */
final class Offloads {
    private final String name;
    private final int atMost;
    private final Lock lock = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Offloads(String name, int atMost) {
        this.name = name;
        this.atMost = atMost;
    }

    /** The work throws nothing. */
    void add(Runnable work) {
        if (mayStart(work)) {
            start(work);
        }
    }

    private boolean mayStart(Runnable work) {
        lock.lock();
        try {
            if (running == atMost) {
                waiting.add(work);
                return false;
            }
            running++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void start(Runnable work) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } finally {
                startNext();
            }
        });
    }

    private void startNext() {
        Runnable next = next();
        if (next != null) {
            start(next);
        }
    }

    private Runnable next() {
        lock.lock();
        try {
            Runnable next = waiting.poll();
            running -= next == null ? 1 : 0;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
