package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimersTest {
    private final ManualSystem manual = ManualSystem.create("timers");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> Directive.restart()),
        Act::actor);

    @AfterEach
    void close() {
        manual.close();
    }

    private Act logged(String text) {
        return ctx -> log.add(text + "@" + TimeUnit.NANOSECONDS.toMillis(manual.clock().nanoTime()));
    }

    private void inside(Act act) {
        actor.tell(act);
        manual.run();
    }

    private void advance(int millis) {
        manual.advance(Duration.ofMillis(millis));
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void g32_onceComesOnceAndNotEarly() {
        inside(ctx -> ctx.timers().once("key", millis(100), logged("once")));
        manual.advance(millis(100).minusNanos(1));
        assertEquals(List.of(), log);
        advance(1);
        assertEquals(List.of("once@100"), log);
        advance(1_000);
        assertEquals(1, log.size());
    }

    @Test
    void g32_aDelayOfNothingIsDueAtOnce() {
        inside(ctx -> {
            ctx.timers().once("zero", Duration.ZERO, logged("zero"));
            ctx.timers().once("past", millis(-5), logged("past"));
        });
        advance(0);
        assertEquals(List.of("past@0", "zero@0"), log.stream().sorted().toList());
    }

    @Test
    void g32_startingAKeyReplacesItsTimer() {
        inside(ctx -> ctx.timers().once("key", millis(100), logged("first")));
        inside(ctx -> ctx.timers().once(new String("key"), millis(200), logged("second")));
        inside(ctx -> ctx.timers().once("other", millis(300), logged("other")));
        advance(1_000);
        assertEquals(List.of("second@200", "other@300"), log);
    }

    @Test
    void g32_nothingOfAnOldGenerationIsHandledAlsoIfItIsQueued() {
        inside(ctx -> ctx.timers().once("cancelled", millis(100), logged("cancelled")));
        inside(ctx -> ctx.timers().once("replaced", millis(100), logged("replaced")));
        inside(ctx -> ctx.timers().every("ticking", millis(100), logged("ticking")));
        actor.tell(ctx -> {
            manual.clock().advance(millis(100));
            ctx.timers().cancel("cancelled");
            ctx.timers().cancel("ticking");
            ctx.timers().once("replaced", millis(100), logged("replacement"));
        });
        manual.run();
        advance(1_000);
        assertEquals(List.of("replacement@200"), log);
        assertEquals(0, system.deadLetters(), "a stale tick is no loss");
    }

    @Test
    void g32_nothingComesAfterARestartAlsoIfItIsQueued() {
        inside(ctx -> ctx.timers().once("queued", millis(100), logged("queued")));
        inside(ctx -> ctx.timers().once("waiting", millis(200), logged("waiting")));
        inside(ctx -> ctx.timers().every("ticking", millis(100), logged("ticking")));
        inside(ctx -> ctx.timers().atRate("beating", millis(100), logged("beating")));
        actor.tell(ctx -> {
            manual.clock().advance(millis(100));
            throw new Boom();
        });
        manual.run();
        advance(1_000);
        assertEquals(List.of(), log);
        inside(ctx -> ctx.timers().once("queued", millis(100), logged("new")));
        advance(1_000);
        assertEquals(1, log.size());
    }

    @Test
    void g32_aTickThatFailsItsActorEndsWithTheInstance() {
        inside(ctx -> ctx.timers().every("ticking", millis(100), self -> {
            log.add("tick");
            throw new Boom();
        }));
        advance(1_000);
        assertEquals(List.of("tick"), log);
    }

    @Test
    void g32_nothingComesAfterTheStop() {
        inside(ctx -> ctx.timers().every("ticking", millis(100), logged("ticking")));
        manual.await(system.stop(actor));
        advance(1_000);
        assertEquals(List.of(), log);
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g32_everyCountsFromTheHandling() {
        inside(ctx -> ctx.timers().every("key", millis(100), self -> {
            logged("tick").run(self);
            manual.clock().advance(millis(30));
        }));
        advance(400);
        assertEquals(List.of("tick@100", "tick@230", "tick@360"), log);
    }

    @Test
    void g32_atRateDoesNotDrift() {
        inside(ctx -> ctx.timers().atRate("key", millis(100), self -> {
            logged("beat").run(self);
            manual.clock().advance(millis(30));
        }));
        advance(350);
        assertEquals(List.of("beat@100", "beat@200", "beat@300"), log.subList(0, 3));
    }

    @Test
    void g32_ticksThatWereMissedAreLeftOut() {
        inside(ctx -> ctx.timers().every("tick", millis(100), logged("tick")));
        inside(ctx -> ctx.timers().atRate("beat", millis(100), logged("beat")));
        actor.tell(ctx -> manual.clock().advance(millis(550)));
        manual.run();
        assertEquals(List.of("beat@550", "tick@550"), log.stream().sorted().toList());
        advance(150);
        assertEquals(List.of("beat@600", "tick@650", "beat@700"), log.subList(2, 5));
    }

    @Test
    void g32_aRepeatingTimerCanEndItself() {
        inside(ctx -> ctx.timers().every("tick", millis(100), self -> self.timers().cancel("tick")));
        inside(ctx -> ctx.timers().atRate("beat", millis(100), self -> self.timers().cancel("beat")));
        inside(ctx -> ctx.timers().every("again", millis(100), self -> {
            logged("again").run(self);
            self.timers().once("again", millis(50), logged("last"));
        }));
        advance(1_000);
        assertEquals(List.of("again@100", "last@150"), log);
    }

    @Test
    void g32_badArgumentsAreRefused() {
        inside(ctx -> {
            assertThrows(IllegalArgumentException.class, () -> ctx.timers().every("key", Duration.ZERO, logged("")));
            assertThrows(IllegalArgumentException.class, () -> ctx.timers().atRate("key", millis(-1), logged("")));
            assertThrows(NullPointerException.class, () -> ctx.timers().once(null, millis(1), logged("")));
            assertThrows(NullPointerException.class, () -> ctx.timers().once("key", millis(1), null));
            ctx.timers().cancel("unknown");
            log.add("checked");
        });
        advance(1_000);
        assertEquals(List.of("checked"), log);
    }

    @ParameterizedTest
    @EnumSource
    void g32_aCancelledTimerStaysSilentHoweverItRaces(Zone zone) {
        try (ActorSystem running = ActorSystem.create("timers")) {
            int rounds = 5_000;
            CompletableFuture<Integer> wrong = new CompletableFuture<>();
            running.spawn(Spec.named("racer").on(zone.of(running)), (Context<Integer> ctx) -> new Actor<>() {
                private int generation;
                private int stale;

                {
                    ctx.self().tell(-1);
                }

                /** A negative number is a step, another one the message of that generation's timer. */
                @Override
                public void on(Integer message) {
                    stale += message >= 0 && message != generation ? 1 : 0;
                    generation++;
                    ctx.timers().once("key", Duration.ofNanos(generation % 50_000), generation);
                    if (generation % 3 == 0) {
                        ctx.timers().cancel("key");
                    }
                    if (generation < rounds) {
                        ctx.self().tell(-1);
                    } else {
                        wrong.complete(stale);
                        ctx.stop();
                    }
                }
            });
            assertEquals(0, wrong.join());
        }
    }

    /** There is no tick to wait for: what is between the deadline and the message is only what else the threads have to do. */
    @Test
    void g33_aTimerIsDueToTheNanosecond() {
        inside(ctx -> ctx.timers().once("key", Duration.ofNanos(1_234_567), logged("due")));
        manual.advance(Duration.ofNanos(1_234_566));
        assertEquals(List.of(), log);
        manual.advance(Duration.ofNanos(1));
        assertEquals(List.of("due@1"), log);
    }

    @ParameterizedTest
    @EnumSource(names = {"POOL", "LOOP"})
    void g33_timersAreNeverEarlyInRealTime(Zone zone) {
        try (ActorSystem running = ActorSystem.create("timers")) {
            CompletableFuture<Long> took = new CompletableFuture<>();
            long begin = System.nanoTime();
            running.<Act>spawn(Spec.named("timer").on(zone.of(running)), Act::actor)
                .tell(ctx -> ctx.timers().once("key", millis(20), self -> took.complete(System.nanoTime() - begin)));
            assertTrue(took.join() >= millis(20).toNanos());
        }
    }
}
