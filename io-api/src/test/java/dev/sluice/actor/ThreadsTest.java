package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dispatchers that a system makes for its users, and their threads. */
class ThreadsTest {
    private final ActorSystem system = ActorSystem.create(Settings.named("threads").loops(1).poolThreads(1));

    @AfterEach
    void close() {
        system.close();
        dev.sluice.Threads.awaitNone("threads-");
    }

    private static List<Thread> threads(String zone) {
        return dev.sluice.Threads.named("threads-" + zone + "-");
    }

    private ActorRef<Act> spawn(Dispatcher where) {
        return system.spawn(Spec.named("actor").on(where), Act::actor);
    }

    private Thread threadOf(Dispatcher where) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        spawn(where).tell(ctx -> thread.complete(Thread.currentThread()));
        return thread.join();
    }

    @Test
    void row1_62_aNamedDispatcherIsMadeOnce() {
        Dispatcher zone = system.dispatcher("zone", Threads.fixed(2));
        assertSame(zone, system.dispatcher("zone", Threads.fixed(2)));
        assertNotSame(zone, system.dispatcher("other", Threads.fixed(2)));
        assertEquals("zone", zone.toString());
        String message = assertThrows(IllegalArgumentException.class,
            () -> system.dispatcher("zone", Threads.fixed(3))).getMessage();
        assertTrue(message.contains("zone") && message.contains("threads"), message);
        assertThrows(IllegalArgumentException.class, () -> system.dispatcher("zone", Threads.pinned()));
    }

    @Test
    void shouldNameTheArgumentThatIsWrong() {
        assertRefused("count", () -> Threads.fixed(0));
        assertRefused("count", () -> Threads.stealing(-1));
        assertRefused("min", () -> Threads.elastic(0, 1));
        assertRefused("max", () -> Threads.elastic(3, 2));
        assertRefused("idle", () -> Threads.elastic(1, 2, Duration.ZERO));
        assertNull("idle", () -> Threads.elastic(1, 2, null));
        assertNull("name", () -> system.dispatcher(null, Threads.pinned()));
        assertNull("threads", () -> system.dispatcher("zone", null));
    }

    private static void assertRefused(String argument, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith(argument), message);
    }

    private static void assertNull(String argument, Executable call) {
        assertEquals(argument, assertThrows(NullPointerException.class, call).getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = {"FIXED", "STEALING", "ELASTIC", "PINNED", "VIRTUAL"})
    void g43_threadsStartWithTheFirstActorAndEndWithTheSystem(Zone zone) {
        Dispatcher where = zone.of(system);
        assertEquals(List.of(), threads(where.toString()));
        Thread thread = threadOf(where);
        assertTrue(thread.getName().startsWith("threads-" + where + "-"), thread.getName());
        assertTrue(thread.isDaemon());
        system.close();
        await().until(() -> !thread.isAlive());
        assertThrows(RejectedExecutionException.class, () -> where.execute(() -> {
        }));
        assertThrows(RejectedExecutionException.class, () -> where.first().execute(() -> {
        }));
        assertThrows(IllegalStateException.class, () -> system.dispatcher("late", Threads.virtual()));
        assertSame(where, zone.of(system));
    }

    @Test
    void g44_allActorsOfAPinnedThreadRunOnThatOne() throws InterruptedException {
        Dispatcher pinned = system.dispatcher("pinned", Threads.pinned());
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch left = new CountDownLatch(1_000);
        List<ActorRef<Act>> actors = IntStream.range(0, 10).mapToObj(i -> spawn(i % 2 == 0 ? pinned : pinned.first()))
            .toList();
        for (int i = 0; i < 1_000; i++) {
            actors.get(i % 10).tell(ctx -> {
                seen.add(Thread.currentThread());
                left.countDown();
            });
        }
        left.await();
        assertEquals(1, seen.size());
        assertEquals(1, threads("pinned").size());
    }

    @Test
    void g40_eachActivationOnVirtualThreadsHasAThreadOfItsOwn() throws InterruptedException {
        Dispatcher virtual = system.dispatcher("virtual", Threads.virtual());
        ActorRef<Act> actor = spawn(virtual);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            actor.tell(ctx -> thread.complete(Thread.currentThread()));
            assertTrue(thread.join().isVirtual());
            seen.add(thread.join());
            thread.join().join();
        }
        assertEquals(100, seen.size());
    }

    @Test
    void row1_59_anElasticPoolGrowsWhileActorsBlockAndShrinksAfterwards() throws InterruptedException {
        Dispatcher elastic = system.dispatcher("elastic", Threads.elastic(1, 3, Duration.ofMillis(1)));
        CountDownLatch release = new CountDownLatch(1);
        List<CountDownLatch> blocked = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            CountDownLatch blocks = new CountDownLatch(1);
            blocked.add(blocks);
            spawn(elastic).tell(ctx -> {
                blocks.countDown();
                release.await();
            });
            blocks.await();
            assertEquals(i, threads("elastic").size(), "one more for each that blocks");
        }
        CompletableFuture<String> waits = new CompletableFuture<>();
        spawn(elastic).tell(ctx -> waits.complete("had its turn"));
        assertEquals(3, threads("elastic").size(), "but no more than the most");
        release.countDown();
        assertEquals("had its turn", waits.join());
        await().until(() -> threads("elastic").size() == 1);
        assertEquals(1, threads("elastic").size(), "the least stay");

        for (int i = 0; i < 100; i++) {
            threadOf(elastic);
        }
        await().until(() -> threads("elastic").size() == 1);
    }

    @Test
    void row1_59_anElasticPoolLosesNothingWhereItGrowsAndShrinksAllTheTime() throws InterruptedException {
        Dispatcher elastic = system.dispatcher("elastic", Threads.elastic(1, 3, Duration.ofNanos(1)));
        List<ActorRef<Act>> actors = IntStream.range(0, 8).mapToObj(i -> spawn(elastic)).toList();
        for (int round = 0; round < 500; round++) {
            CountDownLatch left = new CountDownLatch(8);
            actors.forEach(actor -> actor.tell(ctx -> left.countDown()));
            left.await();
        }
    }

    @Test
    void row1_3_thePoolHasAThreadForEachProcessorByDefault() {
        assertEquals(Runtime.getRuntime().availableProcessors(), Settings.named("default").poolThreads());
    }
}
