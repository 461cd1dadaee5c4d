package dev.sluice.actor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The platform threads of one dispatcher: daemons with numbered names, which know whose they are. */
final class PlatformThreads implements ThreadFactory {
    private final String prefix;
    private final AtomicInteger made = new AtomicInteger();

    PlatformThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable task) {
        return new Member(this, task, prefix + "-" + made.getAndIncrement());
    }

    boolean isCurrent() {
        return Thread.currentThread() instanceof Member member && member.origin == this;
    }

    /** Ends an executor that has nothing to do any more, and waits for its threads. */
    static boolean close(ExecutorService executor) {
        executor.shutdown();
        try {
            return executor.awaitTermination(OwnDispatcher.SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final class Member extends Thread {
        private final PlatformThreads origin;

        Member(PlatformThreads origin, Runnable task, String name) {
            super(task, name);
            this.origin = origin;
            setDaemon(true);
        }
    }
}
