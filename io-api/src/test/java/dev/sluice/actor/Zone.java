package dev.sluice.actor;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** A dispatcher of each kind. */
enum Zone {
    POOL, LOOP, FIXED_POOL, ONE_THREAD, VIRTUAL_THREADS, FIXED, STEALING, ELASTIC, PINNED, VIRTUAL;

    private static final Executor TWO = Executors.newFixedThreadPool(2,
        Thread.ofPlatform().daemon().name("two").factory());
    private static final Executor ONE = Executors
        .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("one").factory());

    Dispatcher of(ActorSystem system) {
        return switch (this) {
            case POOL -> system.pool();
            case LOOP -> Dispatcher.of(system.loops().get(0));
            case FIXED_POOL -> Dispatcher.of(TWO);
            case ONE_THREAD -> Dispatcher.of(ONE);
            case VIRTUAL_THREADS -> Dispatcher.of(Thread::startVirtualThread);
            case FIXED -> system.dispatcher("fixed", Threads.fixed(2));
            case STEALING -> system.dispatcher("stealing", Threads.stealing(2));
            case ELASTIC -> system.dispatcher("elastic", Threads.elastic(1, 3));
            case PINNED -> system.dispatcher("pinned", Threads.pinned());
            case VIRTUAL -> system.dispatcher("virtual", Threads.virtual());
        };
    }
}
