package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops that a system makes beside its first ones. */
class NamedLoopsTest {
    private static final String NAME = "named-loops";

    private final ActorSystem system = ActorSystem.create(Settings.named(NAME).loops(1).poolThreads(1));

    @AfterEach
    void close() {
        system.close();
        Threads.awaitNone(NAME);
    }

    private ActorRef<Act> spawnOn(Loop loop) {
        return system.spawn(Spec.named("on " + loop).on(Dispatcher.of(loop)), Act::actor);
    }

    private static Thread threadOf(ActorRef<Act> actor) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        actor.tell(ctx -> thread.complete(Thread.currentThread()));
        return thread.join();
    }

    @Test
    void shouldMakeThemOnce() {
        List<Loop> made = system.loops("foreign", 2);

        assertEquals(2, Set.copyOf(made).size());
        assertEquals(made, system.loops("foreign", 2));
        assertNotSame(made.get(0), system.loops("other", 2).get(0));
        assertFalse(system.loops().contains(made.get(0)));
        assertEquals(1, system.loops().size());
    }

    @Test
    void shouldMakeThemOnceWhoeverAsks() throws Exception {
        Set<Loop> seen = ConcurrentHashMap.newKeySet();

        Threads.parallel(4, number -> {
            for (int i = 0; i < 500; i++) {
                seen.addAll(system.loops("loops " + i, 1));
            }
        });

        assertEquals(500, seen.size());
    }

    @Test
    void shouldRefuseAnotherNumber() {
        system.loops("foreign", 2);

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
            () -> system.loops("foreign", 3));
        assertEquals("count of the loops foreign is 2, and can't be 3", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> system.loops("none", 0));
        assertThrows(NullPointerException.class, () -> system.loops(null, 1));
    }

    /** Their threads would have the same names, and so would their lag. */
    @Test
    void shouldRefuseTheNameOfTheFirstOnes() {
        assertThrows(IllegalArgumentException.class, () -> system.loops("loop", 1));
        system.figures();
    }

    @Test
    void shouldStartItsThreadsWithTheFirstUse() {
        List<Loop> loops = system.loops("foreign", 2);
        assertEquals(List.of(), Threads.named(NAME + "-foreign"));

        Thread thread = threadOf(spawnOn(loops.get(1)));

        assertEquals(NAME + "-foreign-1", thread.getName());
        assertEquals(List.of(thread), Threads.named(NAME + "-foreign"));
    }

    @Test
    void shouldLetNobodyWaitOnThem() {
        ActorRef<Act> actor = spawnOn(system.loops("foreign", 1).get(0));
        CompletableFuture<List<Class<?>>> thrown = new CompletableFuture<>();

        actor.tell(ctx -> thrown.complete(List.of(
            assertThrows(IllegalStateException.class, system::join).getClass(),
            assertThrows(IllegalStateException.class, system::close).getClass(),
            assertThrows(IllegalStateException.class, () -> system.offer(ctx.self(), own -> {
            }, Duration.ofSeconds(1))).getClass())));

        assertEquals(3, thrown.join().size());
    }

    @Test
    void shouldTellTheirLag() {
        Loop loop = system.loops("foreign", 2).get(1);
        assertEquals(Set.of(NAME + "-loop-0", NAME + "-foreign-0", NAME + "-foreign-1"),
            system.figures().lag().keySet());

        spawnOn(loop).tell(ctx -> {
            long until = System.nanoTime() + 5_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        });

        await().until(() -> system.figures().lag().get(NAME + "-foreign-1").toMillis() >= 5);
    }

    @Test
    void shouldCarryMessagesBetweenAllLoops() {
        Probe<String> probe = Probe.in(system);
        ActorRef<Act> one = spawnOn(system.loops("foreign", 1).get(0));
        ActorRef<Act> other = spawnOn(system.loops().get(0));

        one.tell(ctx -> {
            String there = Thread.currentThread().getName();
            other.tell(own -> probe.ref().tell(there + " to " + Thread.currentThread().getName()));
        });

        probe.expect(NAME + "-foreign-0 to " + NAME + "-loop-0");
    }

    /** Each stops on its own loop, users' actors before services, and only then the loop ends. */
    @Test
    void shouldEndWhenTheActorsThereHaveEnded() {
        ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
        Loop loop = system.loops("foreign", 1).get(0);
        system.<Act>service(NamedLoopsTest.class, Spec.named("service").on(Dispatcher.of(loop)),
            ctx -> logging("service", log));
        CompletableFuture<Void> living = new CompletableFuture<>();
        system.<Act>spawn(Spec.named("parent").on(Dispatcher.of(loop)), ctx -> {
            ctx.<Act>spawn("child", own -> {
                living.complete(null);
                return logging("child", log);
            });
            return logging("parent", log);
        });
        living.join();
        loop.execute(() -> loop.resource(AutoCloseable.class, () -> () -> log.add("loop")));

        ShutdownReport report = system.terminate().join();

        assertTrue(report.isClean(), report::toString);
        String on = " on " + NAME + "-foreign-0";
        assertEquals(Stream.of("child", "parent", "service").map(name -> name + on).toList(),
            log.stream().limit(3).toList());
        assertEquals("loop", log.stream().skip(3).findFirst().orElseThrow());
        assertTrue(loop.isClosed());
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {
        }));
    }

    private static Actor<Act> logging(String name, ConcurrentLinkedQueue<String> log) {
        return new Actor<>() {
            @Override
            public void on(Act act) {}

            @Override
            public void stopping(Stop reason) {
                log.add(name + " on " + Thread.currentThread().getName());
            }
        };
    }

    /** A held stop keeps its loop. */
    @Test
    void shouldWaitForAStopThatIsHeld() {
        Loop loop = system.loops("foreign", 1).get(0);
        CompletableFuture<Hold> held = new CompletableFuture<>();
        CompletableFuture<Void> living = new CompletableFuture<>();
        system.<Act>spawn(Spec.named("held").on(Dispatcher.of(loop)), ctx -> {
            living.complete(null);
            return holding(ctx, held);
        });
        living.join();

        CompletableFuture<ShutdownReport> ended = system.terminate();
        Hold hold = held.join();
        assertFalse(loop.isClosed());
        loop.execute(hold::release);

        assertTrue(ended.join().isClean());
        assertTrue(loop.isClosed());
    }

    private static Actor<Act> holding(Context<Act> ctx, CompletableFuture<Hold> held) {
        return new Actor<>() {
            @Override
            public void on(Act act) {}

            @Override
            public void stopping(Stop reason) {
                held.complete(ctx.holdStop(Duration.ofSeconds(5)));
            }
        };
    }

    @Test
    void shouldEndThoseThatWereNeverUsed() {
        Loop loop = system.loops("foreign", 1).get(0);

        assertTrue(system.terminate().join().isClean());

        assertTrue(loop.isClosed());
    }

    @Test
    void shouldMakeNoneWhenTheSystemHasEnded() {
        List<Loop> known = system.loops("known", 1);
        system.close();

        assertThrows(IllegalStateException.class, () -> system.loops("late", 1));
        assertSame(known.get(0), system.loops("known", 1).get(0));
    }

    /** Whoever asks while the system ends gets loops that end with it, or is refused. */
    @Test
    void shouldLeaveNoneBehindThatWasMadeMeanwhile() throws Exception {
        Set<Loop> made = ConcurrentHashMap.newKeySet();

        Threads.parallel(2, number -> {
            if (number == 0) {
                system.close();
            } else {
                makeUntilRefused(made);
            }
        });

        made.forEach(loop -> assertTrue(loop.isClosed(), loop::toString));
    }

    private void makeUntilRefused(Set<Loop> made) {
        try {
            for (int i = 0; i < 10_000; i++) {
                made.addAll(system.loops("late " + i % 50, 1));
            }
        } catch (IllegalStateException refused) {
            // the end
        }
    }
}
