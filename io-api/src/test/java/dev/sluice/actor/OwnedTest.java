package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.Threads;
import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message that owns something is discarded once wherever it is dropped, and only there. */
class OwnedTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualSystem manual = ManualSystem.create("owned");
    private final ActorSystem system = manual.system();
    private final ActorRef<Object> actor = system.spawn(Spec.named("actor").onFailure(failure -> Directive.restart()),
        this::handler);
    private final Lease lease = new Lease();
    private final List<ActorRef<Lease>> replyTo = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private static final class Lease implements Owned {
        final AtomicInteger handled = new AtomicInteger();
        final AtomicInteger discarded = new AtomicInteger();

        @Override
        public void discard() {
            discarded.incrementAndGet();
        }
    }

    private Actor<Object> handler(Context<Object> ctx) {
        return message -> {
            switch (message) {
                case Lease owned -> owned.handled.incrementAndGet();
                case Act act -> throw new Boom();
                case Runnable task -> task.run();
                default -> ctx.holdStop(SECOND);
            }
        };
    }

    private void assertDiscardedOnce() {
        manual.run();
        assertEquals(0, lease.handled.get());
        assertEquals(1, lease.discarded.get());
        manual.advance(SECOND.multipliedBy(3));
        assertEquals(1, lease.discarded.get());
        assertEquals(1, system.deadLetters());
    }

    @Test
    void shouldNotDiscardWhatIsHandledAlsoIfThatFails() {
        actor.tell(lease);
        actor.accepting((String text) -> lease).tell("through a view");
        manual.run();
        assertEquals(2, lease.handled.get());
        assertEquals(0, lease.discarded.get());
    }

    @Test
    void shouldDiscardWhatIsSentToTheDead() {
        manual.await(system.stop(actor));
        actor.tell(lease);
        assertDiscardedOnce();
    }

    @Test
    void shouldDiscardWhatIsSentToTheDeadThroughAView() {
        manual.await(system.stop(actor));
        actor.<Lease>accepting(message -> message).tell(lease);
        assertDiscardedOnce();
    }

    @Test
    void shouldDiscardWhatIsLeftInAMailbox() {
        system.stop(actor);
        actor.tell(lease);
        assertDiscardedOnce();
    }

    @Test
    void shouldDiscardWhatComesBehindADrain() {
        system.drain(actor);
        actor.tell(lease);
        assertDiscardedOnce();
    }

    @Test
    void shouldDiscardWhatComesToOneThatIsHeld() {
        actor.tell("hold");
        manual.run();
        system.stop(actor);
        manual.run();
        actor.tell(lease);
        assertDiscardedOnce();
    }

    @Test
    void shouldDiscardATrackedMessage() {
        AtomicInteger receipts = new AtomicInteger();
        ActorRef<Act> sender = system.spawn("sender", Act::actor);
        system.stop(actor);
        sender.tell(ctx -> ctx.tracked(actor, message -> receipts.incrementAndGet()).accept(lease));
        assertDiscardedOnce();
        assertEquals(1, receipts.get());
    }

    @Test
    void shouldDiscardAQuestionThatIsNotDelivered() {
        system.stop(actor);
        system.<Object, String>ask(actor, address -> lease, SECOND);
        assertDiscardedOnce();
    }

    private CompletableFuture<Lease> answerIsAsked() {
        CompletableFuture<Lease> answer = system.ask(actor,
            (ActorRef<Lease> address) -> (Runnable) () -> replyTo.add(address),
            SECOND);
        manual.run();
        return answer;
    }

    @Test
    void shouldDiscardALateAnswer() {
        answerIsAsked();
        manual.advance(SECOND);
        replyTo.get(0).tell(lease);
        assertDiscardedOnce();
    }

    @Test
    void shouldDiscardASecondAnswer() {
        CompletableFuture<Lease> answer = answerIsAsked();
        Lease first = new Lease();
        replyTo.get(0).tell(first);
        replyTo.get(0).<Lease>accepting(same -> same).tell(lease);
        assertDiscardedOnce();
        assertEquals(first, answer.join());
        assertEquals(0, first.discarded.get());
    }

    @Test
    void shouldDiscardAnAnswerToACancelledFuture() {
        answerIsAsked().cancel(false);
        replyTo.get(0).tell(lease);
        assertDiscardedOnce();
    }

    private ActorRef<Act> askerWithAnswerUnderWay() {
        ActorRef<Act> asker = system.spawn(Spec.named("asker").onFailure(failure -> Directive.restart()), Act::actor);
        asker.tell(ctx -> ctx.<Object, Lease>ask(actor, address -> (Runnable) () -> replyTo.add(address), SECOND,
            result -> Boom::act));
        manual.run();
        return asker;
    }

    @Test
    void shouldDiscardAnAnswerToAnAskerThatHasStopped() {
        manual.await(system.stop(askerWithAnswerUnderWay()));
        replyTo.get(0).tell(lease);
        assertDiscardedOnce();
    }

    @Test
    void shouldDiscardAnAnswerToAnAskerThatWasRestarted() {
        ActorRef<Act> asker = askerWithAnswerUnderWay();
        asker.tell(Boom::act);
        manual.run();
        replyTo.get(0).tell(lease);
        assertDiscardedOnce();
    }

    @Test
    void shouldDiscardWhatWasPipedToOneThatHasStopped() {
        CompletableFuture<Lease> future = new CompletableFuture<>();
        ActorRef<Act> piping = system.spawn("piping", Act::actor);
        piping.tell(ctx -> ctx.pipe(future, result -> Boom::act));
        manual.await(system.drain(piping));
        future.complete(lease);
        assertDiscardedOnce();
    }

    // ---- timers: nobody need hear of it ----

    private ActorRef<Act> timing(Act act) {
        ActorRef<Act> timing = system.spawn(Spec.named("timing").onFailure(failure -> Directive.restart()),
            ctx -> message -> {
                if (message instanceof Timed timed) {
                    timed.lease().handled.incrementAndGet();
                } else {
                    message.run(ctx);
                }
            });
        timing.tell(act);
        manual.run();
        return timing;
    }

    private record Timed(Lease lease) implements Act, Owned {
        @Override
        public void run(Context<Act> ctx) {}

        @Override
        public void discard() {
            lease.discard();
        }
    }

    private void assertQuietlyDiscarded(int handled, int discarded) {
        manual.advance(SECOND.multipliedBy(10));
        assertEquals(handled, lease.handled.get());
        assertEquals(discarded, lease.discarded.get());
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g32_aCancelledTimerDiscardsItsMessage() {
        timing(ctx -> ctx.timers().once("key", SECOND, new Timed(lease)))
            .tell(ctx -> ctx.timers().cancel("key"));
        assertQuietlyDiscarded(0, 1);
    }

    @Test
    void g32_aCancelledTimerDiscardsItsMessageAlsoFromTheMailbox() {
        timing(ctx -> ctx.timers().once("key", SECOND, new Timed(lease))).tell(ctx -> {
            manual.clock().advance(SECOND);
            ctx.timers().cancel("key");
        });
        assertQuietlyDiscarded(0, 1);
    }

    @Test
    void g32_aReplacedTimerDiscardsItsMessage() {
        timing(ctx -> ctx.timers().once("key", SECOND, new Timed(lease)))
            .tell(ctx -> ctx.timers().every("key", SECOND, self -> {
            }));
        assertQuietlyDiscarded(0, 1);
    }

    @Test
    void g32_aTimerThatIsReplacedByOneWithTheSameMessageKeepsIt() {
        Timed message = new Timed(lease);
        timing(ctx -> ctx.timers().once("key", SECOND, message)).tell(ctx -> ctx.timers().once("key", SECOND, message));
        assertQuietlyDiscarded(1, 0);
    }

    @Test
    void g32_theTimersOfOneThatStopsOrRestartsDiscardTheirMessages() {
        ActorRef<Act> stopping = timing(ctx -> ctx.timers().once("key", SECOND, new Timed(lease)));
        system.stop(stopping);
        assertQuietlyDiscarded(0, 1);
        timing(ctx -> ctx.timers().atRate("key", SECOND, new Timed(lease))).tell(Boom::act);
        assertQuietlyDiscarded(0, 2);
    }

    @Test
    void g32_aTimerWhoseMessageWasHandledDiscardsNothing() {
        ActorRef<Act> timing = timing(ctx -> {
            ctx.timers().once("once", SECOND, new Timed(lease));
            ctx.timers().every("every", SECOND, new Timed(lease));
        });
        manual.advance(SECOND);
        timing.tell(ctx -> ctx.timers().cancel("once"));
        timing.tell(ctx -> ctx.timers().cancel("every"));
        assertQuietlyDiscarded(2, 0);
    }

    @Test
    void shouldSurviveADiscardThatFails() {
        manual.await(system.stop(actor));
        for (Throwable fault : List.of(new Boom(), new AssertionError())) {
            assertDoesNotThrow(() -> actor.tell((Owned) () -> {
                if (fault instanceof Error e) {
                    throw e;
                }
                throw (RuntimeException) fault;
            }));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHandleOrDiscardEachOnceHoweverSendAndStopRace(Zone zone) throws Exception {
        try (ActorSystem running = ActorSystem.create(Settings.named("owned").loops(1).poolThreads(2))) {
            for (int round = 0; round < 200; round++) {
                Lease all = new Lease();
                ActorRef<Lease> receiver = running.spawn(Spec.named("receiver").on(zone.of(running)),
                    ctx -> message -> message.handled.incrementAndGet());
                Threads.parallel(3, number -> {
                    for (int i = 0; i < 100; i++) {
                        receiver.tell(all);
                    }
                    if (number == 0) {
                        running.stop(receiver);
                    }
                });
                running.stopped(receiver).join();
                assertEquals(300, all.handled.get() + all.discarded.get());
            }
        }
    }
}
