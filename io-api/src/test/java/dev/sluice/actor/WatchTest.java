package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchTest {
    private final ManualSystem manual = ManualSystem.create("watch");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final ActorRef<Act> target = system.spawn("target", Act::actor);
    private final ActorRef<Act> watcher = system.spawn("watcher", Act::actor);

    @AfterEach
    void close() {
        manual.close();
    }

    private Function<Terminated, Act> logged(String text) {
        return gone -> ctx -> log.add(text);
    }

    private void stopTarget() {
        manual.await(system.stop(target));
        manual.run();
    }

    @ParameterizedTest
    @EnumSource(names = {"POOL", "LOOP"})
    void g17_exactlyOneTerminatedHoweverWatchAndStopRace(Zone zone) throws Exception {
        int rounds = 100_000;
        int[] told = new int[rounds];
        CountDownLatch all = new CountDownLatch(rounds);
        try (ActorSystem racing = ActorSystem.create("race")) {
            ActorRef<Act> observer = racing.spawn("observer", Act::actor);
            for (int i = 0; i < rounds; i++) {
                int round = i;
                ActorRef<Act> racer = racing.spawn(Spec.named("racer").on(zone.of(racing)), Act::actor);
                observer.tell(ctx -> ctx.watch(racer, gone -> then -> {
                    told[round]++;
                    all.countDown();
                }));
                racing.stop(racer);
            }
            all.await();
        }
        int[] once = new int[rounds];
        Arrays.fill(once, 1);
        assertArrayEquals(once, told);
    }

    @Test
    void g17_aWatchInTheSameTurnAsTheStopIsAnswered() {
        Probe<Object> parent = Probe.in(manual);
        watcher.tell(ctx -> {
            ActorRef<Act> child = ctx.spawn("child", Act::actor);
            ctx.stop(child);
            ctx.watch(child, gone -> then -> parent.ref().tell(gone));
        });
        parent.expect(Terminated.class);
        parent.expectNothing();
    }

    @Test
    void g17_theDeadAreReportedAtOnce() {
        stopTarget();
        watcher.tell(ctx -> ctx.watch(target, logged("gone")));
        manual.run();
        assertEquals(List.of("gone"), log);
    }

    @Test
    void g17_watchingTwiceIsOneWatchAndTheLastMapperWins() {
        watcher.tell(ctx -> ctx.watch(target, logged("first")));
        watcher.tell(ctx -> ctx.watch(target, logged("second")));
        watcher.tell(ctx -> ctx.watch(target.accepting(message -> null), logged("third")));
        stopTarget();
        assertEquals(List.of("third"), log);
    }

    @Test
    void g17_theMapperCanStillBeReplacedWhenTheEndIsQueued() {
        watcher.tell(ctx -> ctx.watch(target, logged("first")));
        manual.run();
        watcher.tell(ctx -> {
            runTargetToItsEnd();
            ctx.watch(target, logged("second"));
        });
        manual.run();
        assertEquals(List.of("second"), log);
    }

    @Test
    void g17_afterUnwatchNothingComesAlsoIfItWasQueued() {
        watcher.tell(ctx -> ctx.watch(target, logged("gone")));
        manual.run();
        watcher.tell(ctx -> {
            runTargetToItsEnd();
            ctx.unwatch(target);
        });
        manual.run();
        assertEquals(List.of(), log);
        assertEquals(0, system.deadLetters());
    }

    /** Called by the watcher, whose mailbox then holds the news. */
    private void runTargetToItsEnd() {
        CompletableFuture<Stop> stopped = system.stop(target);
        while (!stopped.isDone()) {
            manual.dispatcher().runOne();
        }
    }

    @Test
    void g17_watchingAgainAfterUnwatchIsOneNewWatch() {
        watcher.tell(ctx -> {
            ctx.watch(target, logged("first"));
            ctx.unwatch(target);
            ctx.watch(target, logged("second"));
            ctx.unwatch(watcher);
        });
        stopTarget();
        watcher.tell(ctx -> ctx.watch(target, logged("again")));
        manual.run();
        assertEquals(List.of("second", "again"), log);
    }

    @Test
    void g17_eachOfManyWatchersIsToldOnceAndThoseWhoLeftAreNot() {
        List<ActorRef<Act>> watchers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String name = "w" + i;
            ActorRef<Act> one = system.spawn(name, Act::actor);
            one.tell(ctx -> ctx.watch(target, logged(name)));
            watchers.add(one);
        }
        manual.run();
        for (int leaving : new int[] {0, 3, 6, 2}) {
            watchers.get(leaving).tell(ctx -> ctx.unwatch(target));
        }
        manual.run();
        stopTarget();
        assertEquals(List.of("w1", "w4", "w5"), log.stream().sorted().toList());
    }

    @Test
    void g17_oneWatcherHearsOfEachOfItsTargets() {
        List<ActorRef<Act>> targets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = "t" + i;
            ActorRef<Act> one = system.spawn(name, Act::actor);
            watcher.tell(ctx -> ctx.watch(one, logged(name)));
            targets.add(one);
        }
        watcher.tell(ctx -> ctx.unwatch(targets.get(2)));
        targets.forEach(one -> one.tell(Context::stop));
        manual.run();
        assertEquals(List.of("t0", "t1", "t3", "t4"), log);
    }

    @Test
    void g17_aRestartEndsTheWatchesOfTheOldInstance() {
        Spec restarted = Spec.named("restarted").onFailure(failure -> Directive.restart());
        ActorRef<Act> again = system.spawn(restarted, Act::actor);
        again.tell(ctx -> ctx.watch(target, logged("gone")));
        again.tell(ctx -> ctx.watch(watcher, logged("gone")));
        again.tell(Boom::act);
        manual.run();
        system.stop(watcher);
        stopTarget();
        assertEquals(List.of(), log);
    }

    @Test
    void g17_onlyActorsCanBeWatched() {
        ActorRef<Object> other = new ActorRef<>() {
            @Override
            public void tell(Object message) {}

            @Override
            public Offer offer(Object message) {
                return Offer.STOPPED;
            }

            @Override
            public <N> ActorRef<N> accepting(Function<? super N, ?> f) {
                throw new UnsupportedOperationException();
            }
        };
        watcher.tell(ctx -> {
            assertThrows(IllegalArgumentException.class, () -> ctx.watch(other));
            assertThrows(IllegalArgumentException.class, () -> ctx.watch(other, logged("gone")));
            assertThrows(NullPointerException.class, () -> ctx.watch(null));
            assertThrows(NullPointerException.class, () -> ctx.watch(target, null));
            log.add("checked");
        });
        manual.run();
        assertEquals(List.of("checked"), log);
    }

    @Test
    void g17_aMapperThatGivesNothingIsAFailureOfTheWatcher() {
        Probe<Object> probe = Probe.in(manual).watch(watcher);
        watcher.tell(ctx -> ctx.watch(target, gone -> null));
        stopTarget();
        assertInstanceOf(Stop.Failed.class, probe.expectTerminated(watcher).reason());
    }

    @Test
    void g18_aReusedNameInheritsNothing() {
        watcher.tell(ctx -> ctx.watch(target, logged("gone")));
        stopTarget();
        ActorRef<Act> second = system.spawn("target", Act::actor);
        target.tell(ctx -> log.add("sent to the dead"));
        manual.run();
        system.stop(second);
        manual.run();
        assertEquals(List.of("gone"), log);
        assertEquals(1, system.deadLetters());
        assertNotEquals(target, second);
        assertNotEquals(target.toString(), second.toString());
    }

    @Test
    void g18_aRestartIsNoEnd() {
        ActorRef<Act> restarted = system.spawn(Spec.named("restarted").onFailure(failure -> Directive.restart()),
            Act::actor);
        watcher.tell(ctx -> ctx.watch(restarted, logged("gone")));
        restarted.tell(Boom::act);
        restarted.tell(ctx -> log.add("handled by the next"));
        manual.run();
        assertEquals(List.of("handled by the next"), log);
        system.stop(restarted);
        manual.run();
        assertEquals(List.of("handled by the next", "gone"), log);
    }

    @Test
    void g18a_terminatedTellsWhy() {
        Boom boom = new Boom();
        Act failing = ctx -> {
            throw boom;
        };
        assertReason(new Stop.Normal(), Directive.STOP, actor -> actor.tell(Context::stop));
        assertReason(new Stop.Normal(), Directive.STOP, system::drain);
        assertReason(new Stop.Killed(), Directive.STOP, system::kill);
        assertReason(new Stop.Failed(boom), Directive.STOP, actor -> actor.tell(failing));
        assertReason(new Stop.Escalated(boom), Directive.ESCALATE, actor -> actor.tell(failing));
        assertReason(new Stop.Failed(boom), Directive.restart().atMost(0, Duration.ofSeconds(1)),
            actor -> actor.tell(failing));
    }

    private void assertReason(Stop reason, Directive directive, Consumer<ActorRef<Act>> end) {
        ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> directive), Act::actor);
        Probe<Object> probe = Probe.in(manual).watch(actor);
        CompletableFuture<Stop> stopped = system.stopped(actor);
        end.accept(actor);
        assertEquals(new Terminated(actor, reason), probe.expect(Terminated.class));
        assertEquals(reason, manual.await(stopped));
        assertEquals(reason, manual.await(system.stopped(actor)));
    }

    @Test
    void g18b_withoutAMapperTheWatcherFailsToo() {
        Probe<Object> probe = Probe.in(manual).watch(watcher);
        watcher.tell(ctx -> ctx.watch(target));
        stopTarget();
        Stop.Failed failed = assertInstanceOf(Stop.Failed.class, probe.expectTerminated(watcher).reason());
        assertSame(DeathPactException.class, failed.cause().getClass());
    }
}
