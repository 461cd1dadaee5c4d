package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.AskFailedException.Kind;
import dev.sluice.testkit.ManualSystem;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asking from outside; ResultTest asks from inside. */
class AskTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualSystem manual = ManualSystem.create("ask");
    private final ActorSystem system = manual.system();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final ActorRef<Act> target = system.spawn("target", Act::actor);

    @FunctionalInterface
    private interface Answering {
        void run(Context<Act> ctx, ActorRef<String> replyTo) throws Exception;
    }

    AskTest() {
        system.onDeadLetter(letters::add);
    }

    @AfterEach
    void close() {
        manual.close();
    }

    private CompletableFuture<String> ask(ActorRef<Act> whom, Answering answering) {
        CompletableFuture<String> answer = system.ask(whom, replyTo -> ctx -> answering.run(ctx, replyTo), SECOND);
        manual.run();
        return answer;
    }

    private static void assertFailed(Kind kind, CompletableFuture<?> answer) {
        assertTrue(answer.isDone());
        CompletionException thrown = assertThrows(CompletionException.class, answer::join);
        assertEquals(kind, assertInstanceOf(AskFailedException.class, thrown.getCause()).kind());
    }

    @Test
    void g35_theFirstAnswerCompletesAndLaterOnesAreDeadLetters() {
        CompletableFuture<String> answer = ask(target, (ctx, replyTo) -> {
            replyTo.tell("first");
            replyTo.tell("second");
            replyTo.accepting((Integer number) -> "third").tell(3);
        });
        assertEquals("first", answer.join());
        assertEquals(List.of("second", 3), letters.stream().map(DeadLetter::message).toList());
        letters.forEach(letter -> assertSame(DeadLetter.Reason.LATE, letter.reason()));
        manual.advance(SECOND.multipliedBy(2));
        assertEquals(2, letters.size());
    }

    @Test
    void g35_aTimeoutCompletesAndTheAnswerIsADeadLetter() {
        List<ActorRef<String>> replyTo = new ArrayList<>();
        CompletableFuture<String> answer = ask(target, (ctx, address) -> replyTo.add(address));
        manual.advance(SECOND.minusNanos(1));
        assertFalse(answer.isDone());
        manual.advance(Duration.ofNanos(1));
        assertFailed(Kind.TIMEOUT, answer);

        replyTo.get(0).tell("late");
        assertEquals(List.of(new DeadLetter("late", replyTo.get(0), DeadLetter.Reason.LATE)), letters);
    }

    @Test
    void g35_aTargetThatHasStoppedFailsTheAskAtOnce() {
        manual.await(system.stop(target));
        assertFailed(Kind.UNDELIVERED, ask(target, (ctx, replyTo) -> replyTo.tell("never")));
        assertEquals(1, letters.size());
    }

    @Test
    void g35_aQuestionLeftInTheMailboxFailsAtOnce() {
        system.stop(target);
        assertFailed(Kind.UNDELIVERED, ask(target, (ctx, replyTo) -> replyTo.tell("never")));
    }

    @Test
    void g35_aTargetThatStopsWithoutAnAnswerFailsTheAskAtOnce() {
        CompletableFuture<String> answer = ask(target, (ctx, replyTo) -> {
        });
        assertFalse(answer.isDone());
        system.stop(target);
        manual.run();
        assertFailed(Kind.STOPPED, answer);
    }

    @Test
    void g35_aTargetThatFailsAtTheQuestionFailsTheAskAtOnce() {
        assertFailed(Kind.STOPPED, ask(target, (ctx, replyTo) -> {
            throw new Boom();
        }));
    }

    @Test
    void g35_aTargetThatStopsAtTheQuestionFailsTheAskAtOnce() {
        assertFailed(Kind.STOPPED, ask(target, (ctx, replyTo) -> ctx.stop()));
    }

    @Test
    void g35_aViewCanBeAskedAndAnswersCanBeMapped() {
        ActorRef<Answering> view = target.accepting(answering -> ctx -> answering.run(ctx, null));
        CompletableFuture<Integer> answer = system.ask(view,
            (ActorRef<Integer> replyTo) -> (ctx, none) -> replyTo.accepting(String::length)
                .accepting((Integer count) -> "x".repeat(count))
                .tell(4),
            SECOND);
        assertEquals(4, manual.await(answer));
    }

    @Test
    void g35_aMappedAnswerThatFailsCompletesTheAskAndNotTheAnswerer() {
        for (Throwable fault : List.of(new Boom(), new AssertionError())) {
            CompletableFuture<String> answer = ask(target, (ctx, replyTo) -> replyTo.accepting((Integer number) -> {
                if (fault instanceof Error e) {
                    throw e;
                }
                throw (RuntimeException) fault;
            }).tell(1));
            assertTrue(answer.isCompletedExceptionally());
        }
        assertEquals("alive", ask(target, (ctx, replyTo) -> replyTo.tell("alive")).join());
    }

    @Test
    void g35_anAnswerToACancelledFutureIsADeadLetter() {
        List<ActorRef<String>> replyTo = new ArrayList<>();
        CompletableFuture<String> answer = ask(target, (ctx, address) -> replyTo.add(address));
        answer.cancel(false);
        replyTo.get(0).tell("unwanted");
        assertEquals(List.of(new DeadLetter("unwanted", replyTo.get(0), DeadLetter.Reason.LATE)), letters);
    }

    @Test
    void g35_aQuestionThatCannotBeMadeIsTheAskersFault() {
        assertThrows(NullPointerException.class, () -> system.<Act, String>ask(target, replyTo -> null, SECOND));
        assertThrows(Boom.class, () -> system.<Act, String>ask(target, replyTo -> {
            throw new Boom();
        }, SECOND));
        assertThrows(NullPointerException.class, () -> system.<Act, String>ask(null, replyTo -> Boom::act, SECOND));
        manual.advance(SECOND);
    }

    @ParameterizedTest
    @EnumSource
    void g35_exactlyOneCompletionHoweverAnswerTimeoutAndStopRace(Zone zone) throws Exception {
        int rounds = 10_000;
        AtomicIntegerArray completions = new AtomicIntegerArray(rounds);
        AtomicInteger sent = new AtomicInteger();
        try (ActorSystem running = ActorSystem.create("ask")) {
            CountDownLatch done = new CountDownLatch(rounds);
            ActorRef<Act> asked = null;
            for (int i = 0; i < rounds; i++) {
                int round = i;
                if (round % 100 == 0) {
                    asked = running.spawn(Spec.named("asked").on(zone.of(running)), Act::actor);
                }
                Duration timeout = Duration.ofNanos(round % 7 * 10_000);
                CompletableFuture<String> answer = running.ask(asked, (ActorRef<String> replyTo) -> (Act) ctx -> {
                    replyTo.tell("answer");
                    sent.incrementAndGet();
                }, timeout);
                answer.whenComplete((value, failure) -> {
                    completions.incrementAndGet(round);
                    done.countDown();
                });
                if (round % 100 == 99) {
                    running.stop(asked);
                }
            }
            done.await();
        }
        for (int round = 0; round < rounds; round++) {
            assertEquals(1, completions.get(round));
        }
    }

    @Test
    void g35_nothingIsLeftOfAnAskThatIsOver() {
        List<WeakReference<ActorRef<String>>> addresses = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            boolean answers = i % 2 == 0;
            ask(target, (ctx, replyTo) -> {
                addresses.add(new WeakReference<>(replyTo));
                if (answers) {
                    replyTo.tell("answer");
                }
            });
            if (!answers) {
                manual.advance(SECOND);
            }
        }
        await().until(() -> {
            System.gc();
            return addresses.stream().filter(address -> address.get() != null).count() <= 32;
        });
    }

    @Test
    void g36_theTimeoutIsAlwaysSaid() {
        assertThrows(NullPointerException.class, () -> system.<Act, String>ask(target, replyTo -> Boom::act, null));
    }

    @Test
    void g36_aTimeoutOfNothingFailsUnlessTheAnswerIsThere() {
        CompletableFuture<String> zero = system.ask(target, replyTo -> ctx -> replyTo.tell("at once"), Duration.ZERO);
        CompletableFuture<String> past = system.ask(target, replyTo -> ctx -> {
        }, SECOND.negated());
        assertNull(zero.getNow(null));
        manual.advance(Duration.ZERO);
        assertEquals("at once", zero.join());
        assertFailed(Kind.TIMEOUT, past);
    }
}
