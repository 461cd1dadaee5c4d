package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.Threads;
import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is lost, and what must not be lost. */
class LossTest {
    private static final Act LOST = ctx -> {
        throw new AssertionError("it was handled");
    };

    private static void assertLost(BiConsumer<ManualSystem, ActorRef<Act>> loss) {
        assertLost(Spec.named("actor"), loss);
    }

    private static void assertLost(Spec spec, BiConsumer<ManualSystem, ActorRef<Act>> loss) {
        try (ManualSystem manual = ManualSystem.create("g6")) {
            List<DeadLetter> letters = new ArrayList<>();
            manual.system().onDeadLetter(letters::add);
            ActorRef<Act> actor = manual.system().spawn(spec, Act::actor);

            loss.accept(manual, actor);
            actor.tell(LOST);
            manual.advance(Duration.ofSeconds(1));

            assertEquals(List.of(new DeadLetter(LOST, actor, DeadLetter.Reason.STOPPED)), letters);
        }
    }

    @Test
    void g6_everyLossIsADeadLetter() {
        assertLost((manual, actor) -> manual.await(manual.system().stop(actor)));
        assertLost((manual, actor) -> manual.system().stop(actor));
        assertLost((manual, actor) -> manual.system().kill(actor));
        assertLost((manual, actor) -> manual.system().drain(actor));
        assertLost((manual, actor) -> actor.tell(Context::stop));
        assertLost((manual, actor) -> actor.tell(Boom::act));
        assertLost(Spec.named("actor").onFailure(failure -> Directive.ESCALATE),
            (manual, actor) -> actor.tell(Boom::act));
        assertLost(Spec.named("actor").onFailure(failure -> Directive.restart().atMost(0, Duration.ofSeconds(1))),
            (manual, actor) -> actor.tell(Boom::act));
        assertLost(Spec.named("actor").on(task -> {
            throw new RejectedExecutionException("no room");
        }), (manual, actor) -> manual.run());
        assertLost((manual, actor) -> {
            actor.tell(ctx -> ctx.holdStop(Duration.ofSeconds(1)));
            actor.tell(Context::stop);
            manual.run();
        });
        assertLost((manual, actor) -> {
            actor.tell(ctx -> ctx.<Act>spawn("child", Act::actor).tell(child -> child.holdStop(Duration.ofSeconds(1))));
            manual.run();
            actor.tell(Context::stop);
            manual.run();
        });
    }

    @Test
    void g6_messagesToAFailedStartAreDeadLetters() {
        try (ManualSystem manual = ManualSystem.create("g6")) {
            ActorRef<Act> actor = manual.system().spawn("actor", ctx -> {
                throw new Boom();
            });
            actor.tell(LOST);
            manual.run();
            actor.tell(LOST);
            assertEquals(2, manual.system().deadLetters());
        }
    }

    @ParameterizedTest
    @EnumSource
    void g6_whatIsNotHandledIsADeadLetterAlsoInARace(Zone zone) throws Exception {
        int each = 200;
        for (int round = 0; round < 100; round++) {
            try (ActorSystem system = ActorSystem.create(Settings.named("g6").poolThreads(2).loops(1))) {
                AtomicInteger handled = new AtomicInteger();
                ActorRef<Act> actor = system.spawn(Spec.named("actor").on(zone.of(system)), Act::actor);
                Threads.parallel(3, sender -> {
                    for (int i = 0; i < each; i++) {
                        boolean last = sender == 0 && i == each / 2;
                        actor.tell(last ? Context::stop : ctx -> handled.incrementAndGet());
                    }
                });
                system.stopped(actor).join();
                assertEquals(3 * each - 1, handled.get() + system.deadLetters());
            }
        }
    }

    @Test
    void g7_tellRefusesNullAtTheCallAndNothingElse() {
        try (ManualSystem manual = ManualSystem.create("g7")) {
            ActorSystem system = manual.system();
            system.onDeadLetter(letter -> {
                throw new AssertionError("a listener's own fault");
            });
            ActorRef<Object> living = system.spawn("living", ctx -> message -> {
            });
            ActorRef<Object> dead = system.spawn("dead", ctx -> message -> {
            });
            manual.await(system.stop(dead));
            ActorRef<Object> refused = system.spawn(Spec.named("refused").on(task -> {
                throw new IllegalStateException("a dispatcher's own fault");
            }), ctx -> message -> {
            });

            for (ActorRef<Object> ref : List.of(living, dead, refused, living.accepting(message -> message))) {
                assertThrows(NullPointerException.class, () -> ref.tell(null));
                assertDoesNotThrow(() -> ref.tell("something"));
            }
        }
    }

    @Test
    void g7_anActorMayFloodItself() {
        try (ActorSystem system = ActorSystem.create("g7")) {
            CountDownLatch handled = new CountDownLatch(100_000);
            ActorRef<Act> actor = system.spawn("self", Act::actor);
            actor.tell(ctx -> {
                for (int i = 0; i < 100_000; i++) {
                    ctx.self().tell(again -> handled.countDown());
                }
            });
            assertDoesNotThrow(() -> handled.await());
        }
    }

    @ParameterizedTest
    @EnumSource
    void g8_aFailedMessageIsNotHandledAgainAndTheOthersKeepTheirOrder(Zone zone) {
        try (ActorSystem system = ActorSystem.create("g8")) {
            int count = 5_000;
            List<Integer> seen = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(count);
            Spec spec = Spec.named("fragile").on(zone.of(system)).onFailure(failure -> (int) failure.message() % 2 == 0
                ? Directive.RESUME
                : Directive.restart());
            ActorRef<Integer> fragile = system.spawn(spec, ctx -> message -> {
                seen.add(message);
                done.countDown();
                if (message % 7 == 0) {
                    throw new Boom();
                }
            });

            IntStream.range(0, count).forEach(fragile::tell);

            assertDoesNotThrow(() -> done.await());
            assertEquals(IntStream.range(0, count).boxed().toList(), seen);
        }
    }
}
