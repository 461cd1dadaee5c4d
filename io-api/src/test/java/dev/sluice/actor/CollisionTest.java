package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import dev.sluice.testkit.Interleavings;
import dev.sluice.testkit.ManualDispatcher;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Two things at once, of which each goes well alone. */
class CollisionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long WITHIN = 10;

    private static Spec restarting(String name, Directive directive) {
        return Spec.named(name).onFailure(failure -> directive);
    }

    private static void zone(ManualSystem manual, Directive directive) {
        List<ActorRef<Act>> members = new ArrayList<>();
        ActorRef<Act> parent = manual.system().spawn("parent", Act::actor);
        parent.tell(ctx -> List.of("a", "b", "c", "d")
            .forEach(name -> members.add(ctx.spawn(restarting(name, directive), Act::actor))));
        manual.run();
        members.forEach(member -> member.tell(Boom::act));
        AtomicInteger handled = new AtomicInteger();
        members.forEach(member -> member.tell(ctx -> handled.incrementAndGet()));
        manual.advance(Duration.ofMinutes(1));
        assertEquals(4, handled.get());
    }

    @Test
    void g24_siblings_that_fail_at_once_all_come_back() {
        Directive.Restart restart = Directive.restart();
        Interleavings.explore(200, 1, manual -> zone(manual, restart.ofAll()));
        Interleavings.explore(200, 1, manual -> zone(manual, restart.ofRest()));
    }

    @Test
    void g24_so_do_they_after_a_pause() {
        Directive.Restart slow = Directive.restart().backoff(SECOND, Duration.ofSeconds(5));
        Interleavings.explore(200, 1, manual -> zone(manual, slow.ofAll()));
        Interleavings.explore(200, 1, manual -> zone(manual, slow.ofRest()));
    }

    @Test
    void g25_what_is_never_released_delays_each_restart_by_its_own_deadline_only() {
        try (ManualSystem manual = ManualSystem.create("release")) {
            List<String> log = new ArrayList<>();
            ActorRef<Act> actor = manual.system().spawn(restarting("needy", Directive.restart()).stopWithin(SECOND),
                ctx -> {
                    ctx.startup().require("r", () -> CompletableFuture.completedFuture("r"), r -> log.add("got"),
                        r -> {
                            log.add("close");
                            return new CompletableFuture<>();
                        });
                    return Act.actor(ctx);
                });
            manual.run();
            for (int i = 0; i < 2; i++) {
                actor.tell(Boom::act);
                manual.advance(Duration.ofSeconds(2));
            }
            assertEquals(List.of("got", "close", "got", "close", "got"), log);
            CompletableFuture<Stop> stopped = manual.system().stop(actor);
            manual.advance(Duration.ofSeconds(2));
            assertTrue(stopped.isDone());
        }
    }

    @Test
    void g25_a_release_that_ends_too_late_is_not_taken_for_the_next_one() {
        try (ManualSystem manual = ManualSystem.create("release")) {
            List<CompletableFuture<Void>> closing = new ArrayList<>();
            ActorRef<Act> actor = manual.system().spawn(restarting("needy", Directive.restart()).stopWithin(SECOND),
                ctx -> {
                    ctx.startup().require("r", () -> CompletableFuture.completedFuture("r"), r -> {
                    }, r -> {
                        closing.add(new CompletableFuture<>());
                        return closing.get(closing.size() - 1);
                    });
                    return Act.actor(ctx);
                });
            manual.run();
            actor.tell(Boom::act);
            manual.advance(Duration.ofSeconds(2));
            CompletableFuture<Stop> stopped = manual.system().stop(actor);
            manual.run();
            closing.get(0).complete(null);
            manual.run();
            assertFalse(stopped.isDone());
            closing.get(1).complete(null);
            manual.run();
            assertTrue(stopped.isDone());
        }
    }

    @Test
    void row4_20_who_looks_for_a_service_too_late_is_not_waited_for() {
        try (ManualSystem manual = ManualSystem.create("late")) {
            AtomicReference<Startup<Act>> startup = new AtomicReference<>();
            ActorRef<Act> actor = manual.system().spawn("actor", ctx -> {
                startup.set(ctx.startup());
                return Act.actor(ctx);
            });
            actor.tell(ctx -> assertThrows(IllegalStateException.class,
                () -> startup.get().discover(Key.<Act>named("none"), found -> {
                })));
            manual.run();
            assertTrue(manual.system().registry().isEmpty());
        }
    }

    @Test
    void row1_39_a_listener_for_escalations_that_fails_does_not_end_the_others() {
        try (ManualSystem manual = ManualSystem.create(Settings.named("top").onEscalation((system, cause) -> {
            throw new Boom();
        }))) {
            ActorRef<Act> other = manual.system().spawn("other", Act::actor);
            ActorRef<Act> failing = manual.system().spawn(restarting("failing", Directive.ESCALATE), Act::actor);
            failing.tell(Boom::act);
            manual.run();
            AtomicInteger handled = new AtomicInteger();
            other.tell(ctx -> handled.incrementAndGet());
            manual.run();
            assertEquals(1, handled.get());
        }
    }

    @Test
    void row1_39_an_escalation_that_is_quicker_than_the_start_of_the_top_does_not_end_it() {
        Interleavings.explore(50, 1, manual -> {
            ActorRef<Act> failing = manual.system().spawn(restarting("failing", Directive.ESCALATE), Act::actor);
            failing.tell(Boom::act);
            manual.run();
            AtomicInteger handled = new AtomicInteger();
            manual.system().spawn("other", Act::actor).tell(ctx -> handled.incrementAndGet());
            manual.run();
            assertEquals(1, handled.get());
        });
    }

    @Test
    void row1_41_a_significant_child_that_ends_during_the_parents_restart_ends_the_parent() {
        try (ManualSystem manual = ManualSystem.create("keeps")) {
            AtomicReference<ActorRef<Act>> child = new AtomicReference<>();
            ActorRef<Act> parent = manual.system().spawn(
                restarting("parent", Directive.restart().backoff(SECOND, SECOND)).keepsChildren(), Act::actor);
            parent.tell(ctx -> child.set(ctx.spawn(Spec.named("child").significant(), Act::actor)));
            parent.tell(Boom::act);
            manual.run();
            CompletableFuture<Stop> stopped = manual.system().stopped(parent);
            manual.system().stop(child.get());
            manual.advance(Duration.ofMinutes(1));
            assertTrue(stopped.isDone());
        }
    }

    @Test
    void g29_an_error_that_is_not_the_actors_own_is_told_also_when_a_stop_waits() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        try (ActorSystem system = ActorSystem.create(Settings.named("fatal").onFatal(told::complete))) {
            Spec spec = Spec.named("pinned").on(system.dispatcher("pinned", Threads.pinned()));
            ActorRef<Act> actor = system.spawn(spec, Act::actor);
            actor.tell(ctx -> {
                ctx.stop();
                throw new InternalError("test");
            });
            assertInstanceOf(InternalError.class, told.get(WITHIN, TimeUnit.SECONDS));
        }
    }

    @Test
    void g40_a_foreign_task_that_fails_takes_nobodys_turn() throws Exception {
        try (ActorSystem system = ActorSystem.create(Settings.named("foreign").poolThreads(1))) {
            ActorRef<Act> first = system.spawn("first", Act::actor);
            ActorRef<Act> second = system.spawn("second", Act::actor);
            CompletableFuture<Void> handled = new CompletableFuture<>();
            first.tell(ctx -> {
                second.tell(same -> handled.complete(null));
                system.pool().first().execute(() -> {
                    throw new Boom();
                });
            });
            handled.get(WITHIN, TimeUnit.SECONDS);
        }
    }

    @Test
    void g26_an_actor_that_is_stopped_while_it_restarts_ends_after_its_body() throws Exception {
        try (ActorSystem system = ActorSystem.create("blocking")) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch leaving = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            Spec spec = restarting("blocking", Directive.restart())
                .mailbox(Mailbox.bounded(1, Overflow.FAIL));
            ActorRef<String> actor = system.spawnBlocking(spec, ctx -> {
                begun.countDown();
                go.await();
                try {
                    ctx.receive("never"::equals);
                } finally {
                    leaving.countDown();
                    left.await();
                }
            });
            begun.await();
            actor.tell("kept");
            actor.tell("too many");
            CompletableFuture<Stop> stopped = system.stop(actor);
            go.countDown();
            leaving.await();
            boolean early = endsSoon(stopped);
            left.countDown();
            assertFalse(early);
            stopped.get(WITHIN, TimeUnit.SECONDS);
        }
    }

    private static boolean endsSoon(CompletableFuture<Stop> stopped) throws Exception {
        try {
            stopped.get(100, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void g54_a_loop_that_is_stuck_does_not_keep_the_shutdown_waiting() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ActorSystem system = ActorSystem
            .create(Settings.named("stuck").shutdownWithin(Duration.ofMillis(200), Duration.ofSeconds(1)));
        try {
            CountDownLatch stuck = new CountDownLatch(1);
            ActorRef<Act> actor = system.spawn(Spec.named("stuck").on(Dispatcher.of(system.loops().get(0))),
                Act::actor);
            actor.tell(ctx -> {
                stuck.countDown();
                release.await();
            });
            stuck.await();
            ShutdownReport report = system.terminate().get(WITHIN, TimeUnit.SECONDS);
            assertFalse(report.overran().isEmpty());
        } finally {
            release.countDown();
            system.close();
        }
    }

    @Test
    void g6_what_a_broken_actor_had_required_is_given_back() throws Exception {
        try (ActorSystem system = ActorSystem.create("broken")) {
            AtomicReference<Boolean> closed = new AtomicReference<>(false);
            var executor = java.util.concurrent.Executors.newSingleThreadExecutor();
            CountDownLatch running = new CountDownLatch(1);
            ActorRef<Act> actor = system.spawn(Spec.named("broken").on(Dispatcher.of(executor)), ctx -> {
                ctx.startup().require("r", () -> CompletableFuture.completedFuture("r"), r -> {
                }, r -> {
                    closed.set(true);
                    return CompletableFuture.completedFuture(null);
                });
                return Act.actor(ctx);
            });
            actor.tell(ctx -> running.countDown());
            running.await();
            executor.shutdown();
            executor.awaitTermination(WITHIN, TimeUnit.SECONDS);
            system.stop(actor).get(WITHIN, TimeUnit.SECONDS);
            assertTrue(closed.get());
        }
    }

    @Test
    void g25_a_pause_that_nobody_waits_for_any_more_is_forgotten() {
        Duration day = Duration.ofDays(1);
        ManualDispatcher dispatcher = new ManualDispatcher();
        AtomicInteger days = new AtomicInteger();
        VirtualClock clock = new VirtualClock();
        Scheduler counting = new Scheduler() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public Timer schedule(long delayNanos, Runnable task) {
                if (delayNanos < day.toNanos()) {
                    return clock.schedule(delayNanos, task);
                }
                days.incrementAndGet();
                return days::decrementAndGet;
            }
        };
        try (ActorSystem system = ActorSystem
            .create(
                Settings.named("pause").dispatcher(dispatcher).scheduler(counting).shutdownWithin(SECOND, SECOND))) {
            ActorRef<Act> actor = system.spawn(restarting("slow", Directive.restart().backoff(day, day)), Act::actor);
            actor.tell(Boom::act);
            dispatcher.run();
            assertEquals(1, days.get());
            system.stop(actor);
            system.terminate();
            dispatcher.run();
            assertEquals(0, days.get());
        }
    }
}
