package dev.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Orders of events: random, but the same for the same seed; they find what is wrong, and break nothing that is promised. */
class InterleavingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Looks first and takes later, as if nobody could come in between. */
    private record Account(int[] balance) {
        sealed interface Message {
            record Look(ActorRef<Integer> replyTo) implements Message {}

            record Take(int amount) implements Message {}
        }

        void on(Message message) {
            switch (message) {
                case Message.Look(var replyTo) -> replyTo.tell(balance[0]);
                case Message.Take(var amount) -> balance[0] -= amount;
            }
        }
    }

    private static void takeIfEnough(Context<Integer> ctx, ActorRef<Account.Message> account) {
        account.tell(new Account.Message.Look(ctx.self()));
    }

    /** Right as long as one customer is served before the next one looks. */
    private static void twoCustomers(ManualSystem manual) {
        Account account = new Account(new int[] {10});
        ActorRef<Account.Message> ref = manual.system().spawn("account", ctx -> account::on);
        for (String name : List.of("first", "second")) {
            manual.system().<Integer>spawn(name, ctx -> {
                takeIfEnough(ctx, ref);
                return balance -> {
                    if (balance >= 10) {
                        ref.tell(new Account.Message.Take(10));
                    }
                };
            });
        }
        manual.run();
        assertTrue(account.balance()[0] >= 0, "overdrawn: " + account.balance()[0]);
    }

    private static long seedIn(AssertionError error) {
        Matcher matcher = Pattern.compile("with seed (-?\\d+) ").matcher(error.getMessage());
        assertTrue(matcher.find(), error.getMessage());
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void g57_exploring_finds_a_planted_bug_and_its_seed_shows_it_again() {
        AssertionError found = assertThrows(AssertionError.class,
            () -> Interleavings.explore(200, 1, InterleavingsTest::twoCustomers));
        long seed = seedIn(found);
        assertTrue(found.getMessage().contains("Interleavings.replay(" + seed + "L"), found.getMessage());
        assertTrue(found.getMessage().contains("overdrawn: -10"), found.getMessage());
        assertTrue(found.getMessage().contains("seed-" + seed + "/user/account#"), found.getMessage());
        for (int i = 0; i < 3; i++) {
            AssertionError again = assertThrows(AssertionError.class,
                () -> Interleavings.replay(seed, InterleavingsTest::twoCustomers));
            assertEquals(found.getMessage(), again.getMessage());
        }
    }

    /** Even chances at each step would hardly ever let one wait for forty others. */
    @Test
    void g57_exploring_finds_what_needs_one_actor_to_be_very_late() {
        assertThrows(AssertionError.class, () -> Interleavings.explore(200, 1, manual -> {
            List<String> log = new ArrayList<>();
            ActorRef<String> sink = manual.system().spawn("sink", ctx -> log::add);
            manual.system().<Integer>spawn("counter", ctx -> {
                ctx.self().tell(40);
                return left -> {
                    if (left == 0) {
                        sink.tell("counted");
                    } else {
                        ctx.self().tell(left - 1);
                    }
                };
            });
            manual.system().<String>spawn("late", ctx -> sink::tell).tell("late");
            manual.run();
            assertEquals("late", log.get(0));
        }));
    }

    /** Everything that the runtime decides, in one text: messages, timers, watches, restarts with back-off, asks. */
    private static List<String> trace(long seed) {
        List<String> log = new ArrayList<>();
        try (ManualSystem manual = ManualSystem.seeded("trace", seed)) {
            ActorSystem system = manual.system();
            ActorRef<String> sink = system.spawn("sink",
                ctx -> text -> log.add(text + "@" + manual.clock().nanoTime()));
            List<ActorRef<String>> watched = IntStream.range(0, 6)
                .mapToObj(i -> system.<String>spawn("watched-" + i, ctx -> sink::tell)).toList();
            for (int i = 0; i < 4; i++) {
                worker(system, "worker-" + i, sink, watched);
            }
            manual.advance(SECOND.multipliedBy(20));
            log.addAll(manual.dispatcher().trace());
        }
        return log;
    }

    private static void worker(ActorSystem system, String name, ActorRef<String> sink, List<ActorRef<String>> watched) {
        Spec spec = Spec.named(name)
            .onFailure(failure -> Directive.restart().backoff(SECOND, SECOND.multipliedBy(10)));
        ActorRef<Integer> worker = system.spawn(spec, ctx -> {
            sink.tell(name + " starts");
            ctx.timers().once("one", SECOND, -1);
            ctx.timers().once("two", SECOND, -2);
            watched.forEach(other -> ctx.watch(other, end -> 4));
            return number -> {
                sink.tell(name + " " + number);
                if (number % 5 == 3) {
                    throw new IllegalStateException("to be restarted");
                }
            };
        });
        IntStream.range(0, 10).forEach(worker::tell);
    }

    @Test
    void g57_the_same_seed_gives_the_same_trace() {
        Set<List<String>> traces = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            List<String> trace = trace(seed);
            assertTrue(trace.size() > 100, trace.toString());
            assertEquals(trace, trace(seed), "seed " + seed);
            traces.add(trace);
        }
        assertEquals(20, traces.size(), "different seeds give different traces");
    }

    @Test
    void g57_all_orders_of_three_actors_come_up() {
        Set<List<String>> orders = new HashSet<>();
        Interleavings.explore(200, 1, manual -> orders.add(orderOfThree(manual)));
        assertEquals(6, orders.size(), orders.toString());
    }

    private static List<String> orderOfThree(ManualSystem manual) {
        List<String> log = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            manual.system().<String>spawn(name, ctx -> log::add).tell(name);
        }
        manual.run();
        return log;
    }

    @Test
    void g57_others_come_in_between_any_two_messages() {
        Set<Integer> places = new HashSet<>();
        Interleavings.explore(300, 1, manual -> {
            List<String> log = new ArrayList<>();
            ActorRef<String> many = manual.system().spawn("many", ctx -> log::add);
            ActorRef<String> one = manual.system().spawn("one", ctx -> log::add);
            IntStream.range(0, 5).forEach(i -> many.tell("many"));
            one.tell("one");
            manual.run();
            places.add(log.indexOf("one"));
        });
        assertEquals(Set.of(0, 1, 2, 3, 4, 5), places);
    }

    @Test
    void g57_timers_of_one_moment_come_in_any_order() {
        Set<List<Integer>> orders = new HashSet<>();
        Interleavings.explore(200, 1, manual -> {
            List<Integer> fired = new ArrayList<>();
            List.of(1, 2, 3).forEach(i -> manual.clock().schedule(10, () -> fired.add(i)));
            manual.clock().schedule(9, () -> fired.add(0));
            manual.advance(Duration.ofNanos(10));
            assertEquals(0, fired.get(0));
            orders.add(fired);
        });
        assertEquals(6, orders.size());
    }

    @Test
    void g03_messages_from_one_to_another_keep_their_order_in_every_interleaving() {
        Interleavings.explore(100, 1, manual -> {
            List<Integer> log = new ArrayList<>();
            ActorRef<Integer> receiver = manual.system().spawn("receiver", ctx -> log::add);
            ActorRef<Integer> between = manual.system().spawn("between", ctx -> receiver::tell);
            IntStream.range(0, 50).forEach(between::tell);
            manual.run();
            assertEquals(IntStream.range(0, 50).boxed().toList(), log);
        });
    }

    @Test
    void g15_the_end_comes_last_in_every_interleaving() {
        Interleavings.explore(100, 1, manual -> {
            Probe<String> probe = Probe.in(manual);
            ActorRef<String> sender = manual.system().spawn("sender", ctx -> text -> {
                probe.ref().tell(text);
                if (text.equals("last")) {
                    ctx.stop();
                }
            });
            probe.watch(sender);
            List.of("first", "last").forEach(sender::tell);
            probe.expect("first");
            probe.expect("last");
            probe.expectTerminated(sender);
            probe.expectNothing();
        });
    }

    @Test
    void g57_each_run_has_a_system_of_its_own_that_is_closed() {
        Set<ManualSystem> systems = new HashSet<>();
        AtomicInteger runs = new AtomicInteger();
        Interleavings.explore(5, -2, manual -> {
            systems.add(manual);
            assertEquals("seed-" + (runs.getAndIncrement() - 2), manual.system().name());
        });
        assertEquals(5, systems.size());
        for (ManualSystem closed : systems) {
            assertThrows(IllegalStateException.class, () -> closed.system().spawn("late", ctx -> message -> {
            }));
        }
        Threads.awaitNone("seed");
    }

    @Test
    void g57_what_a_scenario_throws_is_the_cause() {
        Exception cause = new Exception("checked");
        AssertionError error = assertThrows(AssertionError.class, () -> Interleavings.explore(1, 7, manual -> {
            throw cause;
        }));
        assertSame(cause, error.getCause());
        assertEquals(7, seedIn(error));
    }

    @Test
    void g57_bad_arguments_are_refused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Interleavings.explore(0, 1, manual -> {
        })).getMessage().contains("runs"));
        assertThrows(NullPointerException.class, () -> Interleavings.explore(1, 1, null));
        assertThrows(NullPointerException.class, () -> Interleavings.replay(1, null));
    }

    @Test
    void g57_a_seeded_system_differs_from_one_that_is_not() {
        List<String> order = List.of("a", "b", "c");
        try (ManualSystem manual = ManualSystem.create("plain")) {
            assertEquals(order, orderOfThree(manual));
            assertEquals(Integer.MAX_VALUE, manual.dispatcher().turn());
        }
        assertNotEquals(List.of(order), IntStream.range(0, 50).mapToObj(seed -> {
            try (ManualSystem manual = ManualSystem.seeded("seeded", seed)) {
                return orderOfThree(manual);
            }
        }).distinct().toList());
    }
}
