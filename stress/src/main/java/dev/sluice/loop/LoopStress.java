package dev.sluice.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The wake-up word of a loop: it never sleeps over a task, and its poller is woken once for each sleep at the most. */
public class LoopStress {
    /** Whatever takes so long will never come. */
    private static final long FOR_EVER_SECONDS = 10;

    private LoopStress() {}

    /** Sleeps on a semaphore, and counts the wake-ups for which there was no sleep. */
    private static final class CountingPoller implements Poller {
        private final Semaphore wakeUps = new Semaphore(0);
        private final AtomicInteger asleep = new AtomicInteger();
        private volatile boolean wokenTooOften;

        @Override
        public int poll(long timeoutNanos) {
            if (timeoutNanos != 0) {
                wakeUps.acquireUninterruptibly();
                asleep.decrementAndGet();
            }
            return 0;
        }

        @Override
        public void wakeUp() {
            wokenTooOften |= asleep.incrementAndGet() > 1;
            wakeUps.release();
        }

        @Override
        public void close() {}
    }

    /**
     * A loop with such a poller. One serves a whole JVM: its sleeps are what is raced against. Its thread is no daemon, and so it is
     * closed when the thread has ended on which jcstress has run this JVM's tests.
     */
    private static final class Sleeper {
        static final Loop LOOP = Loop.threaded("stressed", Duration.ZERO);
        static final CountingPoller POLLER = new CountingPoller();

        static {
            LOOP.execute(() -> LOOP.poller(CountingPoller.class, () -> POLLER));
            Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("main"))
                .forEach(main -> Thread.ofPlatform().daemon().start(() -> closeAfter(main)));
        }

        private Sleeper() {}

        private static void closeAfter(Thread main) {
            try {
                main.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("jcstress interrupts nobody", e);
            }
            LOOP.close();
        }
    }

    /** Two threads offer tasks to a loop that goes to sleep in between. */
    @JCStressTest
    @Outcome(id = "both ran", expect = ACCEPTABLE, desc = "the loop was awake, or was woken")
    @Outcome(id = "asleep", expect = FORBIDDEN, desc = "a lost wake-up: a task waits, and the loop sleeps")
    @Outcome(expect = FORBIDDEN, desc = "a task was refused, or the poller was woken twice for one sleep")
    @State
    public static class OfferAgainstSleep {
        private final CountDownLatch ran = new CountDownLatch(2);
        private boolean first;
        private boolean second;

        @Actor
        public void one() {
            first = Sleeper.LOOP.offer(ran::countDown);
        }

        @Actor
        public void other() {
            second = Sleeper.LOOP.offer(ran::countDown);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = !first || !second ? "refused" : isRun() ? "both ran" : "asleep";
            if (Sleeper.POLLER.wokenTooOften) {
                seen.r1 += ", woken too often";
            }
        }

        private boolean isRun() {
            try {
                return ran.await(FOR_EVER_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("jcstress interrupts nobody", e);
            }
        }
    }

    /** One thread offers two tasks to a stepped loop whose owner closes it. */
    @JCStressTest
    @Outcome(id = {"taken 2, ran 2", "taken 1, ran 1", "taken 0, ran 0"}, expect = ACCEPTABLE,
        desc = "whatever was taken ran, whatever came too late was refused")
    @Outcome(expect = FORBIDDEN, desc = "a task was taken and never run, or refused and run")
    @State
    public static class OfferAgainstClose {
        private final Loop loop = Loop.stepped("stepped");
        private int ran;
        private int taken;

        @Actor
        public void sender() {
            taken = (loop.offer(() -> ran++) ? 1 : 0) + (loop.offer(() -> ran++) ? 1 : 0);
        }

        @Actor
        public void owner() {
            loop.onStart();
            loop.doWork();
            loop.onClose();
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = "taken " + taken + ", ran " + ran;
        }
    }

    /** The poller of a loop without sockets: one thread parks in it, another one wakes it. */
    @JCStressTest
    @Outcome(id = "woken", expect = ACCEPTABLE, desc = "the wake-up came before the poll, or ended it")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up: the poll lasted as long as it may")
    @State
    public static class ParkAgainstWakeUp {
        private final ParkingPoller poller = new ParkingPoller();

        @Actor
        public void waker() {
            poller.wakeUp();
        }

        @Actor
        public void loop(L_Result seen) {
            long start = System.nanoTime();
            poller.poll(TimeUnit.SECONDS.toNanos(FOR_EVER_SECONDS));
            seen.r1 = System.nanoTime() - start < TimeUnit.SECONDS.toNanos(FOR_EVER_SECONDS) ? "woken" : "slept on";
        }
    }
}
