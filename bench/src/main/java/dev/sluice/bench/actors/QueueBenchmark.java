package dev.sluice.bench.actors;

import dev.sluice.bench.actors.Producers.Producer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The limit of {@link TellBenchmark}: the same producers and a bare queue, whose consumer does nothing but look into it. */
@Fork(value = 5, jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC", QueueBenchmark.OPEN})
public class QueueBenchmark extends ActorBenchmark {
    /** Without this, Agrona's queues don't work. */
    static final String OPEN = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";
    private static final int MESSAGES = 100_000;

    /** Which queue. */
    public enum Kind {
        AGRONA(ManyToOneConcurrentLinkedQueue::new), JDK(ConcurrentLinkedQueue::new);

        private final Supplier<Queue<Producer>> maker;

        Kind(Supplier<Queue<Producer>> maker) {
            this.maker = maker;
        }
    }

    @Param
    public Kind kind;
    @Param({"1", "4"})
    public int producers;
    private final Patience patience = new Patience();
    private Queue<Producer> queue;
    private Producers threads;

    @Setup
    public void start() {
        queue = kind.maker.get();
        System.gc();
        threads = Producers.start(producers, queue::add);
    }

    @TearDown
    public void stop() {
        threads.close();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void take() {
        for (int left = MESSAGES; left > 0;) {
            Producer from = queue.poll();
            if (from == null) {
                patience.pause();
            } else {
                from.handled();
                left--;
                patience.renew();
            }
        }
    }
}
