package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.Copies;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A system that copies messages at send: where it does, and what shows then. */
class CopyingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private ManualSystem manual = ManualSystem.create(Settings.named("copying").copying(Copies.deep()));
    private ActorSystem system = manual.system();

    private record Order(List<String> items, ActorRef<List<String>> replyTo) {}

    private record Uncopyable(Thread thread) {}

    @AfterEach
    void close() {
        manual.close();
    }

    private void copyBy(UnaryOperator<Object> copier) {
        manual.close();
        manual = ManualSystem.create(Settings.named("copying").copying(copier));
        system = manual.system();
    }

    private static List<String> list(String... elements) {
        return new ArrayList<>(List.of(elements));
    }

    @Test
    void row0_20_a_sender_that_changes_what_it_has_sent_changes_nothing() {
        Probe<List<String>> probe = Probe.in(manual);
        List<String> items = list("one");
        probe.ref().tell(items);
        items.add("two");
        probe.expect(List.of("one"));
    }

    @Test
    void row0_12_without_it_messages_are_shared() {
        copyBy(null);
        Probe<List<String>> probe = Probe.in(manual);
        List<String> items = list("one");
        probe.ref().tell(items);
        items.add("two");
        assertSame(items, probe.expect(List.class));
    }

    @Test
    void row0_12_what_goes_through_a_view_is_copied_once() {
        List<Object> copied = new ArrayList<>();
        copyBy(message -> {
            copied.add(message);
            return message;
        });
        List<String> log = new ArrayList<>();
        ActorRef<String> actor = system.spawn("actor", ctx -> log::add);
        actor.accepting((Integer number) -> "number " + number).accepting(String::length).tell("four");
        manual.run();
        assertEquals(List.of("four"), copied);
        assertEquals(List.of("number 4"), log);
    }

    @Test
    void row0_12_questions_and_answers_are_copied() {
        List<String> kept = list("answer");
        List<List<String>> asked = new ArrayList<>();
        ActorRef<Order> shop = system.spawn("shop", ctx -> order -> {
            asked.add(order.items());
            order.replyTo().tell(kept);
        });
        List<String> items = list("question");
        CompletableFuture<List<String>> answer = system.ask(shop, replyTo -> new Order(items, replyTo), SECOND);
        items.clear();
        assertEquals(List.of("answer"), manual.await(answer));
        assertEquals(List.of(List.of("question")), asked);
        assertNotSame(kept, answer.join());
    }

    @Test
    void row0_12_answers_to_an_actor_are_copied() {
        List<String> kept = list("answer");
        ActorRef<Order> shop = system.spawn("shop",
            ctx -> order -> order.replyTo().accepting((List<String> same) -> same).tell(kept));
        List<Object> results = new ArrayList<>();
        system.spawn("asker", ctx -> {
            ctx.<Order, List<String>>ask(shop, replyTo -> new Order(list(), replyTo), SECOND, result -> result);
            return results::add;
        });
        manual.run();
        kept.add("changed");
        assertEquals(List.of(new Result.Ok<>(List.of("answer"))), results);
    }

    @Test
    void row0_12_tracked_messages_are_copied() {
        List<List<String>> seen = new ArrayList<>();
        ActorRef<List<String>> receiver = system.spawn("receiver", ctx -> seen::add);
        List<String> items = list("one");
        system.spawn("sender", ctx -> {
            ctx.tracked(receiver, receipt -> {
            }).accept(items);
            return nothing -> {
            };
        });
        manual.run();
        items.clear();
        assertEquals(List.of(List.of("one")), seen);
    }

    @Test
    void row0_12_refs_keep_their_identity() {
        Probe<Object> probe = Probe.in(manual);
        ActorRef<String> view = probe.ref().accepting(text -> text);
        for (ActorRef<?> ref : List.of(probe.ref(), view, system.spawn("other", ctx -> nothing -> {
        }))) {
            probe.ref().tell(new ActorRef<?>[] {ref});
            assertSame(ref, probe.expect(ActorRef[].class)[0]);
        }
    }

    @Test
    void row0_12_what_owns_something_moves_as_a_whole() {
        Probe<Object> probe = Probe.in(manual);
        Owned owned = () -> {
        };
        probe.ref().tell(owned);
        assertSame(owned, probe.expect(Owned.class));
    }

    @Test
    void g07_a_message_that_cannot_be_copied_is_refused_at_its_sender() {
        Probe<Object> probe = Probe.in(manual);
        Uncopyable message = new Uncopyable(Thread.currentThread());
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
            () -> probe.ref().tell(message));
        assertEquals("Uncopyable.thread: java.lang.Thread can't be copied", refusal.getMessage());
        assertThrows(NullPointerException.class, () -> probe.ref().tell(null));
        probe.expectNothing();
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g35_a_question_that_cannot_be_copied_leaves_nothing_behind() {
        Probe<Object> probe = Probe.in(manual);
        assertThrows(IllegalArgumentException.class,
            () -> system.ask(probe.ref(), replyTo -> new Uncopyable(Thread.currentThread()), SECOND));
        long before = manual.clock().nanoTime();
        manual.advance(SECOND);
        assertEquals(SECOND.toNanos(), manual.clock().nanoTime() - before);
        assertEquals(0, system.deadLetters());
    }

    @Test
    void row0_12_a_copier_that_gives_nothing_is_found_out() {
        copyBy(message -> null);
        ActorRef<String> actor = system.spawn("actor", ctx -> message -> {
        });
        assertThrows(NullPointerException.class, () -> actor.tell("text"));
    }

    @Test
    void row0_12_what_the_runtime_tells_and_what_services_are_told_is_not_copied() {
        List<Object> copied = new ArrayList<>();
        copyBy(message -> {
            copied.add(message);
            return message;
        });
        ActorRef<String> service = system.service(String.class, Spec.named("service"), ctx -> message -> {
        });
        service.tell("to a service");
        List<Object> seen = new ArrayList<>();
        ActorRef<Object> ended = system.spawn("ended", ctx -> message -> {
        });
        system.spawn("actor", ctx -> {
            ctx.watch(ended, end -> end);
            ctx.timers().once("key", SECOND, "tick");
            ctx.pipe(CompletableFuture.completedFuture("piped"), result -> result);
            return seen::add;
        });
        manual.run();
        system.stop(ended);
        manual.advance(SECOND);
        assertEquals(3, seen.size());
        assertEquals(List.of(), copied);
    }
}
