package dev.sluice.bench.savina.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.bench.savina.suite.Limits;
import dev.sluice.bench.savina.suite.Program;
import dev.sluice.bench.savina.suite.Suite;
import dev.sluice.bench.savina.suite.Workload;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The programs in Pekko, on its default dispatcher, a fork-join pool. */
public final class PekkoSuite implements Suite {
    private static final String DISPATCHER = "pekko.actor.default-dispatcher.";

    private final ActorSystem<Guardian.Command> system;

    /**
     * Starts a system.
     *
     * @param threads of the pool
     * @param throughput how many messages an actor handles in a turn
     */
    public PekkoSuite(int threads, int throughput) {
        system = ActorSystem.create(Behaviors.setup(Guardian::new), "savina", config(threads, throughput));
    }

    private static Config config(int threads, int throughput) {
        Map<String, Object> settings = Map.of(
            DISPATCHER + "throughput", throughput,
            DISPATCHER + "fork-join-executor.parallelism-min", threads,
            DISPATCHER + "fork-join-executor.parallelism-max", threads,
            "pekko.loglevel", "WARNING");
        return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
    }

    @Override
    public Program program(Workload workload, int... n) {
        return switch (workload) {
            case PINGPONG -> new PingPong(system, n[0]);
            case COUNT -> new Count(system, n[0]);
            case FJTHRPUT -> new ForkJoinThroughput(system, n[0], n[1]);
            case FJCREATE -> new ForkJoinCreate(system, n[0]);
            case THREADRING -> new ThreadRing(system, n[0], n[1]);
            case CHAMENEOS -> new Chameneos(system, n[0], n[1]);
            case BIG -> new Big(system, n[0], n[1]);
            case BANKING -> new Banking(system, n[0], n[1]);
            case BNDBUFFER -> new BoundedBuffer(system, n[0], n[1], n[2], n[3], n[4]);
            case FIB -> new Fibonacci(system, n[0]);
            case PAIRS -> new Pairs(system, n[0], n[1]);
            case SKYNET -> new SkyNet(system, n[0]);
            case IDLE -> new Idle(system, n[0]);
            case TREE -> new Tree(system, n[0]);
        };
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture()
            .orTimeout(Limits.PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    }
}
