package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.bench.savina.suite.Program;
import dev.sluice.bench.savina.suite.Suite;
import dev.sluice.bench.savina.suite.Workload;
import dev.sluice.loop.Loop;
import java.time.Duration;

/** The programs in Sluice. Closing it fails if a message was lost. */
public final class SluiceSuite implements Suite {
    private final ActorSystem system;
    /** Null: the actors are on the pool. */
    private final Loop loop;

    private SluiceSuite(Settings settings, Loop loop) {
        this.system = ActorSystem.create(settings);
        this.loop = loop;
    }

    /** With all actors on a pool of so many threads. */
    public static Suite onPool(int threads) {
        return new SluiceSuite(Settings.named("savina").loops(1).poolThreads(threads), null);
    }

    /** With all actors on one loop. */
    public static Suite onLoop() {
        Loop loop = Loop.threaded("savina", Duration.ZERO);
        return new SluiceSuite(Settings.named("savina").loops(1).dispatcher(Dispatcher.of(loop)), loop);
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
        system.close();
        if (loop != null) {
            loop.close();
        }
        if (system.deadLetters() > 0) {
            throw new IllegalStateException(system.deadLetters() + " messages were lost");
        }
    }
}
