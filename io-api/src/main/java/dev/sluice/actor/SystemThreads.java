package dev.sluice.actor;

import dev.sluice.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All threads of a system: its loops, its pool, the dispatchers that it has made for its users, and those of blocking actors. */
final class SystemThreads {
    private static final Logger LOG = LoggerFactory.getLogger(ActorSystem.class);

    private final String system;
    private final NamedLoops loops;
    private final PoolDispatcher pool;
    private final NamedDispatchers dispatchers;
    /** Null: the system has no dispatcher that was given to it. */
    private final Dispatcher foreign;
    /** Of blocking actors, each as long as it runs. */
    private final Set<Thread> own = ConcurrentHashMap.newKeySet();

    SystemThreads(Settings settings) {
        system = settings.name();
        loops = new NamedLoops(system, settings.loops(), settings.spin());
        pool = new PoolDispatcher("pool", system + "-pool", settings.poolThreads());
        dispatchers = new NamedDispatchers(system);
        foreign = settings.dispatcher();
    }

    List<Loop> loops() {
        return loops.first();
    }

    List<Loop> loops(String name, int count) {
        return loops.get(name, count);
    }

    List<Loop> allLoops() {
        return loops.all();
    }

    Dispatcher pool() {
        return pool;
    }

    Dispatcher dispatcher(String name, Threads threads) {
        return dispatchers.get(name, threads);
    }

    Set<Thread> own() {
        return own;
    }

    /** The first loop's thread is no daemon; the others, once they are there, end with it. */
    void keepJvmAlive() {
        loops().get(0).execute(() -> LOG.debug("{} is up", system));
    }

    // ---- who may wait ----

    /** For those who wait for the system: nobody whom it waits for. */
    void requireOutside() {
        if (own.contains(Thread.currentThread())) {
            throw new IllegalStateException("an actor can't wait for the system that waits for it");
        }
        requireUnshared();
    }

    /** For those who wait for an actor; a virtual thread is nobody else's. */
    void requireWaitable() {
        if (!Thread.currentThread().isVirtual()) {
            requireUnshared();
        }
    }

    /** For those who wait for room in a mailbox. */
    void requireUnshared() {
        boolean shared = pool.isCurrent() || dispatchers.isCurrent() || allLoops().stream().anyMatch(Loop::inLoop)
            || (foreign != null && foreign.isCurrent());
        if (shared) {
            throw new IllegalStateException("an actor's thread can't wait: " + Thread.currentThread().getName());
        }
    }

    // ---- the end ----

    /** On threads of their own, because these can't wait for themselves. */
    CompletionStage<?> close(Duration within) {
        List<Runnable> closers = new ArrayList<>();
        loops.end().forEach(loop -> closers.add(loop::close));
        closers.add(() -> dispatchers.close().forEach(this::reportBusy));
        closers.add(() -> {
            if (!pool.close()) {
                reportBusy(pool);
            }
        });
        return CompletableFuture.allOf(closers.stream()
            .map(closer -> CompletableFuture.runAsync(closer, this::onThreadOfItsOwn))
            .toArray(CompletableFuture[]::new)).orTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onThreadOfItsOwn(Runnable closer) {
        Thread.ofPlatform().name(system + "-shutdown").daemon().start(closer);
    }

    private void reportBusy(Dispatcher dispatcher) {
        LOG.warn("{}: a thread of {} is still busy; it is left behind", system, dispatcher);
    }
}
