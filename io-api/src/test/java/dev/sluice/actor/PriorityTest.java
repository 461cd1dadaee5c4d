package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two levels of a dispatcher. */
class PriorityTest {
    /** Those of which one thread can be had, so that the order can be told. */
    enum OneThread {
        LOOP, POOL, FIXED, STEALING, ELASTIC, PINNED;

        Dispatcher of(ActorSystem system) {
            return switch (this) {
                case LOOP -> Dispatcher.of(system.loops().get(0));
                case POOL -> system.pool();
                case FIXED -> system.dispatcher("one", Threads.fixed(1));
                case STEALING -> system.dispatcher("one", Threads.stealing(1));
                case ELASTIC -> system.dispatcher("one", Threads.elastic(1, 1));
                case PINNED -> system.dispatcher("one", Threads.pinned());
            };
        }
    }

    private static final int OTHERS = 40;
    private static final int FIRSTS = 40;

    private final ActorSystem system = ActorSystem.create(Settings.named("priority").loops(1).poolThreads(1));
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        system.close();
        dev.sluice.Threads.awaitNone("priority-");
    }

    private List<ActorRef<Act>> idle(String name, int count, Dispatcher where) {
        List<ActorRef<Act>> actors = new ArrayList<>();
        List<CompletableFuture<Void>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ActorRef<Act> actor = system.spawn(Spec.named(name).on(where), Act::actor);
            CompletableFuture<Void> start = new CompletableFuture<>();
            actor.tell(ctx -> start.complete(null));
            actors.add(actor);
            started.add(start);
        }
        started.forEach(CompletableFuture::join);
        return actors;
    }

    /** While the one thread is kept busy, the others become ready first, and those that go first become ready last. */
    private void runAll(Dispatcher where, boolean fromInside) throws InterruptedException {
        List<ActorRef<Act>> others = idle("other", OTHERS, where);
        List<ActorRef<Act>> firsts = idle("first", FIRSTS, where.first());
        CountDownLatch done = new CountDownLatch(OTHERS + FIRSTS);
        Runnable tell = () -> {
            others.forEach(actor -> actor.tell(ctx -> note("o", done)));
            firsts.forEach(actor -> actor.tell(ctx -> note("f", done)));
        };
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        idle("gate", 1, where).get(0).tell(ctx -> {
            busy.countDown();
            if (fromInside) {
                tell.run();
            } else {
                ready.await();
            }
        });
        busy.await();
        if (!fromInside) {
            tell.run();
        }
        ready.countDown();
        done.await();
    }

    private void note(String what, CountDownLatch done) {
        log.add(what);
        done.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void row1_56_firstActorsGoBeforeTheOthersThatWaitLonger(OneThread zone) throws InterruptedException {
        runAll(zone.of(system), false);
        assertOrder(zone);
    }

    @ParameterizedTest
    @EnumSource
    void row1_56_firstActorsGoBeforeTheOthersAlsoIfTheyBecomeReadyInside(OneThread zone) throws InterruptedException {
        runAll(zone.of(system), true);
        assertOrder(zone);
    }

    /** The 40 first ones are through after at most 40 / 16 others, or so; and the guard lets some through. */
    private void assertOrder(OneThread zone) {
        String order = String.join("", log);
        int last = order.lastIndexOf('f');
        long othersBefore = order.substring(0, last).chars().filter(c -> c == 'o').count();
        assertTrue(othersBefore <= 5, zone + ": " + order);
        assertTrue(othersBefore >= 1, zone + ", the guard: " + order);
        int longest = 0;
        for (String run : order.substring(0, last).split("o")) {
            longest = Math.max(longest, run.length());
        }
        assertTrue(longest <= 32, zone + ": " + order);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"FIXED_POOL", "ONE_THREAD", "VIRTUAL_THREADS"})
    void row1_56_floodingFirstActorsDoNotStarveTheOthers(Zone zone) {
        Dispatcher where = zone.of(system);
        List<ActorRef<Act>> flooding = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            flood(where.first(), flooding);
            pingPong(where.first(), flooding);
        }
        for (int i = 0; i < 50; i++) {
            CompletableFuture<String> turn = new CompletableFuture<>();
            ActorRef<Act> other = system.spawn(Spec.named("other").on(where), Act::actor);
            other.tell(ctx -> ctx.<Act>spawn("child", Act::actor).tell(child -> turn.complete("had its turn")));
            assertEquals("had its turn", turn.join());
        }
        flooding.forEach(actor -> system.stop(actor).join());
    }

    private void flood(Dispatcher where, List<ActorRef<Act>> all) {
        ActorRef<Act> actor = system.spawn(Spec.named("flooding").on(where), Act::actor);
        all.add(actor);
        actor.tell(new Act() {
            @Override
            public void run(Context<Act> ctx) {
                ctx.self().tell(this);
            }
        });
    }

    private void pingPong(Dispatcher where, List<ActorRef<Act>> all) {
        ActorRef<Act> ping = system.spawn(Spec.named("ping").on(where), Act::actor);
        ActorRef<Act> pong = system.spawn(Spec.named("pong").on(where), Act::actor);
        all.add(ping);
        all.add(pong);
        ping.tell(new Act() {
            @Override
            public void run(Context<Act> ctx) {
                (ctx.self() == ping ? pong : ping).tell(this);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void row1_56_theChildrenOfAFirstActorGoFirstToo(OneThread zone) {
        Dispatcher first = zone.of(system).first();
        CompletableFuture<Dispatcher> place = new CompletableFuture<>();
        system.<Act>spawn(Spec.named("parent").on(first), Act::actor)
            .tell(ctx -> ctx.<Act>spawn("child", Act::actor)
                .tell(child -> place.complete(((Cell<?>) child.self()).dispatcher())));
        assertEquals(first, place.join());
    }

    @ParameterizedTest
    @EnumSource
    void row1_56_firstIsTheSamePlace(OneThread zone) {
        Dispatcher place = zone.of(system);
        Dispatcher first = place.first();
        assertNotEquals(place, first);
        assertEquals(first, place.first());
        assertSame(first, first.first());
        assertSame(place.loop(), first.loop());
        CompletableFuture<Boolean> both = new CompletableFuture<>();
        system.<Act>spawn(Spec.named("actor").on(first), Act::actor)
            .tell(ctx -> both.complete(place.isCurrent() && first.isCurrent()));
        assertTrue(both.join());
        assertEquals(place + ".first", first.toString());
    }

    @Test
    void row1_60_aForeignExecutorHasOneLevel() {
        Executor executor = Runnable::run;
        Dispatcher foreign = Dispatcher.of(executor);
        assertSame(foreign, foreign.first());
    }
}
