package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.Threads;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DispatcherTest {
    private final ActorSystem system = ActorSystem.create(Settings.named("dispatcher").loops(2).poolThreads(2));
    private final Dispatcher loop = Dispatcher.of(system.loops().get(1));

    @AfterEach
    void close() {
        system.close();
    }

    private static final Set<Thread.State> PARKED = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    @Test
    void g43_anIdleSystemParksAllItsThreadsAndWakesNone() throws InterruptedException {
        CountDownLatch used = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            Dispatcher where = i % 2 == 0 ? loop : system.pool();
            system.<Act>spawn(Spec.named("idle").on(where), Act::actor).tell(ctx -> used.countDown());
        }
        used.await();
        List<Thread> threads = Threads.named("dispatcher-");
        assertFalse(threads.isEmpty());
        await().until(() -> threads.stream().allMatch(thread -> PARKED.contains(thread.getState())));

        await().untilAsserted(() -> {
            String before = timesParked(threads);
            keepThisThreadBusy(Duration.ofMillis(200));
            assertEquals(before, timesParked(threads), "somebody polls");
        });
    }

    private static String timesParked(List<Thread> threads) {
        long[] ids = threads.stream().mapToLong(Thread::threadId).toArray();
        return Arrays.stream(ManagementFactory.getThreadMXBean().getThreadInfo(ids))
            .map(info -> info.getThreadState() + " " + info.getWaitedCount())
            .toList()
            .toString();
    }

    /** In processor time, so that it is the same window on a loaded machine. */
    private static void keepThisThreadBusy(Duration time) {
        var threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + time.toNanos();
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void g44_aLoopActorStaysOnItsThreadOverRestarts() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Spec spec = Spec.named("loop").on(loop).onFailure(failure -> Directive.restart().backoff(Duration.ofNanos(1),
            Duration.ofMillis(1)));
        ActorRef<Act> actor = system.spawn(spec, ctx -> {
            seen.add(Thread.currentThread());
            return new Actor<>() {
                @Override
                public void on(Act message) throws Exception {
                    seen.add(Thread.currentThread());
                    message.run(ctx);
                }

                @Override
                public void stopping(Stop reason) {
                    seen.add(Thread.currentThread());
                }
            };
        });
        for (int i = 0; i < 1_000; i++) {
            actor.tell(i % 100 == 0 ? Boom::act : ctx -> ctx.timers().once("timer", Duration.ofNanos(1), self -> {
            }));
        }
        system.drain(actor).join();
        assertEquals(List.of("dispatcher-loop-1"), seen.stream().map(Thread::getName).toList());
    }

    @ParameterizedTest
    @EnumSource
    void g44_childrenInheritTheirParentsPlace(Zone zone) {
        CompletableFuture<Dispatcher> place = new CompletableFuture<>();
        Dispatcher where = zone.of(system);
        ActorRef<Act> parent = system.spawn(Spec.named("parent").on(where), Act::actor);
        parent.tell(ctx -> ctx.<Act>spawn("child", Act::actor)
            .tell(child -> place.complete(((Cell<?>) child.self()).dispatcher())));
        assertEquals(where, place.join());
    }

    @Test
    void g44_anActorCanBePutBesideAnother() {
        ActorRef<Act> first = system.spawn(Spec.named("first").on(loop), Act::actor);
        ActorRef<String> view = first.accepting((String text) -> ctx -> {
        });
        for (ActorRef<?> neighbour : List.of(first, view)) {
            CompletableFuture<String> thread = new CompletableFuture<>();
            ActorRef<Act> second = system.spawn(Spec.named("second").beside(neighbour), Act::actor);
            second.tell(ctx -> {
                assertSame(system.loops().get(1), ctx.loop());
                thread.complete(Thread.currentThread().getName());
            });
            assertEquals("dispatcher-loop-1", thread.join());
        }
        system.stop(first).join();
        assertThrows(IllegalArgumentException.class, () -> Spec.named("second").beside(first));
    }

    @Test
    void g44_onlyALoopActorHasALoop() {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        system.<Act>spawn("pooled", Act::actor)
            .tell(ctx -> thrown.complete(assertThrows(IllegalStateException.class, ctx::loop)));
        assertInstanceOf(IllegalStateException.class, thrown.join());
    }

    @Test
    void g44_twoDispatchersOfOneLoopAreTheSame() {
        assertEquals(loop, Dispatcher.of(system.loops().get(1)));
        assertEquals(loop, Dispatcher.of((Executor) system.loops().get(1)));
        assertNotEquals(loop, Dispatcher.of(system.loops().get(0)));
    }

    @ParameterizedTest
    @EnumSource
    void g45_theContextBelongsToItsActor(Zone zone) {
        CompletableFuture<Context<Act>> leaked = new CompletableFuture<>();
        ActorRef<Act> actor = system.spawn(Spec.named("actor").on(zone.of(system)), Act::actor);
        ActorRef<Act> other = system.spawn(Spec.named("other").on(zone.of(system)), Act::actor);
        actor.tell(leaked::complete);
        Context<Act> ctx = leaked.join();

        assertAllRefused(ctx, other);
        CompletableFuture<Throwable> fromAnother = new CompletableFuture<>();
        other.tell(self -> {
            try {
                assertAllRefused(ctx, other);
                fromAnother.complete(null);
            } catch (Throwable e) {
                fromAnother.complete(e);
            }
        });
        assertEquals(null, fromAnother.join());
        assertSame(actor, ctx.self());
        assertSame(system, ctx.system());
    }

    private static void assertAllRefused(Context<Act> ctx, ActorRef<Act> other) {
        List<Consumer<Context<Act>>> calls = List.of(
            c -> c.spawn("child", Act::actor),
            c -> c.stop(),
            c -> c.stop(other),
            c -> c.kill(other),
            c -> c.children(),
            c -> c.startup(),
            c -> c.register(Key.named("key")),
            c -> c.release(other),
            c -> c.link(other),
            c -> c.link(other, gone -> Boom::act),
            c -> c.unlink(other),
            c -> c.log(),
            c -> c.watch(other),
            c -> c.watch(other, gone -> Boom::act),
            c -> c.unwatch(other),
            c -> c.<Act, String>ask(other, replyTo -> Boom::act, Duration.ofSeconds(1), result -> Boom::act),
            c -> c.pipe(CompletableFuture.completedFuture(""), result -> Boom::act),
            c -> c.offload(() -> "", result -> Boom::act),
            c -> c.timers(),
            c -> c.holdStop(Duration.ofSeconds(1)));
        calls.forEach(call -> assertThrows(IllegalStateException.class, () -> call.accept(ctx)));
    }

    @Test
    void g45_theTimersBelongToTheirActor() {
        CompletableFuture<Timers<Act>> leaked = new CompletableFuture<>();
        system.<Act>spawn("actor", Act::actor).tell(ctx -> leaked.complete(ctx.timers()));
        Timers<Act> timers = leaked.join();
        assertThrows(IllegalStateException.class, () -> timers.once("key", Duration.ofSeconds(1), Boom::act));
        assertThrows(IllegalStateException.class, () -> timers.cancel("key"));
    }

    /** Not with virtual threads as a foreign executor: that one is as unfair as it is. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL_THREADS")
    void g41_aFloodingActorDoesNotKeepTheOthersOfItsThreadsWaiting(Zone zone) {
        Dispatcher where = zone.of(system);
        List<ActorRef<Act>> flooding = new ArrayList<>();
        for (int i = 0; i < 4; i++) { // more than any of them has threads
            ActorRef<Act> actor = system.spawn(Spec.named("flooding").on(where), Act::actor);
            actor.tell(new Act() {
                @Override
                public void run(Context<Act> ctx) {
                    ctx.self().tell(this);
                }
            });
            flooding.add(actor);
        }
        for (int i = 0; i < 20; i++) {
            CompletableFuture<String> turn = new CompletableFuture<>();
            system.<Act>spawn(Spec.named("other").on(where), Act::actor).tell(ctx -> turn.complete("had its turn"));
            assertEquals("had its turn", turn.join());
        }
        flooding.forEach(actor -> system.stop(actor).join());
    }

    /**
     * Those that keep each other busy run from the inside only; each call below comes from the outside. Not with virtual threads
     * as a foreign executor: that one is as unfair as it is.
     */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL_THREADS")
    void g42_busyActorsDoNotKeepWhatComesFromOutsideWaiting(Zone zone) {
        Spec spec = Spec.named("busy").on(zone.of(system));
        for (int i = 0; i < 8; i++) {
            system.<Act>spawn(spec, Act::actor).tell(new Act() {
                @Override
                public void run(Context<Act> ctx) {
                    ctx.self().tell(this);
                }
            });
            ActorRef<Act> ping = system.spawn(spec, Act::actor);
            ActorRef<Act> pong = system.spawn(spec, Act::actor);
            ping.tell(new Act() {
                @Override
                public void run(Context<Act> ctx) {
                    (ctx.self() == ping ? pong : ping).tell(this);
                }
            });
        }
        for (int i = 0; i < 100; i++) {
            CompletableFuture<String> turn = new CompletableFuture<>();
            system.<Act>spawn(spec, Act::actor).tell(ctx -> turn.complete("had its turn"));
            assertEquals("had its turn", turn.join());
        }
    }

    @Test
    void shouldEndOnceAlsoAtTheVeryEndOfATurn() {
        Dispatcher once = new Dispatcher() {
            @Override
            public void execute(Runnable activation) {
                loop.execute(activation);
            }

            @Override
            public void executeAgain(Runnable activation) {
                throw new RejectedExecutionException("no second turn");
            }
        };
        ActorRef<Act> parent = system.spawn(Spec.named("parent").on(loop), Act::actor);
        parent.tell(ctx -> {
            for (int messages = 0; messages < 80; messages++) {
                ActorRef<Act> child = ctx.spawn(Spec.named("child").on(once), Act::actor);
                for (int i = 0; i < messages; i++) {
                    child.tell(self -> {
                    });
                }
                ctx.system().drain(child);
                ctx.spawn("sibling", Act::actor);
            }
        });
        await().until(() -> system.tree().join().all().filter(node -> node.name().equals("sibling")).count() == 80);
        await().until(() -> system.tree().join().all().noneMatch(node -> node.name().equals("child")));
        assertEquals(80, system.tree().join().all().filter(node -> node.name().equals("sibling")).count());
    }

    @ParameterizedTest
    @EnumSource
    void g40_theInterruptFlagThatAnActorLeavesIsNotTheNextOnes(Zone zone) {
        Dispatcher where = zone.of(system);
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            ActorRef<Act> next = system.spawn(Spec.named("next").on(where), Act::actor);
            system.<Act>spawn(Spec.named("interrupting").on(where), Act::actor).tell(ctx -> {
                next.tell(self -> flag.complete(Thread.currentThread().isInterrupted()));
                Thread.currentThread().interrupt();
            });
            assertEquals(false, flag.join());
        }
    }
}
