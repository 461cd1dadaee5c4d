package dev.sluice.bench;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Pairs of actors with one message in flight, in messages a second, each way counted. */
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(value = 5, jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class PingPongBenchmark {
    private static final int PAIRS = 64;
    /** So many that the benchmark's own thread, which starts a game and waits for its end, doesn't count. */
    private static final int MESSAGES = 256_000;
    /** Where each message may wake a thread. */
    private static final int MESSAGES_BY_WAKE_UP = 8_000;

    /** A system with two loops and a pool of two threads. */
    @State(Scope.Benchmark)
    public static class Court {
        private final Duration spin;
        ActorSystem system;

        public Court() {
            this(Duration.ZERO);
        }

        Court(Duration spin) {
            this.spin = spin;
        }

        @Setup
        public void open() {
            system = ActorSystem.create(Settings.named("court").loops(2).poolThreads(2).spin(spin));
        }

        @TearDown
        public void close() {
            system.close();
        }

        Dispatcher loop(int index) {
            return Dispatcher.of(system.loops().get(index));
        }

        Match match(int pairs, Dispatcher one, Dispatcher other) {
            return new Match(system, pairs, one, other);
        }
    }

    /** Its loops poll for a while before they block. */
    @State(Scope.Benchmark)
    public static class SpinningCourt extends Court {
        public SpinningCourt() {
            super(Duration.ofMillis(1));
        }
    }

    @State(Scope.Benchmark)
    public static class OneLoop {
        Match match;
        Match pairs;

        @Setup
        public void setUp(Court court) {
            match = court.match(1, court.loop(0), court.loop(0));
            pairs = court.match(PAIRS, court.loop(0), court.loop(0));
            System.gc();
        }
    }

    @State(Scope.Benchmark)
    public static class TwoLoops {
        Match match;

        @Setup
        public void setUp(Court court) {
            match = court.match(1, court.loop(0), court.loop(1));
            System.gc();
        }
    }

    @State(Scope.Benchmark)
    public static class TwoSpinningLoops {
        Match match;

        @Setup
        public void setUp(SpinningCourt court) {
            match = court.match(1, court.loop(0), court.loop(1));
            System.gc();
        }
    }

    @State(Scope.Benchmark)
    public static class Pool {
        Match match;
        Match pairs;

        @Setup
        public void setUp(Court court) {
            match = court.match(1, court.system.pool(), court.system.pool());
            pairs = court.match(PAIRS, court.system.pool(), court.system.pool());
            System.gc();
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void onePairOneLoop(OneLoop loop) throws InterruptedException {
        loop.match.play(MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void manyPairsOneLoop(OneLoop loop) throws InterruptedException {
        loop.pairs.play(MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES_BY_WAKE_UP)
    public void onePairTwoLoops(TwoLoops loops) throws InterruptedException {
        loops.match.play(MESSAGES_BY_WAKE_UP);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void onePairTwoSpinningLoops(TwoSpinningLoops loops) throws InterruptedException {
        loops.match.play(MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void onePairPool(Pool pool) throws InterruptedException {
        pool.match.play(MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void manyPairsPool(Pool pool) throws InterruptedException {
        pool.pairs.play(MESSAGES);
    }

    /** Some pairs that play at the same time. */
    static final class Match {
        private final Semaphore over = new Semaphore(0);
        private final List<Ball> balls;

        Match(ActorSystem system, int pairs, Dispatcher one, Dispatcher other) {
            balls = IntStream.range(0, pairs).mapToObj(i -> new Ball(player(system, one), player(system, other), over))
                .toList();
        }

        private static ActorRef<Ball> player(ActorSystem system, Dispatcher where) {
            return system.spawn(Ball.class, Spec.named("player").on(where), ctx -> Ball::hit);
        }

        void play(int messages) throws InterruptedException {
            balls.forEach(ball -> ball.serve(messages / balls.size()));
            over.acquire(balls.size());
        }
    }

    /** The message: goes back and forth between its two players, so that a hit allocates what a tell allocates. */
    private static final class Ball {
        private final ActorRef<Ball> one;
        private final ActorRef<Ball> other;
        private final Semaphore over;
        private int left;

        Ball(ActorRef<Ball> one, ActorRef<Ball> other, Semaphore over) {
            this.one = one;
            this.other = other;
            this.over = over;
        }

        void serve(int messages) {
            left = messages;
            one.tell(this);
        }

        void hit() {
            if (--left == 0) {
                over.release();
            } else {
                (left % 2 == 0 ? one : other).tell(this);
            }
        }
    }
}
