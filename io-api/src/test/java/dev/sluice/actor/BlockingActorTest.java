package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.Probe;
import dev.sluice.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a blocking actor runs, fails, and runs again. */
class BlockingActorTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final VirtualClock clock = new VirtualClock();
    private final ActorSystem system = ActorSystem.create(Settings.named("blocking").scheduler(clock));
    private final Probe<Object> probe = Probe.in(system);
    private final ActorRef<Object> out = probe.ref();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final Runnable listening = system
        .onDeadLetter(letter -> letters.add(letter.message() + " " + letter.reason()));

    @AfterEach
    void close() {
        listening.run();
        system.close();
    }

    private ActorRef<Object> spawn(Directive directive, BlockingActor<Object> body) {
        return spawn(Spec.named("actor").onFailure(failure -> {
            out.tell("decided on " + failure.message());
            return directive;
        }), body);
    }

    private ActorRef<Object> spawn(Spec spec, BlockingActor<Object> body) {
        ActorRef<Object> actor = system.spawnBlocking(spec, body);
        probe.watch(actor);
        return actor;
    }

    private void expect(Object... messages) {
        List.of(messages).forEach(probe::expect);
    }

    /** Receives for ever, and does what it gets; says why it was led out. */
    private void obey(BlockingContext<Object> ctx) throws Exception {
        try {
            for (;;) {
                ctx.receive(Order.class).run(ctx);
            }
        } catch (ActorStoppedException e) {
            out.tell("led out: " + e.reason().getClass().getSimpleName());
            throw e;
        }
    }

    @FunctionalInterface
    private interface Order {
        void run(BlockingContext<Object> ctx) throws Exception;
    }

    private static Order order(Order order) {
        return order;
    }

    @Test
    void g10_it_may_wait_for_room_but_not_for_its_system() {
        CountDownLatch open = new CountDownLatch(1);
        ActorRef<Object> full = system.spawnBlocking(
            Spec.named("full").mailbox(Mailbox.bounded(1, Overflow.DROP_NEWEST)), ctx -> {
                open.await();
                echo(ctx);
            });
        full.tell("first");
        spawn(Directive.STOP, ctx -> {
            assertThrows(IllegalStateException.class, system::close);
            assertThrows(IllegalStateException.class, system::join);
            out.tell(system.offer(full, "second", Duration.ofNanos(1)));
            out.tell(system.offer(full, "second", LONG));
        });
        expect(Offer.FULL);
        open.countDown();
        probe.await(Offer.class, Offer.QUEUED::equals);
    }

    @Test
    void g21_what_the_body_throws_is_its_failure() {
        ActorRef<Object> actor = spawn(Directive.STOP, ctx -> {
            ctx.receive();
            throw new Boom();
        });
        actor.tell("message");
        expect("decided on message");
        assertInstanceOf(Boom.class, probe.expectTerminated(actor).reason().cause());
    }

    @Test
    void g8_a_restart_runs_the_body_again_and_keeps_mailbox_and_what_was_skipped() {
        AtomicInteger runs = new AtomicInteger();
        ActorRef<Object> actor = spawn(Directive.restart(), ctx -> {
            if (runs.incrementAndGet() == 1) {
                ctx.timers().once("key", Duration.ofNanos(1), "of the first run");
                ctx.receive("boom"::equals);
                throw new Boom();
            }
            for (;;) {
                out.tell(ctx.receive());
            }
        });
        List.of("a", "b", "boom", "c").forEach(actor::tell);
        expect("decided on boom", "a", "b", "c");
        actor.tell("d");
        expect("d");
        assertEquals(2, runs.get());
        assertEquals(List.of(), letters);
    }

    @Test
    void g25_a_failure_while_it_receives_leads_the_body_out_before_the_next_run() {
        AtomicInteger inside = new AtomicInteger();
        ActorRef<Object> actor = spawn(Directive.restart(), ctx -> {
            assertEquals(1, inside.incrementAndGet());
            try {
                obey(ctx);
            } finally {
                inside.decrementAndGet();
            }
        });
        actor.accepting(any -> {
            throw new Boom();
        }).tell("a");
        expect("decided on a", "led out: Restarting");
        actor.tell(order(ctx -> out.tell("again")));
        expect("again");
    }

    @Test
    void g25_what_a_body_asks_for_on_its_way_out_is_not_the_next_runs() {
        AtomicInteger runs = new AtomicInteger();
        ActorRef<Object> actor = spawn(Directive.restart(), ctx -> {
            int run = runs.incrementAndGet();
            try {
                for (;;) {
                    out.tell(run + " " + ctx.receive());
                }
            } finally {
                ctx.timers().once("key", Duration.ofSeconds(1), "timer");
                ctx.idle(Duration.ofSeconds(1), "idle");
            }
        });
        actor.accepting(any -> {
            throw new Boom();
        }).tell("a");
        expect("decided on a");
        actor.tell("b");
        expect("2 b");
        clock.advance(LONG);
        actor.tell("c");
        expect("2 c");
    }

    @Test
    void g19_resume_goes_on_receiving_or_runs_the_body_again() {
        AtomicInteger runs = new AtomicInteger();
        ActorRef<Object> actor = spawn(Directive.RESUME, ctx -> {
            runs.incrementAndGet();
            obey(ctx);
        });
        actor.accepting(any -> {
            throw new Boom();
        }).tell("a");
        expect("decided on a");
        actor.tell(order(ctx -> {
            ctx.timers().once("key", Duration.ofSeconds(1), order(then -> out.tell("timer")));
            out.tell(runs.get());
            throw new Boom();
        }));
        expect(1);
        probe.await(String.class, text -> text.startsWith("decided"));
        actor.tell(order(ctx -> out.tell(runs.get())));
        expect(2);
        clock.advance(Duration.ofSeconds(1));
        expect("timer");
    }

    @Test
    void g19_resume_of_a_body_that_has_received_nothing_stops_it() {
        ActorRef<Object> actor = spawn(Directive.RESUME, ctx -> {
            throw new Boom();
        });
        expect("decided on null");
        assertInstanceOf(Boom.class, probe.expectTerminated(actor).reason().cause());
    }

    @Test
    void g22_a_body_that_always_fails_is_given_up() {
        AtomicInteger runs = new AtomicInteger();
        ActorRef<Object> actor = spawn(
            Spec.named("actor").onFailure(failure -> Directive.restart().atMost(3, LONG)), ctx -> {
                runs.incrementAndGet();
                throw new Boom();
            });
        assertInstanceOf(Boom.class, probe.expectTerminated(actor).reason().cause());
        assertEquals(4, runs.get());
    }

    @Test
    void g6_what_was_skipped_becomes_dead_letters_and_questions_fail_at_once() {
        ActorRef<Object> actor = spawn(Directive.STOP, ctx -> {
            ctx.receive("go"::equals);
            out.tell("going");
        });
        actor.tell("a");
        CompletableFuture<Object> skipped = system.ask(actor, (ActorRef<Object> replyTo) -> "question", LONG);
        actor.tell("go");
        expect("going");
        probe.expectTerminated(actor);
        assertEquals(List.of("a STOPPED", "question STOPPED"), letters);
        AskFailedException failed = assertInstanceOf(AskFailedException.class,
            skipped.handle((answer, failure) -> failure).join());
        assertEquals(AskFailedException.Kind.UNDELIVERED, failed.kind());
    }

    @Test
    void g35_a_question_that_was_received_but_not_answered_fails_with_the_end() {
        ActorRef<Object> actor = spawn(Directive.STOP, BlockingContext::receive);
        CompletableFuture<Object> answer = system.ask(actor, (ActorRef<Object> replyTo) -> "question", LONG);
        probe.expectTerminated(actor);
        AskFailedException failed = assertInstanceOf(AskFailedException.class,
            answer.handle((text, failure) -> failure).join());
        assertEquals(AskFailedException.Kind.STOPPED, failed.kind());
    }

    @ParameterizedTest
    @EnumSource
    void g1_it_wakes_for_each_message(Waitings kind) {
        ActorRef<Object> actor = spawn(Spec.named("actor").mailbox(kind.mailbox()), ctx -> {
            for (;;) {
                out.tell(ctx.receive());
            }
        });
        for (int i = 0; i < 2_000; i++) {
            actor.tell(i);
            probe.expect(i);
        }
    }

    @Test
    void g10_an_overflow_that_fails_leads_the_body_out() {
        CountDownLatch busy = new CountDownLatch(1);
        ActorRef<Object> actor = spawn(Spec.named("actor").mailbox(Mailbox.bounded(1, Overflow.FAIL)), this::obey);
        actor.tell(order(ctx -> {
            out.tell("busy");
            busy.await();
        }));
        expect("busy");
        actor.tell("waits");
        actor.tell("too much");
        busy.countDown();
        expect("led out: Failed");
        assertInstanceOf(MailboxFullException.class, probe.expectTerminated(actor).reason().cause());
    }

    @Test
    void g43_ten_thousand_of_them_wait_without_a_platform_thread_each() {
        int before = Thread.activeCount();
        List<ActorRef<Object>> actors = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            actors.add(system.spawnBlocking(Spec.named("actor"), this::echo));
        }
        actors.forEach(actor -> actor.tell("a"));
        for (int i = 0; i < 10_000; i++) {
            probe.expect("a");
        }
        assertFalse(Thread.activeCount() > before + 100);
        CompletableFuture.allOf(actors.stream().map(system::stop).toArray(CompletableFuture[]::new)).join();
        assertEquals(0, system.deadLetters());
    }

    private void echo(BlockingContext<Object> ctx) {
        for (;;) {
            out.tell(ctx.receive());
        }
    }
}
