package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdleTest {
    private static final Act NOTHING = ctx -> {
    };

    private final ManualSystem manual = ManualSystem.create("idle");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> Directive.restart()),
        Act::actor);

    @AfterEach
    void close() {
        manual.close();
    }

    private Act logged(String text) {
        return ctx -> log.add(text + "@" + TimeUnit.NANOSECONDS.toMillis(manual.clock().nanoTime()));
    }

    private void inside(Act act) {
        actor.tell(act);
        manual.run();
    }

    private void advance(int millis) {
        manual.advance(millis(millis));
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }

    @ParameterizedTest
    @EnumSource
    void row1_33_it_comes_once_in_each_gap(Waitings kind) {
        ActorRef<Act> idler = system.spawn(Spec.named("idler").mailbox(kind.mailbox()), Act::actor);
        idler.tell(ctx -> ctx.idle(millis(100), logged("idle")));
        manual.advance(millis(100).minusNanos(1));
        assertEquals(List.of(), log);
        advance(1_000);
        assertEquals(List.of("idle@100"), log);
        idler.tell(NOTHING);
        advance(1_000);
        assertEquals(2, log.size());
        advance(1_000);
        assertEquals(2, log.size());
    }

    @Test
    void g34_each_message_begins_the_time_anew() {
        inside(ctx -> ctx.idle(millis(100), logged("idle")));
        for (int i = 0; i < 10; i++) {
            advance(99);
            actor.accepting(act -> NOTHING).tell("a view's");
        }
        manual.run();
        assertEquals(List.of(), log);
        advance(99);
        assertEquals(List.of(), log);
        advance(1);
        assertEquals(List.of("idle@1090"), log);
    }

    @Test
    void g34_own_timers_do_not_reset_it() {
        inside(ctx -> {
            ctx.idle(millis(100), logged("idle"));
            ctx.timers().every("tick", millis(30), NOTHING);
            ctx.timers().atRate("rate", millis(30), NOTHING);
        });
        advance(1_000);
        assertEquals(List.of("idle@100"), log);
    }

    @Test
    void g34_its_own_message_does_not_reset_it() {
        inside(ctx -> ctx.idle(millis(100), self -> logged("idle").run(self)));
        advance(10_000);
        assertEquals(1, log.size());
    }

    @Test
    void g34_a_message_that_was_queued_first_is_a_sign_of_life() {
        inside(ctx -> ctx.idle(millis(100), logged("idle")));
        actor.tell(NOTHING);
        manual.clock().advance(millis(100));
        manual.run();
        assertEquals(List.of(), log, "its timer has fired while the message waited");
        advance(100);
        assertEquals(List.of("idle@200"), log);
    }

    @Test
    void g34_cancelling_is_immediate_even_if_the_message_is_queued() {
        inside(ctx -> ctx.idle(millis(100), logged("idle")));
        actor.tell(ctx -> {
            manual.clock().advance(millis(100));
            ctx.noIdle();
        });
        advance(1_000);
        assertEquals(List.of(), log);
        inside(Context::noIdle);
    }

    @Test
    void g34_changing_is_immediate_even_if_the_message_is_queued() {
        inside(ctx -> ctx.idle(millis(100), logged("old")));
        actor.tell(ctx -> {
            manual.clock().advance(millis(100));
            ctx.idle(millis(50), logged("new"));
        });
        advance(1_000);
        assertEquals(List.of("new@150"), log);
    }

    @Test
    void g34_a_restart_and_a_stop_end_it() {
        inside(ctx -> ctx.idle(millis(100), logged("idle")));
        inside(Boom::act);
        advance(1_000);
        inside(ctx -> ctx.idle(millis(100), logged("idle")));
        inside(Context::stop);
        advance(1_000);
        assertEquals(List.of(), log);
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g34_bad_arguments_leave_the_old_one() {
        inside(ctx -> {
            ctx.idle(millis(100), logged("idle"));
            assertThrows(IllegalArgumentException.class, () -> ctx.idle(Duration.ZERO, logged("never")));
            assertThrows(NullPointerException.class, () -> ctx.idle(millis(1), null));
            assertThrows(NullPointerException.class, () -> ctx.idle(null, logged("never")));
        });
        advance(1_000);
        assertEquals(List.of("idle@100"), log);
    }

    @Test
    void g34_an_idle_actor_costs_one_timer_and_no_turns() {
        List<Integer> turns = new ArrayList<>();
        ActorRef<Act> counted = system.spawn(Spec.named("counted").on(activation -> {
            turns.add(1);
            manual.dispatcher().execute(activation);
        }), Act::actor);
        counted.tell(ctx -> ctx.idle(millis(100), NOTHING));
        advance(100);
        int before = turns.size();
        advance(100_000);
        assertEquals(before, turns.size());
    }
}
