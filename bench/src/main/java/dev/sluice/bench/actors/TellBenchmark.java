package dev.sluice.bench.actors;

import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Threads that are no actors tell one actor, in messages a second. */
public class TellBenchmark extends ActorBenchmark {
    private static final int MESSAGES = 100_000;

    @Param({"SLUICE_LOOP", "SLUICE_POOL_1", "PEKKO_1"})
    public Place place;
    @Param({"1", "4"})
    public int producers;
    private final Whistle handled = new Whistle();
    private Stage stage;
    private Producers threads;
    /** The actor's. */
    private int count;

    @Setup
    public void start() {
        stage = place.open();
        Consumer<Producers.Producer> counter = stage.spawn(0, 0, this::count);
        System.gc();
        threads = Producers.start(producers, counter);
    }

    private void count(Producers.Producer from) {
        from.handled();
        if (++count == MESSAGES) {
            count = 0;
            handled.blow();
        }
    }

    /** The others went on while the benchmark's own thread did something else. */
    @Setup(Level.Iteration)
    public void forget() {
        handled.forget();
    }

    @TearDown
    public void stop() {
        threads.close();
        stage.close();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void tell() throws InterruptedException {
        handled.await(1);
    }
}
