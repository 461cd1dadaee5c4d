package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.Threads;
import dev.sluice.testkit.ManualSystem;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a bounded mailbox holds, and what it does with more. */
class BoundedMailboxTest {
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

    private List<String> lost(DeadLetter.Reason reason) {
        return letters.stream().filter(letter -> letter.reason() == reason)
            .map(letter -> ((Named) letter.message()).name).toList();
    }

    private static List<String> names(int from, int to) {
        return Stream.iterate(from, i -> i < to, i -> i + 1).map(i -> "" + i).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void g10_drop_newest_at_its_capacity(int more) {
        ActorRef<Act> actor = spawn(10, Overflow.DROP_NEWEST);
        names(0, 10 + more).forEach(name -> actor.tell(named(name)));
        manual.run();
        assertEquals(names(0, Math.min(10, 10 + more)), log);
        assertEquals(names(10, 10 + more), lost(DeadLetter.Reason.OVERFLOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void g10_drop_oldest_at_its_capacity(int more) {
        ActorRef<Act> actor = spawn(10, Overflow.DROP_OLDEST);
        names(0, 10 + more).forEach(name -> actor.tell(named(name)));
        manual.run();
        assertEquals(names(Math.max(0, more), 10 + more), log);
        assertEquals(names(0, Math.max(0, more)), lost(DeadLetter.Reason.OVERFLOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void g10_fail_at_its_capacity(int more) {
        ActorRef<Act> actor = spawn(10, Overflow.FAIL);
        CompletableFuture<Stop> stopped = system.stopped(actor);
        manual.run();
        names(0, 10 + more).forEach(name -> actor.tell(named(name)));
        manual.run();
        assertEquals(names(10, 10 + more), lost(DeadLetter.Reason.OVERFLOW));
        assertEquals(more > 0, stopped.isDone());
        if (more > 0) {
            assertInstanceOf(MailboxFullException.class, stopped.join().cause());
        } else {
            assertEquals(names(0, 10 + more), log);
        }
    }

    @Test
    void g10_a_failure_by_overflow_is_decided_once_and_told_the_message() {
        List<Failure> failures = new ArrayList<>();
        ActorRef<Act> actor = spawn(
            Spec.named("actor").mailbox(Mailbox.bounded(2, Overflow.FAIL)).onFailure(failure -> {
                failures.add(failure);
                return Directive.RESUME;
            }));
        names(0, 5).forEach(name -> actor.tell(named(name)));
        manual.run();
        assertEquals(1, failures.size());
        assertEquals(named("2"), failures.get(0).message());
        assertEquals(List.of("0", "1"), log);
        assertEquals(List.of("2", "3", "4"), lost(DeadLetter.Reason.OVERFLOW));
        names(5, 8).forEach(name -> actor.tell(named(name)));
        manual.run();
        assertEquals(2, failures.size(), "the next overflow is another failure");
    }

    @Test
    void g10_a_restart_by_overflow_keeps_what_waits() {
        ActorRef<Act> actor = spawn(
            Spec.named("actor").mailbox(Mailbox.bounded(2, Overflow.FAIL)).onFailure(failure -> Directive.restart()));
        names(0, 3).forEach(name -> actor.tell(named(name)));
        manual.run();
        assertEquals(List.of("0", "1"), log);
    }

    @ParameterizedTest
    @EnumSource
    void g35_an_ask_whose_question_is_dropped_fails_at_once(Overflow overflow) {
        ActorRef<Act> actor = spawn(1, overflow);
        CompletableFuture<String> first = system.ask(actor, (ActorRef<String> to) -> ctx -> to.tell("yes"),
            Duration.ofDays(1));
        CompletableFuture<String> second = system.ask(actor, (ActorRef<String> to) -> ctx -> to.tell("yes"),
            Duration.ofDays(1));
        CompletableFuture<String> dropped = overflow == Overflow.DROP_OLDEST ? first : second;
        CompletionException thrown = assertThrows(CompletionException.class, dropped::join);
        assertEquals(AskFailedException.Kind.UNDELIVERED, ((AskFailedException) thrown.getCause()).kind());
    }

    @Test
    void g10_what_is_owned_is_discarded_when_it_is_dropped() {
        AtomicInteger discarded = new AtomicInteger();
        record Lease(AtomicInteger discarded) implements Owned, Act {
            @Override
            public void discard() {
                discarded.incrementAndGet();
            }

            @Override
            public void run(Context<Act> ctx) {}
        }
        ActorRef<Act> actor = spawn(2, Overflow.DROP_OLDEST);
        for (int i = 0; i < 5; i++) {
            actor.tell(new Lease(discarded));
        }
        assertEquals(3, discarded.get());
        assertEquals(Offer.FULL, actor.offer(new Lease(discarded)));
        assertEquals(3, discarded.get());
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP_NEWEST", "DROP_OLDEST"})
    void g11_ends_answers_timers_and_the_stash_are_never_dropped_under_permanent_overflow(Overflow overflow) {
        ActorRef<Act> actor = spawn(2, overflow);
        ActorRef<Act> other = system.spawn("other", Act::actor);
        List<Stash<Act>> stash = new ArrayList<>();
        actor.tell(ctx -> {
            ctx.watch(other, gone -> named("gone"));
            ctx.ask(other, (ActorRef<String> to) -> then -> to.tell("answer"), Duration.ofSeconds(1),
                (Result<String> result) -> named("answered"));
            ctx.timers().once("key", Duration.ofMillis(1), named("timer"));
            ctx.pipe(CompletableFuture.completedFuture(1), result -> named("piped"));
            stash.add(ctx.stash(10));
            names(0, 10).forEach(name -> stash.get(0).add(named("stashed")));
            flood(actor);
        });
        manual.run();
        actor.tell(ctx -> {
            flood(actor);
            stash.get(0).release();
        });
        other.tell(Context::stop);
        manual.advance(Duration.ofMillis(1));
        for (String once : List.of("gone", "answered", "timer", "piped")) {
            assertEquals(1, log.stream().filter(once::equals).count(), once);
        }
        assertEquals(10, log.stream().filter("stashed"::equals).count());
        assertEquals(Integer.valueOf(2 * 100 - 4), Integer.valueOf(lost(DeadLetter.Reason.OVERFLOW).size()));
    }

    private void flood(ActorRef<Act> actor) {
        names(0, 100).forEach(name -> actor.tell(named("flood")));
    }

    @Test
    void g11_a_release_of_the_stash_and_ends_take_no_room() {
        ActorRef<Act> actor = spawn(1, Overflow.DROP_NEWEST);
        ActorRef<Act> other = system.spawn("other", Act::actor);
        actor.tell(ctx -> ctx.watch(other, gone -> named("gone")));
        manual.run();
        system.stop(other);
        manual.dispatcher().runOne();
        assertEquals(1, system.depth(actor), "the end waits");
        assertEquals(Offer.QUEUED, actor.offer(named("one")));
        assertEquals(Offer.FULL, actor.offer(named("two")));
        manual.run();
        assertEquals(List.of("gone", "one"), log);
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP_NEWEST", "DROP_OLDEST"})
    void g12_the_capacity_is_exact_with_many_senders(Overflow overflow) throws Exception {
        AtomicInteger handled = new AtomicInteger();
        CountDownLatch blocked = new CountDownLatch(1);
        try (ActorSystem running = ActorSystem.create("exact")) {
            ActorRef<Integer> actor = running.spawn(Spec.named("actor").mailbox(Mailbox.bounded(777, overflow)),
                ctx -> number -> {
                    handled.incrementAndGet();
                    blocked.await();
                });
            actor.tell(0);
            Awaitility.await().until(() -> handled.get() == 1);
            Threads.parallel(4, sender -> {
                for (int i = 0; i < 5_000; i++) {
                    actor.tell(i);
                }
            });
            assertEquals(777, running.depth(actor));
            assertEquals(20_000 - 777, running.deadLetters());
            blocked.countDown();
            Awaitility.await().until(() -> handled.get() == 778);
            assertEquals(0, running.depth(actor));
        }
    }

    @Test
    void row1_68_a_blocked_actor_keeps_only_the_newest_alive() {
        ActorRef<Act> actor = spawn(3, Overflow.DROP_OLDEST);
        letters.clear();
        List<WeakReference<Act>> sent = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] load = new byte[1_000];
            Act act = ctx -> log.add("" + load.length);
            sent.add(new WeakReference<>(act));
            actor.tell(act);
        }
        letters.clear();
        Awaitility.await().until(() -> {
            System.gc();
            return sent.stream().filter(each -> each.get() != null).count() <= 3;
        });
        manual.run();
        assertEquals(3, log.size());
    }
}
