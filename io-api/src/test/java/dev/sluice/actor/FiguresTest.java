package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.Threads;
import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a system counts. */
class FiguresTest {
    /** The two guardians. */
    private static final long TOP = 2;

    private final ManualSystem manual = ManualSystem.create("figures");
    private final ActorSystem system = manual.system();

    @AfterEach
    void close() {
        manual.close();
    }

    @Test
    void g56_spawned_and_living_actors_are_counted() {
        ActorRef<Act> parent = system.spawn("parent", Act::actor);
        parent.tell(ctx -> {
            ctx.spawn("one", Act::actor);
            ctx.spawn("two", Act::actor);
        });
        manual.run();
        assertEquals(new Figures(TOP + 3, TOP + 3, 0, none(), system.figures().lag()), system.figures());
        assertEquals(system.figures().living(), manual.await(system.tree()).size());

        manual.await(system.stop(parent));
        assertEquals(new Figures(TOP + 3, TOP, 0, none(), system.figures().lag()), system.figures());
    }

    @Test
    void g56_however_an_actor_ends_it_is_counted_once() {
        system.spawn("fails to start", ctx -> {
            throw new Boom();
        });
        ActorRef<Act> fails = system.spawn("fails", Act::actor);
        fails.tell(Boom::act);
        ActorRef<Act> held = system.spawn("held", Act::actor);
        held.tell(ctx -> ctx.holdStop(Duration.ofSeconds(1)));
        manual.run();
        system.kill(held);
        system.kill(held);
        system.spawn(Spec.named("refused").on(task -> {
            throw new RejectedExecutionException();
        }), Act::actor);
        manual.run();
        assertEquals(TOP + 4, system.figures().spawned());
        assertEquals(TOP, system.figures().living());
    }

    @Test
    void g56_nobody_is_left_when_the_system_has_ended() throws Exception {
        ActorSystem real = ActorSystem.create(Settings.named("real").loops(1).poolThreads(2));
        Threads.parallel(2, number -> {
            for (int i = 0; i < 1_000; i++) {
                ActorRef<Act> actor = real.spawn("short", Act::actor);
                if (i % 2 == 0) {
                    actor.tell(Context::stop);
                }
            }
        });
        real.close();
        assertEquals(TOP + 2_000, real.figures().spawned());
        assertEquals(0, real.figures().living());
    }

    @Test
    void g56_restarts_are_counted() {
        ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> Directive.restart()), Act::actor);
        actor.tell(Boom::act);
        actor.tell(Boom::act);
        manual.run();
        assertEquals(2, system.figures().restarts());
    }

    @Test
    void g53_dead_letters_are_counted_by_reason() {
        ActorRef<Act> dead = system.spawn("dead", Act::actor);
        manual.await(system.stop(dead));
        dead.tell(Boom::act);
        dead.tell(Boom::act);

        Map<DeadLetter.Reason, Long> letters = system.figures().deadLetters();

        assertEquals(2, letters.get(DeadLetter.Reason.STOPPED));
        assertEquals(0, letters.get(DeadLetter.Reason.LATE));
        assertEquals(system.deadLetters(), letters.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void g55_two_systems_of_one_name_have_trees_and_figures_of_their_own() {
        try (ManualSystem other = ManualSystem.create("figures")) {
            ActorRef<Act> dead = other.system().spawn("dead", Act::actor);
            other.await(other.system().stop(dead));
            dead.tell(Boom::act);
            other.system().spawn(Spec.named("living"), Act::actor);

            assertEquals(new Figures(TOP, TOP, 0, none(), system.figures().lag()), system.figures());
            assertEquals(TOP, manual.await(system.tree()).size());
            assertEquals(TOP + 1, other.system().figures().living());
            assertEquals(1, other.system().figures().deadLetters().get(DeadLetter.Reason.STOPPED));
            assertEquals(TOP + 1, other.await(other.system().tree()).size());
        }
    }

    private static Map<DeadLetter.Reason, Long> none() {
        Map<DeadLetter.Reason, Long> none = new EnumMap<>(DeadLetter.Reason.class);
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            none.put(reason, 0L);
        }
        return none;
    }

    @Test
    void g56_the_lag_of_each_loop_is_told() {
        try (ActorSystem real = ActorSystem.create(Settings.named("lag").loops(2))) {
            assertEquals(Set.of("lag-loop-0", "lag-loop-1"), real.figures().lag().keySet());
            ActorRef<Act> slow = real.spawn(Spec.named("slow").on(Dispatcher.of(real.loops().get(1))), Act::actor);
            slow.tell(ctx -> {
                long until = System.nanoTime() + 5_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            });
            await().until(() -> real.figures().lag().get("lag-loop-1").toMillis() >= 5);
        }
    }
}
