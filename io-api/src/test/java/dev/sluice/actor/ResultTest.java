package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an actor asks for, pipes and offloads comes as a message of its own. */
class ResultTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualSystem manual = ManualSystem.create("result");
    private final ActorSystem system = manual.system();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<Object> results = new ArrayList<>();
    private final ActorRef<Act> target = system.spawn("target", Act::actor);
    private final ActorRef<Act> asker = system.spawn(Spec.named("asker").onFailure(failure -> Directive.restart()),
        Act::actor);

    ResultTest() {
        system.onDeadLetter(letters::add);
    }

    @AfterEach
    void close() {
        manual.close();
    }

    private Act result(Result<?> result) {
        return ctx -> results.add(result);
    }

    private void ask(BiConsumer<Context<Act>, ActorRef<String>> answering) {
        asker.tell(ctx -> ctx.<Act, String>ask(target, replyTo -> other -> answering.accept(other, replyTo), SECOND,
            this::result));
        manual.run();
    }

    private void pipe(CompletionStage<String> future) {
        asker.tell(ctx -> ctx.pipe(future, this::result));
        manual.run();
    }

    private void assertFailed(AskFailedException.Kind kind) {
        manual.run();
        assertEquals(1, results.size());
        Result.Failed<?> failed = assertInstanceOf(Result.Failed.class, results.get(0));
        assertEquals(kind, assertInstanceOf(AskFailedException.class, failed.cause()).kind());
    }

    @Test
    void g37_anAnswerIsAMessageOfTheAsker() {
        ask((ctx, replyTo) -> replyTo.tell("answer"));
        assertEquals(List.of(new Result.Ok<>("answer")), results);
        manual.advance(SECOND.multipliedBy(2));
        assertEquals(1, results.size());
    }

    @Test
    void g37_aMappedAnswerIsMappedInTheAsker() {
        ask((ctx, replyTo) -> replyTo.accepting((Integer number) -> "got " + number).tell(3));
        assertEquals(List.of(new Result.Ok<>("got 3")), results);
    }

    @Test
    void g37_anAskThatFailsIsAMessageOfTheAskerToo() {
        ask((ctx, replyTo) -> {
        });
        manual.advance(SECOND);
        assertFailed(AskFailedException.Kind.TIMEOUT);
        results.clear();
        ask((ctx, replyTo) -> ctx.stop());
        assertFailed(AskFailedException.Kind.STOPPED);
        results.clear();
        ask((ctx, replyTo) -> replyTo.tell("never"));
        assertFailed(AskFailedException.Kind.UNDELIVERED);
    }

    @Test
    void g37_anAnswerToAnOldInstanceIsADeadLetter() {
        List<ActorRef<String>> replyTo = new ArrayList<>();
        ask((ctx, address) -> replyTo.add(address));
        asker.tell(Boom::act);
        manual.run();
        replyTo.get(0).tell("late");
        manual.run();
        assertEquals(List.of(), results);
        assertEquals(List.of(new DeadLetter("late", asker, DeadLetter.Reason.LATE)), letters);
    }

    @Test
    void g37_anAnswerToAStoppedAskerIsADeadLetter() {
        List<ActorRef<String>> replyTo = new ArrayList<>();
        ask((ctx, address) -> replyTo.add(address));
        manual.await(system.stop(asker));
        replyTo.get(0).tell("late");
        assertEquals(List.of(new DeadLetter("late", asker, DeadLetter.Reason.STOPPED)), letters);
    }

    @Test
    void g37_aPipedFutureIsAMessage() {
        Boom boom = new Boom();
        pipe(CompletableFuture.completedFuture("done"));
        pipe(CompletableFuture.completedFuture(null));
        pipe(CompletableFuture.failedFuture(boom));
        pipe(CompletableFuture.supplyAsync(() -> "x", Runnable::run).thenApply(text -> {
            throw boom;
        }));
        assertEquals(List.of(new Result.Ok<>("done"), new Result.Ok<>(null), new Result.Failed<>(boom),
            new Result.Failed<>(boom)), results);
    }

    @Test
    void g37_whatWasPipedToAnOldInstanceIsADeadLetter() {
        List<CompletableFuture<String>> futures = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        futures.forEach(this::pipe);
        asker.tell(Boom::act);
        manual.run();
        futures.get(0).complete("late");
        futures.get(1).complete(null);
        manual.run();
        assertEquals(List.of(), results);
        assertEquals(List.of("late", new Result.Ok<>(null)), withoutEnvelopes());
        asker.tell(ctx -> results.add("alive"));
        manual.run();
        assertEquals(List.of("alive"), results);
    }

    @Test
    void g37_whatWasPipedToAStoppedActorIsADeadLetter() {
        List<CompletableFuture<String>> futures = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        futures.forEach(this::pipe);
        manual.await(system.stop(asker));
        futures.get(0).complete("late");
        futures.get(1).complete(null);
        assertEquals(List.of("late", new Result.Ok<>(null)), withoutEnvelopes());
    }

    private List<Object> withoutEnvelopes() {
        return letters.stream().map(DeadLetter::message).toList();
    }

    @Test
    void g37_aMapperThatFailsIsAFailureOfTheAsker() {
        Probe<Object> probe = Probe.in(manual);
        ActorRef<Act> plain = system.spawn("plain", Act::actor);
        probe.watch(plain);
        Boom boom = new Boom();
        plain.tell(ctx -> ctx.pipe(CompletableFuture.completedFuture("x"), result -> {
            throw boom;
        }));
        assertEquals(new Stop.Failed(boom), probe.expectTerminated(plain).reason());
    }

    @Test
    void g47_offloadedWorkRunsOnAVirtualThreadAndItsOutcomeIsAMessage() {
        try (ActorSystem running = ActorSystem.create("offload")) {
            Boom boom = new Boom();
            for (Zone zone : Zone.values()) {
                CompletableFuture<Result<Boolean>> ok = new CompletableFuture<>();
                CompletableFuture<Result<Boolean>> failed = new CompletableFuture<>();
                ActorRef<Act> worker = running.spawn(Spec.named("worker").on(zone.of(running)), Act::actor);
                worker.tell(ctx -> {
                    ctx.offload(() -> Thread.currentThread().isVirtual(), result -> self -> {
                        ctx.timers();
                        ok.complete(result);
                    });
                    ctx.<Boolean>offload(() -> {
                        throw boom;
                    }, result -> self -> failed.complete(result));
                });
                assertEquals(new Result.Ok<>(true), ok.join());
                assertEquals(new Result.Failed<>(boom), failed.join());
            }
        }
    }

    @Test
    void g47_blockedWorkLeavesItsActorFree() {
        try (ActorSystem running = ActorSystem.create("offload")) {
            CountDownLatch other = new CountDownLatch(1);
            CompletableFuture<Result<String>> done = new CompletableFuture<>();
            ActorRef<Act> worker = running.spawn(Spec.named("worker").on(Dispatcher.of(running.loops().get(0))),
                Act::actor);
            worker.tell(ctx -> ctx.offload(() -> {
                other.await();
                return "went on";
            }, result -> self -> done.complete(result)));
            worker.tell(ctx -> other.countDown());
            assertEquals(new Result.Ok<>("went on"), done.join());
        }
    }

    @Test
    void g37_theOutcomeOfWorkForAStoppedActorIsADeadLetter() {
        try (ActorSystem running = ActorSystem.create("offload")) {
            CompletableFuture<DeadLetter> lost = new CompletableFuture<>();
            CountDownLatch stopped = new CountDownLatch(1);
            running.onDeadLetter(lost::complete);
            ActorRef<Act> worker = running.spawn("worker", Act::actor);
            worker.tell(ctx -> {
                ctx.offload(() -> {
                    stopped.await();
                    return "work";
                }, result -> Boom::act);
                ctx.stop();
            });
            running.stopped(worker).join();
            stopped.countDown();
            assertEquals(new DeadLetter("work", worker, DeadLetter.Reason.STOPPED), lost.join());
            assertSame(worker, lost.join().target());
            assertTrue(running.deadLetters() == 1);
        }
    }

    @Test
    void g47_soMuchRunsAtATimeAndTheRestWaits() throws Exception {
        try (ActorSystem running = ActorSystem.create("offload")) {
            AtomicInteger now = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(50);
            ActorRef<Act> worker = running.spawn(Spec.named("worker").offloadsAtMost(3), Act::actor);
            worker.tell(ctx -> {
                for (int i = 0; i < 50; i++) {
                    ctx.<Integer>offload(() -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        LockSupport.parkNanos(1_000_000);
                        return now.decrementAndGet();
                    }, result -> self -> done.countDown());
                }
            });
            done.await();
            assertEquals(3, most.get());
        }
    }

    @Test
    void g47_whatWaitsRunsInItsOrder() throws InterruptedException {
        try (ActorSystem running = ActorSystem.create("offload")) {
            int count = 10_000;
            List<Integer> order = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(count);
            ActorRef<Act> worker = running.spawn(Spec.named("worker").offloadsAtMost(1), Act::actor);
            worker.tell(ctx -> IntStream.range(0, count)
                .forEach(i -> ctx.offload(() -> order.add(i), result -> self -> done.countDown())));
            done.await();
            assertEquals(IntStream.range(0, count).boxed().toList(), order);
        }
    }
}
