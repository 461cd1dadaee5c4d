package dev.sluice.bench.actors;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Pairs of actors with one message in flight, in messages a second, each way counted. */
public class PingPongBenchmark extends ActorBenchmark {
    /** So many that the benchmark's own thread, which starts a game and waits for its end, doesn't count. */
    private static final int MESSAGES = 256_000;

    @Param({"SLUICE_LOOP", "SLUICE_LOOPS", "SLUICE_POOL_2", "PEKKO_1", "PEKKO_2"})
    public Place place;
    @Param({"1", "64"})
    public int pairs;
    private Stage stage;
    private Match match;

    @Setup
    public void open() {
        stage = place.open();
        match = new Match(stage, pairs);
        System.gc();
    }

    @TearDown
    public void close() {
        stage.close();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void play() throws InterruptedException {
        match.play(MESSAGES);
    }
}
