package dev.sluice.bench.actors;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The product's mailbox beside two others, in nanoseconds for each message: told and drained by one thread, as on a
 * loop, and told by other threads.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(value = 5, jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class MailboxBenchmark {
    private static final int TAKEN_AT_ONCE = 10_000;
    private static final Object MESSAGE = new Object();

    /** What is compared. */
    public enum Candidate {
        /** What the product uses: a stack that is taken as a whole. */
        INBOX(InboxCandidate::new),
        /** A queue by swapping the head, which is the idle flag, too. */
        FUSED_SWAP(FusedSwapCandidate::new),
        /** The JDK's queue and a scheduling word beside it. */
        JDK_QUEUE(JdkQueueCandidate::new);

        private final Supplier<MailboxCandidate> maker;

        Candidate(Supplier<MailboxCandidate> maker) {
            this.maker = maker;
        }

        /** Old as that of an actor that has lived for a while: storing into old objects costs a collector's barrier. */
        MailboxCandidate makeOld() {
            MailboxCandidate mailbox = maker.get();
            System.gc();
            return mailbox;
        }
    }

    /** One mailbox. */
    @State(Scope.Benchmark)
    public static class Box {
        @Param
        public Candidate candidate;
        MailboxCandidate mailbox;

        @Setup
        public void make() {
            mailbox = candidate.makeOld();
        }
    }

    /** A mailbox with threads that fill it; the benchmark's own thread is its consumer. */
    public abstract static class Crowd extends Box {
        private final int size;
        private final Patience patience = new Patience();
        private Producers producers;
        private boolean awake;
        private volatile boolean woken;

        Crowd(int size) {
            this.size = size;
        }

        @Setup
        public void start() {
            producers = Producers.start(size, this::tell);
        }

        @TearDown
        public void stop() {
            producers.close();
        }

        private void tell(Producers.Producer from) {
            if (mailbox.tell(from)) {
                woken = true;
            }
        }

        void take(int count) {
            for (int left = count; left > 0;) {
                Object message = awake ? mailbox.next() : null;
                if (message != null) {
                    ((Producers.Producer) message).handled();
                    left--;
                    patience.renew();
                } else if (!wakes()) {
                    patience.pause();
                }
            }
        }

        /** True if there is something to take at once. */
        private boolean wakes() {
            if (awake) {
                awake = !mailbox.rest();
            } else if (woken) {
                woken = false;
                awake = true;
                return true;
            }
            return false;
        }
    }

    /** One thread tells. */
    @State(Scope.Benchmark)
    public static class One extends Crowd {
        public One() {
            super(1);
        }
    }

    /** Four threads tell. */
    @State(Scope.Benchmark)
    public static class Four extends Crowd {
        public Four() {
            super(4);
        }
    }

    @Benchmark
    public int loopBatchOf1(Box box) {
        return tellAndDrain(box.mailbox, 1);
    }

    @Benchmark
    @OperationsPerInvocation(16)
    public int loopBatchOf16(Box box) {
        return tellAndDrain(box.mailbox, 16);
    }

    @Benchmark
    @OperationsPerInvocation(1000)
    public int loopBatchOf1000(Box box) {
        return tellAndDrain(box.mailbox, 1000);
    }

    @Benchmark
    @OperationsPerInvocation(TAKEN_AT_ONCE)
    public void oneProducer(One one) {
        one.take(TAKEN_AT_ONCE);
    }

    @Benchmark
    @OperationsPerInvocation(TAKEN_AT_ONCE)
    public void fourProducers(Four four) {
        four.take(TAKEN_AT_ONCE);
    }

    /** What a loop does with an actor; gives how many messages were taken. */
    static int tellAndDrain(MailboxCandidate mailbox, int size) {
        boolean woken = false;
        for (int i = 0; i < size; i++) {
            woken |= mailbox.tell(MESSAGE);
        }
        return woken ? drain(mailbox) : 0;
    }

    private static int drain(MailboxCandidate mailbox) {
        int taken = 0;
        do {
            for (Object message; (message = mailbox.next()) != null;) {
                taken += message == MESSAGE ? 1 : 0;
            }
        } while (!mailbox.rest());
        return taken;
    }
}
