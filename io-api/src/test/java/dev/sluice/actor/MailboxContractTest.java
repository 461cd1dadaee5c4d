package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for each mailbox, whatever its order and its size. */
class MailboxContractTest {
    private static final int SENDERS = 4;
    private static final int EACH = 20_000;

    private record Note(int sender, int number) {}

    private final ManualSystem manual = ManualSystem.create("contract");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorRef<Act> spawn(Waitings kind) {
        Spec spec = Spec.named("actor").mailbox(kind.mailbox()).onFailure(failure -> Directive.restart());
        return system.spawn(spec, Act::actor);
    }

    private Act logged(String text) {
        return ctx -> log.add(text);
    }

    @ParameterizedTest
    @EnumSource
    void g3_each_senders_messages_come_in_order_and_none_is_lost(Waitings kind) throws Exception {
        int[] next = new int[SENDERS];
        AtomicInteger disorder = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(SENDERS * EACH);
        try (ActorSystem running = ActorSystem.create("order")) {
            ActorRef<Note> actor = running.spawn(Spec.named("actor").mailbox(kind.mailbox()), ctx -> note -> {
                if (next[note.sender]++ != note.number) {
                    disorder.incrementAndGet();
                }
                all.countDown();
            });
            Threads.parallel(SENDERS, sender -> {
                for (int i = 0; i < EACH; i++) {
                    actor.tell(new Note(sender, i));
                }
            });
            assertTrue(all.await(20, TimeUnit.SECONDS), all.getCount() + " have not come");
            assertEquals(0, running.depth(actor));
        }
        assertEquals(0, disorder.get());
    }

    @ParameterizedTest
    @EnumSource
    void g5_what_comes_before_the_factory_has_run_waits(Waitings kind) {
        ActorRef<Act> actor = spawn(kind);
        actor.tell(logged("a"));
        assertEquals(Offer.QUEUED, actor.offer(logged("b")));
        assertEquals(2, system.depth(actor));
        manual.run();
        assertEquals(List.of("a", "b"), log);
    }

    @ParameterizedTest
    @EnumSource
    void g8_a_restart_keeps_the_rest_in_order_and_what_comes_meanwhile(Waitings kind) {
        Directive later = Directive.restart().backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
        Spec spec = Spec.named("actor").mailbox(kind.mailbox()).onFailure(failure -> later);
        ActorRef<Act> actor = system.spawn(spec, Act::actor);
        actor.tell(Boom::act);
        actor.tell(logged("a"));
        actor.tell(logged("b"));
        manual.run();
        actor.tell(logged("c"));
        manual.run();
        assertEquals(List.of(), log);
        assertEquals(3, system.depth(actor));
        manual.advance(Duration.ofSeconds(2));
        assertEquals(List.of("a", "b", "c"), log);
    }

    @ParameterizedTest
    @EnumSource
    void g6_what_is_left_at_the_end_becomes_dead_letters(Waitings kind) {
        List<DeadLetter.Reason> reasons = new ArrayList<>();
        system.onDeadLetter(letter -> reasons.add(letter.reason()));
        ActorRef<Act> actor = spawn(kind);
        actor.tell(Context::stop);
        actor.tell(logged("never"));
        actor.tell(logged("never"));
        manual.run();
        actor.tell(logged("never"));
        assertEquals(Offer.STOPPED, actor.offer(logged("never")), "which is the sender's still");
        assertEquals(List.of(DeadLetter.Reason.STOPPED, DeadLetter.Reason.STOPPED, DeadLetter.Reason.STOPPED), reasons);
        assertEquals(List.of(), log);
        assertEquals(0, system.depth(actor));
    }

    @ParameterizedTest
    @EnumSource
    void g28_a_drain_comes_after_all_that_is_there(Waitings kind) {
        ActorRef<Act> actor = spawn(kind);
        actor.tell(logged("a"));
        CompletableFuture<Stop> stopped = system.drain(actor);
        actor.tell(logged("late"));
        assertInstanceOf(Stop.Normal.class, manual.await(stopped));
        assertTrue(log.contains("a"));
    }

    @ParameterizedTest
    @EnumSource
    void g15_the_end_of_an_actor_comes_after_all_that_it_had_sent(Waitings kind) {
        ActorRef<Act> watcher = spawn(kind);
        ActorRef<Act> sender = system.spawn("sender", Act::actor);
        watcher.tell(ctx -> ctx.watch(sender, gone -> logged("gone")));
        manual.run();
        sender.tell(ctx -> {
            for (int i = 0; i < 3; i++) {
                watcher.tell(logged("sent"));
            }
            ctx.stop();
        });
        manual.run();
        assertEquals(List.of("sent", "sent", "sent", "gone"), log);
    }

    @ParameterizedTest
    @EnumSource
    void g1_an_actor_sleeps_and_is_woken_without_loss(Waitings kind) {
        try (ActorSystem running = ActorSystem.create("sleep")) {
            Probe<Integer> probe = Probe.in(running);
            ActorRef<Integer> echo = running.spawn(Spec.named("echo").mailbox(kind.mailbox()),
                ctx -> number -> probe.ref().tell(number));
            for (int i = 0; i < 2_000; i++) {
                echo.tell(i);
                probe.expect(i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void g7_tell_and_offer_reject_null_at_the_call(Waitings kind) {
        ActorRef<Act> actor = spawn(kind);
        assertThrows(NullPointerException.class, () -> actor.tell(null));
        assertThrows(NullPointerException.class, () -> actor.offer(null));
        assertThrows(NullPointerException.class, () -> actor.<Act>accepting(act -> act).offer(null));
    }
}
