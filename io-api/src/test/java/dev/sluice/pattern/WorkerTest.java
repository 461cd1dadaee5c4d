package dev.sluice.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Overflow;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.testkit.ManualSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private final ManualSystem manual = ManualSystem.create("worker");
    private final ActorSystem system = manual.system();
    private final Worker worker = Worker.spawn(system, Spec.named("worker"));
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private static Throwable causeOf(CompletableFuture<?> future) {
        return assertThrows(CompletionException.class, future::join).getCause();
    }

    @Test
    void row2_10_functionsRunInTheOrderOfSubmission() {
        worker.submit(() -> log.add(1));
        worker.submit(() -> log.add(2));
        assertEquals(List.of(), log);
        manual.run();
        assertEquals(List.of(1, 2), log);
    }

    @Test
    void row2_11_theResultIsAFuture() {
        CompletableFuture<Integer> sum = worker.submit(() -> 40 + 2);
        assertFalse(sum.isDone());
        assertEquals(42, manual.await(sum));
    }

    @Test
    void row2_12_whatAFunctionThrowsIsItsResultAndTheWorkerGoesOn() {
        IOException thrown = new IOException("no");
        CompletableFuture<Integer> failed = worker.submit(() -> {
            throw thrown;
        });
        CompletableFuture<Integer> next = worker.submit(() -> 1);
        manual.run();
        assertSame(thrown, causeOf(failed));
        assertEquals(1, next.join());
    }

    @Test
    void row2_12_aFunctionThatIsSubmittedAfterTheCloseIsRejected() {
        List<Object> lost = new ArrayList<>();
        system.onDeadLetter(letter -> lost.add(letter.message()));
        worker.close();
        CompletableFuture<Integer> late = worker.submit(() -> 1);
        manual.run();
        assertInstanceOf(RejectedExecutionException.class, causeOf(late));
        assertInstanceOf(RejectedExecutionException.class, causeOf(worker.submit(() -> 1)));
        assertEquals(2, lost.size());
        lost.forEach(task -> assertInstanceOf(DeadLetter.Silent.class, task, "its future tells of it"));
    }

    @Test
    void row2_12_a_function_for_which_there_is_no_room_is_rejected_at_once() {
        Worker small = Worker.spawn(system, Spec.named("small").mailbox(Mailbox.bounded(1, Overflow.DROP_NEWEST)));
        CompletableFuture<Integer> first = small.submit(() -> 1);
        CompletableFuture<Integer> second = small.submit(() -> 2);
        assertInstanceOf(RejectedExecutionException.class, causeOf(second));
        assertEquals(1, manual.await(first));
    }

    @Test
    void row2_12_aStopRejectsWhatHasNotRun() {
        CompletableFuture<Boolean> waiting = worker.submit(() -> log.add(1));
        assertEquals(new Stop.Normal(), manual.await(system.stop(worker.ref())));
        assertInstanceOf(RejectedExecutionException.class, causeOf(waiting));
        assertEquals(List.of(), log);
    }

    @Test
    void row2_12_aKillRejectsWhatHasNotRun() {
        CompletableFuture<Boolean> waiting = worker.submit(() -> log.add(1));
        assertEquals(new Stop.Killed(), manual.await(system.kill(worker.ref())));
        assertInstanceOf(RejectedExecutionException.class, causeOf(waiting));
    }

    @Test
    void row2_12_anErrorOfTheMachineIsTheResultAndTheSystemsMatter() {
        AtomicInteger told = new AtomicInteger();
        OutOfMemoryError error = new OutOfMemoryError("not really");
        try (ActorSystem strict = ActorSystem
            .create(Settings.named("strict").onFatal(e -> told.incrementAndGet()))) {
            Worker doomed = Worker.spawn(strict, Spec.named("doomed"));
            CompletableFuture<Integer> failed = doomed.submit(() -> {
                throw error;
            });
            CompletableFuture<Integer> next = doomed.submit(() -> 1);
            assertSame(error, causeOf(failed));
            assertInstanceOf(RejectedExecutionException.class, causeOf(next));
            assertEquals(1, told.get());
        }
    }

    @Test
    void row2_12_whatIsCancelledIsNotRun() {
        CompletableFuture<Boolean> cancelled = worker.submit(() -> log.add(1));
        cancelled.cancel(false);
        CompletableFuture<Boolean> next = worker.submit(() -> log.add(2));
        manual.await(next);
        assertEquals(List.of(2), log);
    }

    @Test
    void row2_5_closeRunsWhatWasSubmittedBefore() {
        CompletableFuture<Boolean> before = worker.submit(() -> log.add(1));
        CompletableFuture<Stop> closed = worker.close();
        assertEquals(new Stop.Normal(), manual.await(closed));
        assertTrue(before.join());
    }

    @Test
    void row2_13_allFuturesAreCompleteBeforeTheEndIsTold() {
        for (int round = 0; round < 200; round++) {
            try (ActorSystem real = ActorSystem.create(Settings.named("real").loops(1).poolThreads(2))) {
                Worker busy = Worker.spawn(real, Spec.named("busy"));
                List<CompletableFuture<Integer>> results = new ArrayList<>();
                IntStream.range(0, 50).forEach(i -> results.add(busy.submit(() -> i)));
                CompletableFuture<Stop> ended = round % 2 == 0 ? busy.close() : real.kill(busy.ref());
                boolean[] complete = new boolean[1];
                ended.thenRun(() -> complete[0] = results.stream().allMatch(CompletableFuture::isDone)).join();
                assertTrue(complete[0]);
            }
        }
    }

    @Test
    void badArgumentsAreNamed() {
        assertEquals("work", assertThrows(NullPointerException.class, () -> worker.submit(null)).getMessage());
        assertEquals("spawner",
            assertThrows(NullPointerException.class, () -> Worker.spawn(null, Spec.named("x"))).getMessage());
    }
}
