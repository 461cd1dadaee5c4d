package dev.sluice.bench;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import java.util.concurrent.Semaphore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Threads that are no actors tell one actor, in messages a second. */
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(value = 5, jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@State(Scope.Benchmark)
public class TellBenchmark {
    private static final int MESSAGES = 100_000;

    /** Where the actor lives. */
    public enum Place {
        LOOP, POOL
    }

    @Param
    public Place place;
    @Param({"1", "4"})
    public int producers;
    private final Semaphore handled = new Semaphore(0);
    private ActorSystem system;
    private Producers threads;

    @Setup
    public void start() {
        system = ActorSystem.create(Settings.named("tell").loops(1).poolThreads(1));
        Dispatcher where = place == Place.POOL ? system.pool() : Dispatcher.of(system.loops().get(0));
        ActorRef<Producers.Producer> counter = system.spawn(Spec.named("counter").on(where),
            (Context<Producers.Producer> ctx) -> new Counter(handled));
        System.gc();
        threads = Producers.start(producers, counter::tell);
    }

    /** The others went on while the benchmark's own thread did something else. */
    @Setup(Level.Iteration)
    public void forget() {
        handled.drainPermits();
    }

    @TearDown
    public void stop() {
        threads.close();
        system.close();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void tell() throws InterruptedException {
        handled.acquire();
    }

    private static final class Counter implements Actor<Producers.Producer> {
        private final Semaphore handled;
        private int count;

        Counter(Semaphore handled) {
            this.handled = handled;
        }

        @Override
        public void on(Producers.Producer from) {
            from.handled();
            if (++count == MESSAGES) {
                count = 0;
                handled.release();
            }
        }
    }
}
