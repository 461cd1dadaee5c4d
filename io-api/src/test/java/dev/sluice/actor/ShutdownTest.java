package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.testkit.ManualDispatcher;
import dev.sluice.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The end of a system: phases, deadlines, and a report. */
class ShutdownTest {
    private static final CompletionStage<?> DONE = CompletableFuture.completedStage(null);

    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private final VirtualClock clock = new VirtualClock();
    private final ActorSystem system = ActorSystem
        .create(Settings.named("shutdown").dispatcher(dispatcher).scheduler(clock)
            .shutdownWithin(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    private final List<String> log = new CopyOnWriteArrayList<>();

    private Supplier<CompletionStage<?>> logging(String what) {
        return () -> {
            log.add(what);
            return DONE;
        };
    }

    private void advance(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            dispatcher.run();
        }
    }

    private ShutdownReport end() {
        CompletableFuture<ShutdownReport> end = system.terminate();
        dispatcher.run();
        return end.join();
    }

    private void spawn(String name) {
        system.spawn(name, (Context<Act> ctx) -> new Actor<Act>() {
            @Override
            public void on(Act act) throws Exception {
                act.run(ctx);
            }

            @Override
            public void stopping(Stop reason) {
                log.add(name);
            }
        });
    }

    @Test
    void g54_phasesComeInTheirOrder() {
        spawn("actor");
        system.service(Act.class, Spec.named("service"), (Context<Act> ctx) -> new Actor<Act>() {
            @Override
            public void on(Act act) {}

            @Override
            public void stopping(Stop reason) {
                log.add("service");
            }
        });
        dispatcher.run();
        system.onShutdown(ShutdownPhase.STOP_THREADS, "t", logging("threads"));
        system.onShutdown(ShutdownPhase.FINISH_REQUESTS, "f", logging("finish"));
        system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "a", logging("accept"));
        system.onShutdown(ShutdownPhase.CLOSE_IO, "i", logging("io"));
        assertTrue(end().isClean());
        assertEquals(List.of("accept", "finish", "actor", "io", "service", "threads"), log);
        Threads.awaitNone("shutdown-");
    }

    @Test
    void g54_theTasksOfAPhaseRunAtTheSameTimeAndAreAllWaitedFor() {
        CompletableFuture<Void> one = new CompletableFuture<>();
        CompletableFuture<Void> two = new CompletableFuture<>();
        system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "one", () -> one);
        system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "two", () -> two);
        system.onShutdown(ShutdownPhase.FINISH_REQUESTS, "next", logging("next"));
        CompletableFuture<ShutdownReport> end = system.terminate();
        two.complete(null);
        assertEquals(List.of(), log);
        one.complete(null);
        assertEquals(List.of("next"), log);
        dispatcher.run();
        assertTrue(end.join().isClean());
    }

    @Test
    void g54_whatHangsIsLeftBehindAndNamed() {
        system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "hangs", CompletableFuture::new);
        CompletableFuture<ShutdownReport> end = system.terminate();
        advance(9);
        assertFalse(end.isDone());
        advance(1);
        assertEquals(List.of("STOP_ACCEPTING/hangs"), end.join().overran());
    }

    @Test
    void g54_theTotalBoundsAllPhasesTogether() {
        ActorSystem hurried = ActorSystem.create(Settings.named("hurried").dispatcher(dispatcher).scheduler(clock)
            .shutdownWithin(Duration.ofSeconds(10), Duration.ofSeconds(12)));
        hurried.onShutdown(ShutdownPhase.STOP_ACCEPTING, "a", CompletableFuture::new);
        hurried.onShutdown(ShutdownPhase.FINISH_REQUESTS, "b", CompletableFuture::new);
        hurried.<Act>spawn("held", Act::actor).tell(ctx -> ctx.holdStop(Duration.ofDays(1)));
        dispatcher.run();
        CompletableFuture<ShutdownReport> end = hurried.terminate();
        advance(12);
        assertEquals(List.of("STOP_ACCEPTING/a", "FINISH_REQUESTS/b", "STOP_ACTORS/users"), end.join().overran());
        end();
    }

    @Test
    void g54_whatFailsIsNamedAndTheRestGoesOn() {
        system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "fails", () -> CompletableFuture.failedFuture(new Boom()));
        system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "throws", () -> {
            throw new Boom();
        });
        system.onShutdown(ShutdownPhase.FINISH_REQUESTS, "next", logging("next"));
        ShutdownReport report = end();
        assertEquals(List.of("STOP_ACCEPTING/fails: " + new Boom(), "STOP_ACCEPTING/throws: " + new Boom()),
            report.failed());
        assertEquals(List.of("next"), log);
    }

    @Test
    void g54_actorsWorkOnUntilTheirPhase() {
        ActorRef<Act> actor = system.spawn("actor", Act::actor);
        CompletableFuture<String> requests = new CompletableFuture<>();
        system.onShutdown(ShutdownPhase.FINISH_REQUESTS, "requests", () -> {
            actor.tell(ctx -> ctx.spawn("helper", Act::actor).tell(self -> requests.complete("done")));
            return requests;
        });
        assertTrue(end().isClean());
        assertEquals("done", requests.join());
    }

    @Test
    void g54_anActorThatHoldsItsStopTooLongIsKilledAndTheRestGoesOn() {
        system.<Act>spawn("held", Act::actor).tell(ctx -> ctx.holdStop(Duration.ofDays(1)));
        dispatcher.run();
        CompletableFuture<ShutdownReport> end = system.terminate();
        dispatcher.run();
        advance(4);
        assertFalse(end.isDone());
        advance(1);
        assertTrue(end.join().isClean());
    }

    @Test
    void g54_anActorThatIsStuckIsReported() throws Exception {
        ActorSystem real = ActorSystem
            .create(Settings.named("stuck").shutdownWithin(Duration.ofMillis(100), Duration.ofSeconds(2)));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        real.<Act>spawn("stuck", Act::actor).tell(ctx -> {
            entered.countDown();
            leave.await();
        });
        entered.await();
        assertEquals(List.of("STOP_ACTORS/users", "STOP_THREADS/threads"), real.terminate().join().overran());
        leave.countDown();
        Threads.awaitNone("stuck-");
    }

    @Test
    void g54_itRunsOnceAndTellsEverybody() {
        system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "once", logging("once"));
        CompletableFuture<ShutdownReport> first = system.terminate();
        CompletableFuture<ShutdownReport> second = system.terminate();
        dispatcher.run();
        assertEquals(first.join(), second.join());
        assertEquals(List.of("once"), log);
    }

    @Test
    void g54_aTaskCanBeTakenBackAndNoneAddedTooLate() {
        system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "not", logging("not")).run();
        end();
        assertEquals(List.of(), log);
        assertThrows(IllegalStateException.class,
            () -> system.onShutdown(ShutdownPhase.CLOSE_IO, "late", logging("late")));
    }
}
