package dev.sluice.bench.actors;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One pair of {@link PingPongBenchmark} with a thread for each, so that every message goes to the other thread. */
public class HopBenchmark extends ActorBenchmark {
    /** Fewer: each may wake a thread. */
    private static final int MESSAGES = 8_000;

    @Param({"SLUICE_APART", "SLUICE_APART_SPINNING"})
    public Place place;
    private Stage stage;
    private Match match;

    @Setup
    public void open() {
        stage = place.open();
        match = new Match(stage, 1);
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
