package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.Probe;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens in one scheduling zone is no matter of another. */
class ZonesTest {
    private static final int ROUND_TRIPS = 2_000;
    /** More than any of the zones has threads. */
    private static final int BLOCKING = 4;

    private final ActorSystem system = ActorSystem.create(Settings.named("zones").loops(1).poolThreads(2));

    @AfterEach
    void close() {
        system.close();
        dev.sluice.Threads.awaitNone("zones-");
    }

    private record Figures(long nanos, Duration longest) {
        static Figures measure(Runnable roundTrip) {
            long begin = System.nanoTime();
            long longest = 0;
            for (int i = 0; i < ROUND_TRIPS; i++) {
                long from = System.nanoTime();
                roundTrip.run();
                longest = Math.max(longest, System.nanoTime() - from);
            }
            return new Figures((System.nanoTime() - begin) / ROUND_TRIPS, Duration.ofNanos(longest));
        }

        @Override
        public String toString() {
            return nanos / 1_000 + " µs a round trip, " + longest.toNanos() / 1_000 + " µs at the worst";
        }
    }

    private Runnable roundTrip(Dispatcher where) {
        ActorRef<Act> actor = system.spawn(Spec.named("echo").on(where), Act::actor);
        return () -> {
            CompletableFuture<Void> back = new CompletableFuture<>();
            actor.tell(ctx -> back.complete(null));
            back.join();
        };
    }

    /** The claim is progress, and not speed: all of the one zone's round trips end while the other zone's threads are blocked. */
    @ParameterizedTest
    @EnumSource(names = {"FIXED", "STEALING", "ELASTIC", "PINNED"})
    void row1_62_aZoneWhoseThreadsAllBlockDoesNotHoldUpAnother(Zone blocking) throws InterruptedException {
        Dispatcher blocked = blocking.of(system);
        Runnable fast = roundTrip(system.dispatcher("fast", Threads.fixed(1)));
        Figures before = Figures.measure(fast);

        CountDownLatch release = new CountDownLatch(1);
        AtomicLong handled = new AtomicLong();
        blockAll(blocked, release, handled);
        Figures during = Figures.measure(fast);
        assertEquals(0, handled.get(), "the other zone is still blocked");
        release.countDown();
        await().until(() -> handled.get() == BLOCKING);
        System.out.println(blocking + " blocked (0 of " + BLOCKING + " messages handled meanwhile): the other zone "
            + during + "; before: " + before);
    }

    private void blockAll(Dispatcher where, CountDownLatch release, AtomicLong handled) throws InterruptedException {
        CountDownLatch one = new CountDownLatch(1);
        for (int i = 0; i < BLOCKING; i++) {
            system.<Act>spawn(Spec.named("blocking").on(where), Act::actor).tell(ctx -> {
                one.countDown();
                release.await();
                handled.incrementAndGet();
            });
        }
        one.await();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIXED", "STEALING", "ELASTIC", "PINNED", "VIRTUAL", "POOL"})
    void row1_62_aFloodedZoneAndAnotherBothGoOn(Zone flooded) {
        Dispatcher where = flooded.of(system);
        Runnable fast = roundTrip(system.dispatcher("fast", Threads.fixed(1)));
        Figures before = Figures.measure(fast);
        AtomicLong floods = new AtomicLong();
        List<ActorRef<Act>> flooding = Stream.generate(() -> flood(where, floods)).limit(4).toList();

        Figures during = Figures.measure(fast);
        long handled = floods.get();
        await().until(() -> floods.get() > handled);
        System.out.println(flooded + " flooded (" + handled + " messages meanwhile): the other zone " + during
            + "; before: " + before);
        flooding.forEach(actor -> system.stop(actor).join());
    }

    private ActorRef<Act> flood(Dispatcher where, AtomicLong count) {
        ActorRef<Act> actor = system.spawn(Spec.named("flooding").on(where), Act::actor);
        actor.tell(new Act() {
            @Override
            public void run(Context<Act> ctx) {
                count.incrementAndGet();
                ctx.self().tell(this);
            }
        });
        return actor;
    }

    private static final Set<Thread.State> PARKED = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    @Test
    void g43_idleZonesParkTheirThreadsAndWakeNone() {
        for (Zone zone : List.of(Zone.FIXED, Zone.STEALING, Zone.ELASTIC, Zone.PINNED, Zone.VIRTUAL)) {
            for (int i = 0; i < 10; i++) {
                roundTrip(zone.of(system)).run();
                roundTrip(zone.of(system).first()).run();
            }
        }
        List<Thread> threads = dev.sluice.Threads.named("zones-");
        assertTrue(threads.size() >= 4, threads.toString());
        await().until(() -> threads.stream().allMatch(thread -> PARKED.contains(thread.getState())));
        await().untilAsserted(() -> {
            String before = timesParked(threads);
            keepThisThreadBusy(Duration.ofMillis(100));
            assertEquals(before, timesParked(threads), "somebody polls");
        });
    }

    private static String timesParked(List<Thread> threads) {
        long[] ids = threads.stream().mapToLong(Thread::threadId).toArray();
        return Arrays.stream(ManagementFactory.getThreadMXBean().getThreadInfo(ids))
            .map(info -> info == null ? "gone" : info.getThreadState() + " " + info.getWaitedCount())
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

    /** The supervisor and its recovery run beside the core, whose only thread is blocked. */
    @Test
    void row1_64_aRecoveryZoneWorksWhileTheCoreIsBlocked() throws InterruptedException {
        Dispatcher core = system.dispatcher("core", Threads.fixed(1));
        Dispatcher recovery = system.dispatcher("recovery", Threads.pinned());
        Probe<String> told = Probe.in(system);
        ActorRef<Act> supervisor = system.spawn(Spec.named("supervisor").on(recovery), Act::actor);
        CompletableFuture<ActorRef<Act>> child = new CompletableFuture<>();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocks = new CountDownLatch(1);
        supervisor.tell(ctx -> {
            ActorRef<Act> worker = ctx.spawn(Spec.named("worker").on(core), Act::actor);
            ctx.watch(worker, gone -> self -> {
                blocks.await(); // which one may on a pinned thread
                self.<Act>spawn("replacement", Act::actor).tell(fresh -> told.ref().tell("recovered"));
            });
            child.complete(worker);
        });
        child.join().tell(Boom::act);
        system.<Act>spawn(Spec.named("blocking").on(core), Act::actor).tell(ctx -> {
            blocks.countDown();
            release.await();
        });
        blocks.await();
        told.expect("recovered");
        release.countDown();
    }
}
