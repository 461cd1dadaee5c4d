package dev.sluice.bench;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorFactory;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.bench.report.Heap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * How much heap an idle actor holds: spawns many, with a shared lambda as the actor, and looks at the heap before and
 * after. No JMH: {@code java -Xmx1g -cp target/bench.jar dev.sluice.bench.IdleActorFootprint [actors]}.
 */
public final class IdleActorFootprint {
    private static final int DEFAULT_COUNT = 1_000_000;

    private final ActorRef<?>[] actors;
    private final AtomicInteger left = new AtomicInteger();
    private final long before;

    private IdleActorFootprint(int count) {
        actors = new ActorRef<?>[count];
        before = Heap.used();
    }

    public static void main(String[] args) throws InterruptedException {
        int count = args.length == 0 ? DEFAULT_COUNT : Integer.parseInt(args[0]);
        measure("on the pool", count, ActorSystem::pool);
        measure("on a loop", count, system -> Dispatcher.of(system.loops().get(0)));
    }

    private static void measure(String where, int count, Function<ActorSystem, Dispatcher> dispatcher)
        throws InterruptedException {
        try (ActorSystem system = ActorSystem.create(Settings.named("idle").loops(1))) {
            Spec spec = Spec.named("idle").on(dispatcher.apply(system));
            IdleActorFootprint footprint = new IdleActorFootprint(count);
            footprint.report(where + ", started", () -> footprint.spawnAll(system, spec));
            footprint.report(where + ", after one message", footprint::tellAll);
        }
    }

    private void report(String what, Runnable step) throws InterruptedException {
        left.set(actors.length);
        long start = System.nanoTime();
        step.run();
        while (left.get() > 0) {
            Thread.sleep(1);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double bytes = (double) (Heap.used() - before) / actors.length;
        System.out.printf("%-32s %,d actors: %.1f bytes each (%.2f s)%n", what, actors.length, bytes, seconds);
    }

    private void spawnAll(ActorSystem system, Spec spec) {
        Actor<Object> shared = message -> left.decrementAndGet();
        ActorFactory<Object> factory = ctx -> {
            left.decrementAndGet();
            return shared;
        };
        for (int i = 0; i < actors.length; i++) {
            actors[i] = system.spawn(spec, factory);
        }
    }

    @SuppressWarnings("unchecked")
    private void tellAll() {
        for (ActorRef<?> actor : actors) {
            ((ActorRef<Object>) actor).tell(this);
        }
    }
}
