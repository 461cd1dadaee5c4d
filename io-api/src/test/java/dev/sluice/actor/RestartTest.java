package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When and in what order an actor is restarted. */
class RestartTest {
    private final ManualSystem manual = ManualSystem.create("restart");
    private final ActorSystem system = manual.system();
    private final Probe<Object> probe = Probe.in(manual);
    private final List<String> log = new ArrayList<>();
    private final List<Long> made = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorRef<Act> spawn(Directive directive) {
        ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> directive), ctx -> {
            made.add(manual.clock().nanoTime());
            return act -> act.run(ctx);
        });
        manual.run();
        return actor;
    }

    private void assertMadeAgainAfter(Duration pause, ActorRef<Act> actor) {
        int before = made.size();
        long failed = manual.clock().nanoTime();
        actor.tell(Boom::act);
        manual.advance(pause.minusNanos(1));
        assertEquals(before, made.size(), "too early");
        manual.advance(pause);
        assertEquals(before + 1, made.size(), "too late");
        long took = made.get(before) - failed;
        assertTrue(took >= pause.toNanos() && took <= pause.toNanos() * 6 / 5, "a jitter of at most a fifth: " + took);
    }

    @Test
    void g23_noPauseIsLongerThanTheMaximumNorIsAnyWithoutJitterBelowIt() {
        RestartHistory history = new RestartHistory(1);
        Directive.Restart directive = Directive.restart().backoff(Duration.ofNanos(1_000), Duration.ofNanos(4_300));
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            pauses.add(history.next(directive, i));
        }
        assertTrue(pauses.stream().allMatch(pause -> pause >= 1_000 && pause <= 4_300), pauses.toString());
        assertEquals(4_300, pauses.get(10));
        assertTrue(pauses.get(0) > 1_000 || pauses.get(1) > 2_000 || pauses.get(2) > 4_000, pauses.toString());
    }

    @Test
    void g23_thoseThatFailTogetherDoNotComeBackTogetherAndTheNextRunIsTheSame() {
        Directive.Restart directive = Directive.restart().backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));
        List<Long> pauses = LongStream.range(0, 100).map(number -> new RestartHistory(number).next(directive, 5))
            .boxed()
            .toList();
        assertTrue(Set.copyOf(pauses).size() > 90, pauses.toString());
        assertEquals(pauses, LongStream.range(0, 100).map(number -> new RestartHistory(number).next(directive, 5))
            .boxed().toList());
    }

    @Test
    void g23_thePauseDoublesUpToItsMaximum() {
        ActorRef<Act> actor = spawn(Directive.restart().backoff(Duration.ofMillis(100), Duration.ofMillis(500)));
        for (int millis : new int[] {100, 200, 400, 500, 500}) {
            assertMadeAgainAfter(Duration.ofMillis(millis), actor);
        }
    }

    @Test
    void g23_aTimeWithoutFailureStartsOver() {
        ActorRef<Act> actor = spawn(Directive.restart().backoff(Duration.ofMillis(100), Duration.ofMillis(500)));
        assertMadeAgainAfter(Duration.ofMillis(100), actor);
        assertMadeAgainAfter(Duration.ofMillis(200), actor);
        manual.advance(Duration.ofMillis(500));
        assertMadeAgainAfter(Duration.ofMillis(100), actor);
    }

    @Test
    void g23_messagesQueueDuringThePause() {
        ActorRef<Act> actor = spawn(Directive.restart().backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        actor.tell(Boom::act);
        actor.tell(ctx -> log.add("a"));
        manual.run();
        actor.tell(ctx -> log.add("b"));
        manual.run();
        assertEquals(List.of(), log);
        manual.advance(Duration.ofSeconds(2));
        assertEquals(List.of("a", "b"), log);
    }

    @Test
    void g23_aStopEndsThePause() {
        ActorRef<Act> actor = spawn(Directive.restart().backoff(Duration.ofHours(1), Duration.ofHours(1)));
        actor.tell(Boom::act);
        manual.run();
        assertEquals(new Stop.Normal(), manual.await(system.stop(actor)));
        manual.advance(Duration.ofHours(2));
        assertEquals(1, made.size());
    }

    @Test
    void g25_theSequenceOfARestart() {
        ActorRef<Act> parent = system.spawn(Spec.named("parent").onFailure(failure -> Directive.restart()), ctx -> {
            log.add("factory");
            ctx.timers().once("timer", Duration.ofSeconds(1), self -> log.add("timer of the old instance"));
            ctx.<Act>spawn("child", child -> new Actor<>() {
                @Override
                public void on(Act message) throws Exception {
                    message.run(child);
                }

                @Override
                public void stopping(Stop reason) {
                    log.add("child " + reason);
                }
            });
            return new Actor<>() {
                @Override
                public void on(Act message) throws Exception {
                    message.run(ctx);
                }

                @Override
                public void stopping(Stop reason) {
                    log.add(reason.getClass().getSimpleName());
                    ctx.self().tell(next -> log.add("sent by the hook"));
                }
            };
        });
        probe.watch(parent);
        manual.run();
        parent.tell(
            ctx -> ctx.timers().every("tick", Duration.ofSeconds(1), self -> log.add("tick of the old instance")));
        parent.tell(Boom::act);
        parent.tell(ctx -> {
            log.add("handled");
            ctx.timers().cancel("timer");
        });
        manual.advance(Duration.ofSeconds(5));

        assertEquals(List.of("factory", "Restarting", "child Normal[]", "factory", "handled", "sent by the hook"), log);
        probe.expectNothing();
    }

    @Test
    void g25_aRestartWaitsForTheChildren() {
        List<Hold> holds = new ArrayList<>();
        ActorRef<Act> parent = spawn(Directive.restart());
        parent.tell(
            ctx -> ctx.<Act>spawn("child", Act::actor).tell(child -> holds.add(child.holdStop(Duration.ofDays(1)))));
        manual.run();
        parent.tell(Boom::act);
        parent.tell(ctx -> log.add("handled"));
        manual.run();
        assertEquals(List.of(), log);
        assertEquals(1, made.size());

        holds.get(0).release();
        manual.run();
        assertEquals(List.of("handled"), log);
        assertEquals(2, made.size());
    }

    @Test
    void g25_aStopDuringARestartWaitsForTheChildrenToo() {
        List<Hold> holds = new ArrayList<>();
        ActorRef<Act> parent = spawn(Directive.restart());
        parent.tell(ctx -> {
            ActorRef<Act> child = ctx.spawn("child", Act::actor);
            probe.watch(child).watch(parent);
            child.tell(self -> holds.add(self.holdStop(Duration.ofDays(1))));
        });
        manual.run();
        parent.tell(Boom::act);
        manual.run();
        system.stop(parent);
        probe.expectNothing();

        holds.get(0).release();
        probe.expect(Terminated.class);
        probe.expectTerminated(parent);
        assertEquals(1, made.size());
    }

    @Test
    void g25_aFactoryThatFailsAgainCountsAsOneMoreFailure() {
        Directive twice = Directive.restart().atMost(2, Duration.ofSeconds(1));
        List<Failure> failures = new ArrayList<>();
        Spec spec = Spec.named("actor").onFailure(failure -> {
            failures.add(failure);
            return twice;
        });
        ActorRef<Act> actor = system.spawn(spec, ctx -> {
            made.add(0L);
            if (made.size() > 1) {
                throw new Boom();
            }
            return act -> act.run(ctx);
        });
        probe.watch(actor);
        actor.tell(Boom::act);

        assertSame(Stop.Failed.class, probe.expectTerminated(actor).reason().getClass());
        assertEquals(3, made.size());
        assertEquals(List.of(0, 1, 2), failures.stream().map(Failure::restarts).toList());
        assertEquals(null, failures.get(2).message());
    }

    @Test
    void g25_theChildrenOfAFactoryThatFailsAgainAreStopped() {
        Directive once = Directive.restart().atMost(1, Duration.ofSeconds(1));
        ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> once), ctx -> {
            probe.watch(ctx.spawn("child", Act::actor));
            made.add(0L);
            if (made.size() > 1) {
                throw new Boom();
            }
            return act -> act.run(ctx);
        });
        probe.watch(actor);
        actor.tell(Boom::act);

        probe.expect(Terminated.class);
        probe.expect(Terminated.class);
        probe.expectTerminated(actor);
    }

    @Test
    void g25_aFactoryThatAlwaysFailsLeavesItsLoopToOthers() {
        try (ActorSystem running = ActorSystem.create("restarting")) {
            Dispatcher loop = Dispatcher.of(running.loops().get(0));
            boolean[] started = new boolean[1];
            Spec spec = Spec.named("failing").on(loop).onFailure(failure -> Directive.restart());
            ActorRef<Act> failing = running.spawn(spec, ctx -> {
                if (started[0]) {
                    throw new Boom();
                }
                started[0] = true;
                return act -> act.run(ctx);
            });
            failing.tell(Boom::act);
            CompletableFuture<String> answer = new CompletableFuture<>();
            running.<Act>spawn(Spec.named("other").on(loop), Act::actor).tell(ctx -> answer.complete("alive"));

            assertEquals("alive", answer.join());
            assertEquals(new Stop.Normal(), running.stop(failing).join());
        }
    }
}
