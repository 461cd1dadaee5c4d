package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may wait for an answer, and who may not. */
class WaitingForAnswersTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ActorSystem system = ActorSystem.create(Settings.named("answers").loops(1).poolThreads(1));

    @AfterEach
    void close() {
        system.close();
    }

    private record Question(ActorRef<String> replyTo) {}

    private CompletableFuture<String> ask() {
        ActorRef<Question> answering = system.spawn("answering", ctx -> question -> question.replyTo.tell("answer"));
        return system.ask(answering, Question::new, MINUTE);
    }

    private <R> R inside(Zone zone, Callable<R> call) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        system.<Act>spawn(Spec.named("asking").on(zone.of(system)), Act::actor).tell(ctx -> {
            try {
                outcome.complete(call.call());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome.join();
    }

    @Test
    void row1_18_a_plain_thread_may_wait() throws Exception {
        assertEquals("answer", ask().join());
        assertEquals("answer", ask().get());
        assertEquals("answer", ask().get(1, TimeUnit.MINUTES));
    }

    @Test
    void row1_18_a_virtual_thread_may_wait_also_inside() {
        assertEquals("answer", CompletableFuture.supplyAsync(() -> ask().join(), Thread::startVirtualThread).join());
        assertEquals("answer", inside(Zone.VIRTUAL, () -> ask().join()));
    }

    /** The answer might need this very thread. */
    @ParameterizedTest
    @EnumSource(names = {"POOL", "LOOP", "FIXED", "STEALING", "ELASTIC", "PINNED"})
    void row1_18_a_thread_that_actors_share_may_not(Zone zone) {
        String refused = inside(zone, () -> {
            ActorRef<Question> silent = system.spawn("silent", ctx -> question -> {
            });
            CompletableFuture<String> answer = system.ask(silent, Question::new, MINUTE);
            assertThrows(IllegalStateException.class, answer::join);
            assertThrows(IllegalStateException.class, answer::get);
            assertThrows(IllegalStateException.class, () -> answer.get(1, TimeUnit.SECONDS));
            assertThrows(IllegalStateException.class, answer.thenApply(text -> text)::join);
            system.stop(silent);
            return "refused";
        });
        assertEquals("refused", refused);
    }

    @Test
    void row1_18_what_is_there_already_is_had_without_waiting() {
        CompletableFuture<String> answer = ask();
        answer.join();
        assertEquals("answer", inside(Zone.POOL, answer::join));
    }

    @Test
    void row1_17_a_function_can_be_attached_instead_of_waiting() {
        CompletableFuture<Integer> length = ask().thenApply(String::length);
        assertEquals(6, length.join());
        assertTrue(length.isDone());
    }
}
