package dev.sluice.bench.actors;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Questions and answers, each with its timeout, in pairs of them a second. */
public class AskBenchmark extends ActorBenchmark {
    private static final int QUESTIONS = 20_000;

    @Param({"SLUICE_LOOP", "SLUICE_POOL_2", "PEKKO_1", "PEKKO_2"})
    public Place place;
    private Stage stage;
    private Quiz<?> quiz;

    @Setup
    public void open() {
        stage = place.open();
        quiz = stage.quiz();
        System.gc();
    }

    @TearDown
    public void close() {
        stage.close();
    }

    /** A thread that is no actor waits for each answer: two hops. */
    @Benchmark
    public Object fromOutside() throws Exception {
        return quiz.ask();
    }

    /** An actor has 64 questions under way. */
    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public void byActor() throws InterruptedException {
        quiz.askAll(QUESTIONS);
    }
}
