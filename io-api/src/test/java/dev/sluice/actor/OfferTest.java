package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How senders react to a mailbox that is full. */
class OfferTest {
    private final ManualSystem manual = ManualSystem.create("bounded");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private record Named(String name, List<String> log) implements Act {
        @Override
        public void run(Context<Act> ctx) {
            log.add(name);
        }
    }

    private Named named(String name) {
        return new Named(name, log);
    }

    private ActorRef<Act> spawn(int capacity, Overflow overflow) {
        return spawn(Spec.named("actor").mailbox(Mailbox.bounded(capacity, overflow)));
    }

    private ActorRef<Act> spawn(Spec spec) {
        system.onDeadLetter(letters::add);
        ActorRef<Act> actor = system.spawn(spec, Act::actor);
        manual.run();
        return actor;
    }

    @ParameterizedTest
    @EnumSource
    void g10_offer_returns_full_and_leaves_the_message_to_the_sender(Overflow overflow) {
        ActorRef<Act> actor = spawn(2, overflow);
        ActorRef<Act> view = actor.accepting(act -> act);
        assertEquals(Offer.QUEUED, actor.offer(named("0")));
        assertEquals(Offer.QUEUED, view.offer(named("1")));
        assertEquals(Offer.FULL, actor.offer(named("2")));
        assertEquals(Offer.FULL, view.offer(named("2")));
        manual.run();
        assertEquals(List.of("0", "1"), log);
        assertEquals(List.of(), letters);
        assertEquals(Offer.QUEUED, actor.offer(named("2")));
    }

    @Test
    void g35_an_offered_answer_is_queued_once() {
        List<ActorRef<String>> asked = new ArrayList<>();
        ActorRef<ActorRef<String>> target = system.spawn("target", ctx -> asked::add);
        CompletableFuture<String> answer = system.ask(target, (ActorRef<String> replyTo) -> replyTo,
            Duration.ofSeconds(1));
        manual.run();
        ActorRef<Integer> view = asked.get(0).accepting(i -> "i" + i);
        assertEquals(Offer.QUEUED, view.offer(1));
        assertEquals("i1", answer.join());
        assertEquals(Offer.STOPPED, view.offer(2));
        assertEquals(Offer.STOPPED, asked.get(0).offer("late"));
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g10_a_waiting_offer_goes_on_when_there_is_room() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        try (ActorSystem running = ActorSystem.create("waiting")) {
            Probe<Integer> probe = Probe.in(running);
            ActorRef<Integer> actor = running.spawn(
                Spec.named("actor").mailbox(Mailbox.bounded(1, Overflow.DROP_NEWEST)), ctx -> number -> {
                    blocked.await();
                    probe.ref().tell(number);
                });
            actor.tell(0);
            Awaitility.await().until(() -> running.depth(actor) == 0);
            assertEquals(Offer.QUEUED, running.offer(actor, 1, Duration.ofSeconds(20)));
            assertEquals(Offer.FULL, running.offer(actor, 2, Duration.ofMillis(1)));
            assertEquals(Offer.FULL, running.offer(actor.<Integer>accepting(i -> i), 2, Duration.ZERO));
            CompletableFuture<Offer> waiting = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    waiting.complete(running.offer(actor, 2, Duration.ofSeconds(20)));
                } catch (Throwable e) {
                    waiting.completeExceptionally(e);
                }
            });
            blocked.countDown();
            assertEquals(Offer.QUEUED, waiting.join());
            for (int i = 0; i < 3; i++) {
                probe.expect(i);
            }
            running.kill(actor).join();
            assertEquals(Offer.STOPPED, running.offer(actor, 4, Duration.ofSeconds(20)));
            assertEquals(0, running.deadLetters());
        }
    }

    @Test
    void g10_a_waiting_offer_is_told_of_the_actors_end() {
        ActorRef<Act> actor = spawn(1, Overflow.DROP_NEWEST);
        actor.tell(named("0"));
        CompletableFuture<Offer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return system.offer(actor, named("1"), Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        system.stop(actor);
        manual.run();
        assertEquals(Offer.STOPPED, waiting.join());
    }

    @Test
    void g10_an_actors_thread_can_not_wait_for_room() {
        ActorRef<Act> actor = spawn(1, Overflow.DROP_NEWEST);
        actor.tell(ctx -> {
            assertThrows(IllegalStateException.class, () -> system.offer(actor, named("0"), Duration.ZERO));
            log.add("refused");
        });
        manual.run();
        assertEquals(List.of("refused"), log);
    }

    @Test
    void g9_bad_arguments_are_named() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Mailbox.bounded(0, Overflow.FAIL)).getMessage()
            .contains("capacity"));
        assertEquals("overflow",
            assertThrows(NullPointerException.class, () -> Mailbox.bounded(1, null)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Mailbox.unbounded().highWater(-1, full -> {
        })).getMessage().contains("depth"));
        assertEquals("mailbox",
            assertThrows(NullPointerException.class, () -> Spec.named("a").mailbox(null)).getMessage());
    }
}
