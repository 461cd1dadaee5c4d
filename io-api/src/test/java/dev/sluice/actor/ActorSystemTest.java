package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActorSystemTest {
    private static Settings small(String name) {
        return Settings.named(name).loops(2).poolThreads(2);
    }

    @Test
    void shouldStopAllActorsAndLeaveNoThread() throws Exception {
        CountDownLatch started = new CountDownLatch(300);
        CountDownLatch stopped = new CountDownLatch(300);
        ActorSystem system = ActorSystem.create(small("closing"));
        for (int i = 0; i < 300; i++) {
            Spec spec = Spec.named("actor").on(Zone.values()[i % 2].of(system));
            system.spawn(spec, (Context<String> ctx) -> new Actor<>() {
                @Override
                public void on(String message) {
                    started.countDown();
                }

                @Override
                public void stopping(Stop reason) {
                    stopped.countDown();
                }
            }).tell("start");
        }
        started.await();
        assertTrue(Threads.named("closing-").size() >= 2);

        system.close();

        assertEquals(0, stopped.getCount());
        assertEquals(0, system.tree().join().size());
        Threads.awaitNone("closing-");
    }

    @Test
    void shouldNameEachOfItsThreads() {
        try (ActorSystem system = ActorSystem.create(small("naming"))) {
            Set<String> names = ConcurrentHashMap.newKeySet();
            while (names.size() < 4) {
                system.<Act>spawn("pooled", Act::actor).tell(ctx -> names.add(Thread.currentThread().getName()));
                system.loops().forEach(loop -> loop.execute(() -> names.add(Thread.currentThread().getName())));
            }
            assertEquals(Set.of("naming-loop-0", "naming-loop-1", "naming-pool-0", "naming-pool-1"), names);
        }
    }

    @Test
    void shouldLeaveNothingWhenClosedAtOnce() {
        for (int i = 0; i < 100; i++) {
            ActorSystem.create(small("brief")).close();
        }
        Threads.awaitNone("brief-");
    }

    @Test
    void shouldCloseOnceHoweverManyAsk() throws Exception {
        ActorSystem system = ActorSystem.create(small("shared"));
        CompletableFuture<ShutdownReport> first = system.terminate();
        Threads.parallel(4, number -> {
            if (number % 2 == 0) {
                system.close();
            } else {
                system.join();
            }
        });
        first.get(10, TimeUnit.SECONDS); // each caller has a copy, and they are done one after the other
        system.close();
        system.join();
        assertTrue(system.terminate().isDone());
        Threads.awaitNone("shared-");
    }

    @Test
    void shouldNotLetCallersCompleteItsEnd() {
        ActorSystem system = ActorSystem.create(small("copied"));
        CompletableFuture<ShutdownReport> end = system.terminate();
        end.complete(null);
        system.join();
        Threads.awaitNone("copied-");
    }

    @Test
    void shouldRefuseNewActorsOnceItIsTerminated() {
        ActorSystem system = ActorSystem.create(small("over"));
        system.terminate();
        assertThrows(IllegalStateException.class, () -> system.spawn("late", Act::actor));
        system.close();
        assertThrows(IllegalStateException.class, () -> system.service(Act.class, Spec.named("late"), Act::actor));
        assertThrows(IllegalStateException.class, () -> system.spawn("late", Act::actor));
    }

    @Test
    void shouldEndEveryActorHoweverSpawnAndTerminateRace() throws Exception {
        for (int round = 0; round < 100; round++) {
            ActorSystem system = ActorSystem.create(small("race"));
            Set<ActorRef<Act>> spawned = ConcurrentHashMap.newKeySet();
            Threads.parallel(3, number -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        spawned.add(system.spawn(Spec.named("actor").on(Zone.values()[i % 3].of(system)), Act::actor));
                        if (number == 0 && i == 50) {
                            system.terminate();
                        }
                    }
                } catch (IllegalStateException e) {
                    assertTrue(e.getMessage().contains("terminated"), e.getMessage());
                }
            });
            system.close();
            for (ActorRef<Act> ref : spawned) {
                assertInstanceOf(Stop.class, system.stopped(ref).join());
            }
        }
        Threads.awaitNone("race-");
    }

    @ParameterizedTest
    @EnumSource(names = {"POOL", "LOOP", "FIXED", "STEALING", "ELASTIC", "PINNED", "VIRTUAL"})
    void row1_20_nobodyWaitsOnAThreadThatRunsActors(Zone zone) {
        try (ActorSystem system = ActorSystem.create(small("waiting"))) {
            CompletableFuture<String> outcome = new CompletableFuture<>();
            system.<Act>spawn(Spec.named("actor").on(zone.of(system)), Act::actor).tell(ctx -> {
                assertThrows(IllegalStateException.class, system::join);
                assertThrows(IllegalStateException.class, system::close);
                outcome.complete("refused");
            });
            assertEquals("refused", outcome.join());
            assertEquals(1, system.ask(system.<Act>spawn("actor", Act::actor),
                (ActorRef<Integer> replyTo) -> (Act) ctx -> replyTo.tell(1), Duration.ofMinutes(1)).join(),
                "it goes on");
        }
    }

    @Test
    void shouldRefuseToWaitOnTheThreadOfAManualDispatcher() {
        try (ManualSystem manual = ManualSystem.create("manual")) {
            List<String> log = new ArrayList<>();
            manual.system().<Act>spawn("actor", Act::actor).tell(ctx -> {
                assertThrows(IllegalStateException.class, ctx.system()::join);
                assertThrows(IllegalStateException.class, ctx.system()::close);
                log.add("refused");
            });
            manual.run();
            assertEquals(List.of("refused"), log);
        }
    }

    @Test
    void shouldBeTerminatedFromInside() {
        ActorSystem system = ActorSystem.create(small("inside"));
        system.<Act>spawn("actor", Act::actor).tell(ctx -> ctx.system().terminate());
        system.join();
        Threads.awaitNone("inside-");
    }

    @Test
    void g55_severalSystemsShareNothing() {
        try (ActorSystem one = ActorSystem.create(small("one")); ActorSystem two = ActorSystem.create(small("one"))) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            ActorRef<Act> inTwo = two.spawn("actor", Act::actor);
            one.<Act>spawn("actor", Act::actor).tell(ctx -> inTwo.tell(self -> answer.complete("crossed")));
            assertEquals("crossed", answer.join());
            one.terminate().join();
            assertEquals(3, two.tree().join().size());
        }
    }

    @Test
    void shouldRefuseBadSettings() {
        assertThrows(IllegalArgumentException.class, () -> Settings.named("x").loops(0));
        assertThrows(IllegalArgumentException.class, () -> Settings.named("x").poolThreads(0));
        assertThrows(IllegalArgumentException.class, () -> Settings.named("x").spin(Duration.ofNanos(-1)));
        assertThrows(NullPointerException.class, () -> Settings.named(null));
        Directive.Restart restart = Directive.restart();
        assertThrows(IllegalArgumentException.class, () -> restart.atMost(-1, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> restart.atMost(1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class,
            () -> restart.backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
