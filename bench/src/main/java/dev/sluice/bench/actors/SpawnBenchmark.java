package dev.sluice.bench.actors;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The whole life of an actor, in lives a second: spawned, one message, stopped by itself. */
public class SpawnBenchmark extends ActorBenchmark {
    private static final int CHILDREN = 20_000;
    /** So many live at the same time. */
    private static final int ORPHANS = 1000;

    @Param({"SLUICE_LOOP", "SLUICE_POOL_2", "PEKKO_1", "PEKKO_2"})
    public Place place;
    private Stage stage;
    private Nursery<?> nursery;

    @Setup
    public void open() {
        stage = place.open();
        nursery = stage.nursery();
        System.gc();
    }

    @TearDown
    public void close() {
        stage.close();
    }

    @Benchmark
    @OperationsPerInvocation(CHILDREN)
    public void byParent() throws InterruptedException {
        nursery.raise(CHILDREN);
    }

    @Benchmark
    @OperationsPerInvocation(ORPHANS)
    public void fromOutside() throws InterruptedException {
        nursery.scatter(ORPHANS);
    }
}
