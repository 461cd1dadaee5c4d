package dev.sluice.bench;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The whole life of an actor, in nanoseconds: spawned, one message, stopped by itself. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(value = 5, jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@State(Scope.Benchmark)
public class SpawnBenchmark {
    private static final int LIVES_ON_LOOP = 20_000;
    /** So many live at the same time. */
    private static final int LIVES_ON_POOL = 1000;
    private static final Spec SPEC = Spec.named("mayfly");
    private static final Object MESSAGE = new Object();

    private final Semaphore over = new Semaphore(0);
    private ActorSystem system;
    private ActorRef<Object> nest;

    @Setup
    public void start() {
        system = ActorSystem.create(Settings.named("spawn").loops(1).poolThreads(2));
        Spec spec = Spec.named("nest").on(Dispatcher.of(system.loops().get(0)));
        nest = system.spawn(spec, (Context<Object> ctx) -> new Nest(ctx, over));
        System.gc();
    }

    @TearDown
    public void stop() {
        system.close();
    }

    /** By an actor on a loop, one after the other, the next one when the one before has told its end. */
    @Benchmark
    @OperationsPerInvocation(LIVES_ON_LOOP)
    public void childOnLoop() throws InterruptedException {
        nest.tell(MESSAGE);
        over.acquire();
    }

    /** By a thread that is no actor, many at a time. */
    @Benchmark
    @OperationsPerInvocation(LIVES_ON_POOL)
    public void fromOutsideOnPool() throws InterruptedException {
        CountDownLatch living = new CountDownLatch(LIVES_ON_POOL);
        for (int i = 0; i < LIVES_ON_POOL; i++) {
            system.spawn(SPEC, (Context<Object> ctx) -> new Mayfly(ctx, living::countDown)).tell(MESSAGE);
        }
        living.await();
    }

    private static final class Nest implements Actor<Object> {
        private final Context<Object> ctx;
        private final Semaphore over;
        private int lives;

        Nest(Context<Object> ctx, Semaphore over) {
            this.ctx = ctx;
            this.over = over;
        }

        /** The first message starts it; all others say that a child has gone. */
        @Override
        public void on(Object message) {
            if (lives++ < LIVES_ON_LOOP) {
                ctx.spawn(SPEC, this::mayfly).tell(MESSAGE);
            } else {
                lives = 0;
                over.release();
            }
        }

        private Actor<Object> mayfly(Context<Object> child) {
            return new Mayfly(child, () -> ctx.self().tell(MESSAGE));
        }
    }

    private static final class Mayfly implements Actor<Object> {
        private final Context<Object> ctx;
        private final Runnable gone;

        Mayfly(Context<Object> ctx, Runnable gone) {
            this.ctx = ctx;
            this.gone = gone;
        }

        @Override
        public void on(Object message) {
            ctx.stop();
        }

        @Override
        public void stopping(Stop reason) {
            gone.run();
        }
    }
}
