package dev.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Stop;
import dev.sluice.actor.Terminated;
import dev.sluice.loop.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestKitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static ActorRef<String> echo(ActorSystem system, Probe<? super String> probe) {
        return system.spawn("echo", ctx -> message -> {
            if (message.equals("stop")) {
                ctx.stop();
            }
            probe.ref().tell(message);
        });
    }

    @Test
    void g57_aProbeRunsAManualSystemBeforeItLooks() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            Probe<String> probe = Probe.in(manual);
            ActorRef<String> echo = echo(manual.system(), probe);
            echo.tell("one");
            echo.tell("two");
            probe.expect("one");
            assertEquals("two", probe.expect(String.class));
            probe.expectNothing();
        }
    }

    @Test
    void g57_expectNothingFirstRunsTheSystem() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            Probe<String> probe = Probe.in(manual);
            echo(manual.system(), probe).tell("one");
            AssertionError error = assertThrows(AssertionError.class, probe::expectNothing);
            assertTrue(error.getMessage().contains("one"), error.getMessage());
            probe.expect("one");
        }
    }

    @Test
    void g57_aProbeOfAManualSystemNeverWaits() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            Probe<String> probe = Probe.in(manual);
            assertThrows(AssertionError.class, () -> probe.expect("something"));
            assertThrows(AssertionError.class, () -> probe.expect(String.class));
            assertThrows(AssertionError.class, () -> probe.await(String.class, text -> true));
        }
    }

    @Test
    void g57_aProbeRefusesWhatItDoesNotExpect() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            Probe<Object> probe = Probe.in(manual);
            List.of(1, 2, "three", 4).forEach(probe.ref()::tell);
            assertThrows(AssertionError.class, () -> probe.expect(String.class));
            assertThrows(AssertionError.class, () -> probe.expect((Object) 3));
            assertEquals("three", probe.await(String.class, text -> text.startsWith("t")));
            assertEquals(4, probe.await(Integer.class, number -> number > 3));
            probe.expectNothing();
        }
    }

    @Test
    void g57_aProbeWatches() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            Probe<String> probe = Probe.in(manual);
            ActorRef<String> echo = echo(manual.system(), probe);
            ActorRef<String> other = echo(manual.system(), probe);
            probe.watch(echo).watch(other);
            echo.tell("stop");
            probe.expect("stop");
            assertEquals(new Terminated(echo, new Stop.Normal()), probe.expectTerminated(echo));
            other.tell("stop");
            probe.expect("stop");
            assertThrows(AssertionError.class, () -> probe.expectTerminated(echo));
        }
    }

    @Test
    void g57_aProbeKnowsTheEndOfAnActorByItsViewsToo() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            Probe<String> probe = Probe.in(manual);
            ActorRef<String> echo = echo(manual.system(), probe);
            ActorRef<String> other = echo(manual.system(), probe);
            ActorRef<Integer> view = echo.accepting(String::valueOf);
            probe.watch(view).watch(other);
            manual.system().stop(echo);
            manual.run();
            manual.system().stop(other);
            Terminated terminated = probe.expectTerminated(view.accepting(String::length));
            assertEquals(new Terminated(echo, new Stop.Normal()), terminated);
            assertTrue(terminated.isOf(echo) && terminated.isOf(view));
            assertFalse(terminated.isOf(other));
            assertThrows(AssertionError.class, () -> probe.expectTerminated(view));
        }
    }

    @Test
    void g57_expectNothingInARunningSystemSeesAllThatWasToldBefore() {
        try (ActorSystem system = ActorSystem.create("kit")) {
            for (int i = 0; i < 1_000; i++) {
                Probe<String> probe = Probe.in(system);
                probe.ref().tell("told");
                assertThrows(AssertionError.class, probe::expectNothing);
                system.stop(probe.ref());
                probe.expect("told");
                probe.expectNothing();
            }
        }
    }

    @Test
    void g57_expectNothingWorksWhenTheSystemIsGone() {
        ActorSystem system = ActorSystem.create("kit");
        Probe<String> probe = Probe.in(system);
        probe.ref().tell("told");
        assertThrows(AssertionError.class, probe::expectNothing);
        system.close();
        assertThrows(AssertionError.class, probe::expectNothing);
        probe.expect("told");
        probe.expectNothing();
    }

    @Test
    void g57_aProbeOfARunningSystemWaits() {
        try (ActorSystem system = ActorSystem.create("kit")) {
            Probe<String> probe = Probe.in(system);
            ActorRef<String> echo = echo(system, probe);
            probe.watch(echo);
            echo.tell("one");
            probe.expect("one");
            echo.tell("stop");
            probe.await(String.class, "stop"::equals);
            probe.expectTerminated(echo);
            probe.expectNothing();
        }
    }

    @Test
    void g57_aProbeEndsWithAnInterrupt() {
        try (ActorSystem system = ActorSystem.create("kit")) {
            Probe<String> probe = Probe.in(system);
            Thread.currentThread().interrupt();
            assertThrows(AssertionError.class, () -> probe.expect("never"));
            Thread.interrupted();
        }
    }

    @Test
    void g57_theManualDispatcherRunsOneActivationAtATimeInOrder() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            manual.run();
            List<String> log = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                manual.system().<String>spawn(name, ctx -> log::add).tell(name);
            }
            List<List<String>> seen = new ArrayList<>();
            while (manual.dispatcher().runOne()) {
                seen.add(List.copyOf(log));
            }
            assertTrue(seen.containsAll(List.of(List.of("a"), List.of("a", "b"), List.of("a", "b", "c"))),
                seen.toString());
            assertFalse(manual.dispatcher().runOne());
            assertFalse(manual.dispatcher().isCurrent());
        }
    }

    @Test
    void g57_nothingRunsUnlessTheTestSaysSo() {
        try (ManualSystem manual = ManualSystem.create("unstarted")) {
            List<String> log = new ArrayList<>();
            manual.system().<String>spawn("actor", ctx -> log::add).tell("one");
            assertEquals(List.of(), log);
            assertEquals(List.of(), Threads.named("unstarted"));
            manual.run();
            assertEquals(List.of("one"), log);
        }
        Threads.awaitNone("unstarted");
    }

    @Test
    void g57_theClockStandsStillUntilItIsTurned() {
        VirtualClock clock = new VirtualClock();
        List<Long> fired = new ArrayList<>();
        clock.schedule(30, () -> fired.add(clock.nanoTime()));
        clock.schedule(10, () -> {
            fired.add(clock.nanoTime());
            clock.schedule(5, () -> fired.add(clock.nanoTime()));
            clock.schedule(0, () -> fired.add(clock.nanoTime()));
        });
        clock.schedule(20, () -> fired.add(-1L)).cancel();
        assertEquals(0, clock.nanoTime());
        clock.advance(Duration.ofNanos(29));
        assertEquals(List.of(10L, 10L, 15L), fired);
        assertEquals(29, clock.nanoTime());
        clock.advance(Duration.ofNanos(1));
        assertEquals(List.of(10L, 10L, 15L, 30L), fired);
    }

    @Test
    void g57_timersOfOneMomentAreCalledInTheOrderInWhichTheyWereSet() {
        VirtualClock clock = new VirtualClock();
        List<Integer> fired = new ArrayList<>();
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            timers.add(clock.schedule(10, () -> fired.add(number)));
        }
        clock.schedule(9, () -> timers.get(0).cancel());
        clock.schedule(5, () -> clock.schedule(5, () -> fired.add(50)));
        clock.advance(Duration.ofNanos(10));
        assertEquals(IntStream.rangeClosed(1, 50).boxed().toList(), fired);
    }

    @Test
    void g57_aTimerCanTakeBackAnotherOfItsMoment() {
        VirtualClock clock = new VirtualClock();
        List<String> fired = new ArrayList<>();
        List<Timer> second = new ArrayList<>();
        clock.schedule(10, () -> second.get(0).cancel());
        second.add(clock.schedule(10, () -> fired.add("second")));
        clock.schedule(10, () -> fired.add("third"));
        clock.advance(Duration.ofNanos(10));
        assertEquals(List.of("third"), fired);
    }

    @Test
    void g57_aTimerThatThrowsLeavesTheOthersOfItsMoment() {
        VirtualClock clock = new VirtualClock();
        List<String> fired = new ArrayList<>();
        clock.schedule(10, () -> {
            throw new IllegalStateException("to be thrown");
        });
        clock.schedule(10, () -> fired.add("second"));
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofNanos(10)));
        clock.advance(Duration.ZERO);
        assertEquals(List.of("second"), fired);
    }

    @Test
    void row4_30_aTestSeesAnActorThroughItsMessagesAndTheTree() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            Probe<String> probe = Probe.in(manual);
            ActorRef<String> echo = echo(manual.system(), probe);
            echo.tell("state?");
            probe.expect("state?");
            var tree = manual.system().tree();
            assertTrue(manual.await(tree).toString().contains("echo"), tree.join().toString());
        }
    }

    @Test
    void row4_33_anHourOfTimersPassesWithoutThreadsAndAtOnce() {
        try (ManualSystem manual = ManualSystem.create("unthreaded")) {
            List<Thread> threads = new ArrayList<>();
            manual.system().<String>spawn("ticker", ctx -> {
                ctx.timers().atRate("tick", SECOND, "tick");
                return tick -> threads.add(Thread.currentThread());
            });
            manual.advance(Duration.ofHours(1));
            assertEquals(Collections.nCopies(3_600, Thread.currentThread()), threads);
            assertEquals(List.of(), Threads.named("unthreaded"));
        }
    }

    @Test
    void g57_aManualSystemRemembersWhoRan() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            ActorRef<Integer> counter = manual.system().spawn("counter", ctx -> left -> {
                if (left > 0) {
                    ctx.self().tell(left - 1);
                }
            });
            manual.run();
            for (int i = 0; i < 200; i++) {
                counter.tell(0);
                manual.run();
            }
            assertEquals(Collections.nCopies(100, counter.toString()), manual.dispatcher().trace());
        }
    }

    @Test
    void g57_advancingRunsWhatEachTimerSetsOff() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            Probe<String> probe = Probe.in(manual);
            manual.system().<String>spawn("ticker", ctx -> {
                ctx.timers().once("key", SECOND, "1");
                return message -> {
                    probe.ref().tell(message + "@" + manual.clock().nanoTime() / 1_000_000);
                    ctx.timers().once("key", SECOND.multipliedBy(2), message + "1");
                };
            });
            manual.run();
            probe.expectNothing();
            manual.advance(SECOND.multipliedBy(6));
            probe.expect("1@1000");
            probe.expect("11@3000");
            probe.expect("111@5000");
            probe.expectNothing();
        }
    }

    @Test
    void g57_awaitSaysWhenNothingCanComeAnyMore() {
        try (ManualSystem manual = ManualSystem.create("kit")) {
            ActorRef<String> actor = manual.system().spawn("actor", ctx -> message -> {
            });
            assertEquals(new Stop.Normal(), manual.await(manual.system().stop(actor)));
            assertThrows(AssertionError.class, () -> manual.await(new CompletableFuture<>()));
        }
    }

    @Test
    void g57_closingLetsHoldsRunOutHoweverLong() {
        ManualSystem manual = ManualSystem.create("held");
        manual.system().<String>spawn("actor", ctx -> {
            ctx.holdStop(Duration.ofDays(30));
            return message -> {
            };
        });
        manual.run();
        manual.close();
        manual.close();
        assertTrue(manual.clock().nanoTime() >= Duration.ofDays(30).toNanos());
        Threads.awaitNone("held");
    }
}
