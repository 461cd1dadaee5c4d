package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StashTest {
    private final ManualSystem manual = ManualSystem.create("stash");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    /** Puts everything aside until it is open; what it is told else it does. */
    private final class Shop implements Actor<String> {
        private final Context<String> ctx;
        private final Stash<String> stash;
        private boolean open;

        Shop(Context<String> ctx, int capacity) {
            this.ctx = ctx;
            this.stash = ctx.stash(capacity);
        }

        @Override
        public void on(String message) {
            switch (message) {
                case "open" -> {
                    open = true;
                    stash.release();
                    assertEquals(0, stash.size());
                }
                case "shut" -> open = false;
                case "clear" -> stash.clear();
                case "stop" -> ctx.stop();
                case "boom" -> throw new Boom();
                default -> serve(message);
            }
        }

        private void serve(String message) {
            if (open) {
                log.add(message);
            } else {
                stash.add(message);
            }
        }
    }

    private ActorRef<String> spawn(Mailbox mailbox, int capacity) {
        system.onDeadLetter(letter -> letters.add(letter.message() + " " + letter.reason()));
        return system.spawn(Spec.named("shop").mailbox(mailbox).onFailure(failure -> {
            log.add(failure.cause().getClass().getSimpleName());
            return failure.cause() instanceof StashFullException ? Directive.RESUME : Directive.restart();
        }), ctx -> new Shop(ctx, capacity));
    }

    private void send(ActorRef<String> actor, String... messages) {
        List.of(messages).forEach(actor::tell);
        manual.run();
    }

    @ParameterizedTest
    @EnumSource
    void g31_release_puts_all_back_in_order_before_newer_messages(Waitings kind) {
        ActorRef<String> shop = spawn(kind.mailbox(), 10);
        send(shop, "a", "b", "open", "c", "d");
        assertEquals(List.of("a", "b", "c", "d"), log);
    }

    @Test
    void g31_what_is_released_may_be_put_aside_again() {
        ActorRef<String> shop = spawn(Mailbox.unbounded(), 10);
        send(shop, "a", "shut", "b", "open", "shut", "c");
        assertEquals(List.of("a", "b"), log);
        send(shop, "open");
        assertEquals(List.of("a", "b", "c"), log);
    }

    @Test
    void g31_more_than_fits_is_the_failure_of_that_handling() {
        ActorRef<String> shop = spawn(Mailbox.unbounded(), 2);
        send(shop, "a", "b", "c", "open");
        assertEquals(List.of("StashFullException", "a", "b"), log);
    }

    @ParameterizedTest
    @EnumSource
    void g31_a_restart_puts_it_to_the_front_of_the_mailbox(Waitings kind) {
        ActorRef<String> shop = spawn(kind.mailbox(), 10);
        send(shop, "a", "b", "boom", "open", "c");
        assertEquals(List.of("Boom", "a", "b", "c"), log);
        assertEquals(List.of(), letters);
    }

    @ParameterizedTest
    @EnumSource
    void g31_at_the_end_it_becomes_dead_letters_before_the_rest(Waitings kind) {
        ActorRef<String> shop = spawn(kind.mailbox(), 10);
        send(shop, "a", "b", "stop", "c");
        assertEquals(List.of("a STOPPED", "b STOPPED", "c STOPPED"), letters);
    }

    @Test
    void g31_what_is_cleared_becomes_dead_letters() {
        ActorRef<String> shop = spawn(Mailbox.unbounded(), 2);
        send(shop, "a", "b", "clear", "c", "open");
        assertEquals(List.of("a CLEARED", "b CLEARED"), letters);
        assertEquals(List.of("c"), log);
    }

    @Test
    void g31_a_question_that_was_put_aside_is_answered_later_or_fails_with_the_end() {
        record Question(ActorRef<String> replyTo) {}
        ActorRef<Object> actor = system.spawn("actor", ctx -> {
            Stash<Object> stash = ctx.stash(10);
            return message -> {
                switch (message) {
                    case Question(var replyTo) -> stash.add(replyTo);
                    case ActorRef<?> replyTo -> replyTo.<String>accepting(text -> null);
                    default -> ctx.stop();
                }
            };
        });
        CompletableFuture<String> answer = system.ask(actor, Question::new, Duration.ofDays(1));
        manual.run();
        assertEquals(false, answer.isDone());
        actor.tell("stop");
        manual.run();
        assertInstanceOf(AskFailedException.class, answer.handle((text, failure) -> failure).join());
    }

    @Test
    void g31_a_million_are_put_back_without_recursion_and_in_slices() {
        int million = 1_000_000;
        ActorRef<Integer> actor = system.spawn("actor", ctx -> new Actor<>() {
            private final Stash<Integer> stash = ctx.stash(million);
            private int next;

            @Override
            public void on(Integer number) {
                if (number < million) {
                    stash.add(number);
                } else {
                    assertEquals(million, stash.size());
                    stash.release();
                    ctx.become(this::again);
                }
            }

            private void again(int number) {
                if (number != next++) {
                    log.add("out of order: " + number);
                }
                if (next == million) {
                    log.add("all");
                }
            }
        });
        for (int i = 0; i <= million; i++) {
            actor.tell(i);
        }
        manual.run();
        assertEquals(List.of("all"), log);
    }

    @Test
    void g31_what_was_released_is_handled_within_the_budget() {
        ActorRef<Act> actor = system.spawn("actor", Act::actor);
        List<Integer> done = new ArrayList<>();
        actor.tell(ctx -> {
            Stash<Act> stash = ctx.stash(1_000);
            for (int i = 0; i < 1_000; i++) {
                stash.add(then -> done.add(1));
            }
            stash.release();
        });
        while (done.isEmpty()) {
            manual.dispatcher().runOne();
        }
        assertEquals(true, done.size() < 100, done.size() + " in one turn");
        manual.run();
        assertEquals(1_000, done.size());
    }

    @Test
    void g31_an_earlier_instances_stash_is_of_no_use() {
        List<Stash<Act>> stashes = new ArrayList<>();
        ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> Directive.restart()), ctx -> {
            stashes.add(ctx.stash(1));
            return Act.actor(ctx);
        });
        actor.tell(Boom::act);
        actor.tell(ctx -> {
            assertThrows(IllegalStateException.class, () -> stashes.get(0).add(Boom::act));
            stashes.get(1).add(then -> log.add("released"));
            stashes.get(1).release();
        });
        manual.run();
        assertEquals(List.of("released"), log);
        assertThrows(IllegalStateException.class, () -> stashes.get(1).size(), "from outside");
    }

    @Test
    void g31_bad_arguments_are_named() {
        ActorRef<Act> actor = system.spawn("actor", Act::actor);
        actor.tell(ctx -> {
            log.add(assertThrows(IllegalArgumentException.class, () -> ctx.stash(0)).getMessage());
            log.add(assertThrows(NullPointerException.class, () -> ctx.stash(1).add(null)).getMessage());
        });
        manual.run();
        assertEquals(List.of("capacity is not positive: 0", "message"), log);
    }
}
