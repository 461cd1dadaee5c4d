package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How full a mailbox is, as others see it. */
class DepthTest {
    private static final Act NOTHING = ctx -> {
    };

    private final ManualSystem manual = ManualSystem.create("depth");
    private final ActorSystem system = manual.system();

    @AfterEach
    void close() {
        manual.close();
    }

    @ParameterizedTest
    @EnumSource
    void g13_the_depth_is_what_waits(Waitings kind) {
        ActorRef<Act> actor = system.spawn(Spec.named("actor").mailbox(kind.mailbox()), Act::actor);
        manual.run();
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            assertEquals(i, system.depth(actor));
            actor.tell(ctx -> seen.add(system.depth(actor)));
        }
        manual.run();
        for (int i = 0; i < 200; i++) {
            assertEquals(199 - i, seen.get(i));
        }
        assertEquals(0, system.depth(actor));
        assertEquals(0, system.depth(actor.accepting(act -> NOTHING)), "a view stands for its actor");
    }

    @Test
    void g13_of_what_the_actor_has_not_looked_at_some_thousands_are_counted() {
        List<Integer> looked = new ArrayList<>();
        ActorRef<Act> actor = system.spawn("actor", Act::actor);
        for (int i = 0; i < 100_000; i++) {
            actor.tell(NOTHING);
        }
        assertTrue(system.depth(actor) >= 4_000, "" + system.depth(actor));
        actor.tell(ctx -> looked.add(system.depth(actor)));
        manual.run();
        assertEquals(List.of(0), looked);
        actor.tell(ctx -> {
            for (int i = 0; i < 100_000; i++) {
                actor.tell(NOTHING);
            }
            looked.add(system.depth(actor));
        });
        actor.tell(NOTHING);
        manual.dispatcher().runOne();
        assertTrue(system.depth(actor) > 90_000, "all that it has looked at: " + system.depth(actor));
        manual.run();
        assertEquals(0, system.depth(actor));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNBOUNDED", "DROP_OLDEST"})
    void g13_anybody_may_look_at_any_time(Waitings kind) {
        AtomicLong handled = new AtomicLong();
        try (ActorSystem running = ActorSystem.create("looking")) {
            ActorRef<Integer> actor = running.spawn(Spec.named("actor").mailbox(kind.mailbox()),
                ctx -> number -> handled.incrementAndGet());
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 200_000; i++) {
                    actor.tell(i);
                }
            });
            while (!sending.isDone()) {
                int depth = running.depth(actor);
                assertTrue(depth >= 0 && depth <= 205_000, "" + depth);
            }
            running.drain(actor).join();
            assertEquals(200_000, handled.get());
            assertEquals(0, running.depth(actor));
        }
    }

    @Test
    void g13_the_depth_is_an_actors() {
        assertThrows(NullPointerException.class, () -> system.depth(null));
        ActorRef<ActorRef<String>> target = system.spawn("target",
            ctx -> replyTo -> assertThrows(IllegalArgumentException.class, () -> system.depth(replyTo)));
        CompletableFuture<String> answer = system.ask(target, (ActorRef<String> replyTo) -> replyTo,
            Duration.ofSeconds(1));
        manual.run();
        assertEquals(0, system.deadLetters());
        assertEquals(false, answer.isDone());
    }

    @Test
    void g13_high_water_is_told_each_time_it_rises_over_the_mark_on_the_senders_thread() {
        List<ActorRef<?>> told = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        Mailbox mailbox = Mailbox.bounded(5, Overflow.DROP_OLDEST).highWater(3, full -> {
            told.add(full);
            threads.add(Thread.currentThread());
        });
        ActorRef<Act> actor = system.spawn(Spec.named("actor").mailbox(mailbox), Act::actor);
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < 3; i++) {
                actor.tell(NOTHING);
            }
            assertEquals(round - 1, told.size(), "not yet over it");
            for (int i = 0; i < 7; i++) {
                actor.tell(NOTHING);
            }
            assertEquals(round, told.size(), "once");
            manual.run();
        }
        assertEquals(List.of(actor, actor), told);
        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), threads);
    }

    @Test
    void g13_a_listener_that_fails_is_not_the_senders_failure() {
        Mailbox mailbox = Mailbox.unbounded().highWater(0, full -> {
            throw new Boom();
        });
        List<String> log = new ArrayList<>();
        ActorRef<Act> actor = system.spawn(Spec.named("actor").mailbox(mailbox), Act::actor);
        actor.tell(ctx -> log.add("handled"));
        manual.run();
        assertEquals(List.of("handled"), log);
    }
}
