package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What parents and children mean to each other at a restart and at the end. */
class FamilyTest {
    private final ManualSystem manual = ManualSystem.create("family");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();

    @AfterEach
    void close() {
        holds.forEach(Hold::release);
        manual.close();
    }

    private Actor<Act> logging(Context<Act> ctx, String name) {
        return new Actor<>() {
            @Override
            public void on(Act act) throws Exception {
                act.run(ctx);
            }

            @Override
            public void stopping(Stop reason) {
                log.add(name);
            }
        };
    }

    private ActorRef<Act> child(Context<?> ctx, String name) {
        return ctx.spawn(Spec.named(name), (Context<Act> self) -> logging(self, name));
    }

    private ActorRef<Act> parent(Spec spec, Act act) {
        ActorRef<Act> parent = system.spawn(spec, (Context<Act> ctx) -> logging(ctx, "parent"));
        parent.tell(act);
        manual.run();
        return parent;
    }

    @Test
    void g26_childrenStopInOrderTheYoungestFirstIfAsked() {
        ActorRef<Act> parent = parent(Spec.named("parent").stopsChildrenInOrder(), ctx -> {
            child(ctx, "a");
            child(ctx, "b").tell(self -> holds.add(self.holdStop(Duration.ofHours(1))));
            child(ctx, "c");
        });
        CompletableFuture<Stop> stopped = system.stop(parent);
        manual.run();
        assertEquals(List.of("c", "b"), log);
        holds.get(0).release();
        manual.await(stopped);
        assertEquals(List.of("c", "b", "a", "parent"), log);
    }

    @Test
    void g26_otherwiseTheyStopTogether() {
        ActorRef<Act> parent = parent(Spec.named("parent"), ctx -> {
            child(ctx, "a").tell(self -> holds.add(self.holdStop(Duration.ofHours(1))));
            child(ctx, "b").tell(self -> holds.add(self.holdStop(Duration.ofHours(1))));
        });
        system.stop(parent);
        manual.run();
        assertEquals(List.of("a", "b"), log);
    }

    @Test
    void g25_childrenAreStoppedBeforeTheNextInstance() {
        ActorRef<Act> parent = parent(Spec.named("parent").onFailure(failure -> Directive.restart()),
            ctx -> child(ctx, "a"));
        parent.tell(Boom::act);
        parent.tell(ctx -> log.add("children " + ctx.children().size()));
        manual.run();
        assertEquals(List.of("parent", "a", "children 0"), log);
    }

    @Test
    void g25_childrenLiveOnIfAsked() {
        Spec keeping = Spec.named("parent").onFailure(failure -> Directive.restart()).keepsChildren();
        ActorRef<Act> parent = parent(keeping, ctx -> child(ctx, "a"));
        parent.tell(Boom::act);
        parent.tell(ctx -> log.add("children " + ctx.children().size()));
        parent.tell(ctx -> ctx.children().forEach(ctx::stop));
        manual.run();
        assertEquals(List.of("parent", "children 1", "a"), log);
        manual.await(system.stop(parent));
    }

    @Test
    void g25_aKeptChildThatEndsDuringThePauseIsNotMissed() {
        Spec keeping = Spec.named("parent").keepsChildren()
            .onFailure(failure -> Directive.restart().backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        List<ActorRef<Act>> child = new ArrayList<>();
        ActorRef<Act> parent = parent(keeping, ctx -> child.add(child(ctx, "a")));
        parent.tell(Boom::act);
        manual.run();
        manual.await(system.stop(child.get(0)));
        parent.tell(ctx -> log.add("children " + ctx.children().size()));
        manual.advance(Duration.ofSeconds(2));
        assertEquals(List.of("parent", "a", "children 0"), log);
    }

    @Test
    void table2_9_aSignificantChildTakesItsParentAlong() {
        ActorRef<Act> parent = parent(Spec.named("parent"), ctx -> {
            child(ctx, "a");
            ctx.spawn(Spec.named("b").significant(), (Context<Act> self) -> logging(self, "b")).tell(Context::stop);
        });
        assertEquals(new Stop.Normal(), manual.await(system.stopped(parent)));
        assertEquals(List.of("b", "a", "parent"), log);
    }

    @Test
    void table2_9_atTheTopNobodyCanBeSignificant() {
        assertThrows(IllegalArgumentException.class, () -> system.spawn(Spec.named("top").significant(), Act::actor));
    }

    @Test
    void table2_9_theFailureOfASignificantChildIsTheParentsReason() {
        Boom boom = new Boom();
        ActorRef<Act> parent = parent(Spec.named("parent"),
            ctx -> ctx.spawn(Spec.named("b").significant(), (Context<Act> self) -> {
                throw boom;
            }));
        assertEquals(new Stop.StartFailed(boom), manual.await(system.stopped(parent)));
    }

    @Test
    void row4_15_aStopThatTakesTooLongIsCutShort() {
        ActorRef<Act> parent = parent(Spec.named("parent").stopWithin(Duration.ofSeconds(5)),
            ctx -> child(ctx, "a").tell(self -> holds.add(self.holdStop(Duration.ofHours(1)))));
        CompletableFuture<Stop> stopped = system.stop(parent);
        manual.advance(Duration.ofMillis(4_999));
        assertFalse(stopped.isDone());
        manual.advance(Duration.ofMillis(1));
        assertEquals(new Stop.Normal(), stopped.join());
        assertEquals(List.of("a", "parent"), log);
    }

    @Test
    void row4_15_aChildThatIsStuckIsLeftBehind() throws Exception {
        try (ActorSystem real = ActorSystem.create("stuck")) {
            CompletableFuture<Void> stuck = new CompletableFuture<>();
            ActorRef<Act> parent = real.spawn(Spec.named("parent").stopWithin(Duration.ofMillis(20)), Act::actor);
            CompletableFuture<Void> entered = new CompletableFuture<>();
            parent.tell(ctx -> ctx.spawn("child", Act::actor).tell(self -> {
                entered.complete(null);
                stuck.join();
            }));
            entered.join();
            assertEquals(new Stop.Normal(), real.stop(parent).join());
            stuck.complete(null);
        }
    }

    @Test
    void g28_aKillReachesThroughAStopThatWaitsForChildren() {
        ActorRef<Act> parent = parent(Spec.named("parent"),
            ctx -> child(ctx, "a").tell(self -> holds.add(self.holdStop(Duration.ofHours(1)))));
        CompletableFuture<Stop> stopped = system.stop(parent);
        manual.run();
        assertFalse(stopped.isDone());
        system.kill(parent);
        manual.run();
        assertTrue(stopped.isDone());
        assertEquals(List.of("a", "parent"), log);
    }

    @Test
    void g26_aTreeOfAHundredThousandStopsInOrderAndLeavesNothing() {
        try (ActorSystem real = ActorSystem.create("tree")) {
            AtomicInteger alive = new AtomicInteger();
            AtomicInteger disorder = new AtomicInteger();
            ActorRef<Act> root = real.spawn("root", (Context<Act> ctx) -> new Node(ctx, 5, alive, disorder));
            await().atMost(Duration.ofSeconds(50)).until(() -> alive.get() == 111_111);
            assertEquals(new Stop.Normal(), real.stop(root).join());
            assertEquals(0, alive.get());
            assertEquals(0, disorder.get());
            assertEquals(2, real.tree().join().size(), "only the guardians are left");
        }
    }

    /** Ten children at each level: 111 111 with the root. Parents must end after their children. */
    private static final class Node implements Actor<Act> {
        private final Context<Act> ctx;
        private final AtomicInteger alive;
        private final AtomicInteger disorder;
        private final AtomicInteger children = new AtomicInteger();
        private final AtomicInteger siblings;

        Node(Context<Act> ctx, int levels, AtomicInteger alive, AtomicInteger disorder) {
            this(ctx, levels, alive, disorder, new AtomicInteger());
        }

        private Node(Context<Act> ctx, int levels, AtomicInteger alive, AtomicInteger disorder,
            AtomicInteger siblings) {
            this.ctx = ctx;
            this.alive = alive;
            this.disorder = disorder;
            this.siblings = siblings;
            alive.incrementAndGet();
            siblings.incrementAndGet();
            for (int i = 0; levels > 0 && i < 10; i++) {
                ctx.spawn("node", (Context<Act> child) -> new Node(child, levels - 1, alive, disorder, children));
            }
        }

        @Override
        public void on(Act act) throws Exception {
            act.run(ctx);
        }

        @Override
        public void stopping(Stop reason) {
            alive.decrementAndGet();
            siblings.decrementAndGet();
            if (children.get() != 0) {
                disorder.incrementAndGet();
            }
        }
    }
}
