package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualDispatcher;
import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the picture of a tree tells of each actor, also of those that give no answer. */
class TreePictureTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualSystem manual = ManualSystem.create("drawn");
    private final ActorSystem system = manual.system();

    @AfterEach
    void close() {
        manual.close();
    }

    private static ActorTree find(ActorTree tree, ActorRef<?> ref) {
        return tree.all().filter(node -> node.ref() == ref).findFirst().orElseThrow();
    }

    private ActorTree draw(ActorRef<?> ref) {
        manual.run();
        return find(manual.await(system.tree()), ref);
    }

    private ActorRef<Act> spawn(String name, Directive directive) {
        return system.spawn(Spec.named(name).onFailure(failure -> directive), Act::actor);
    }

    @Test
    void row1_71_an_actor_tells_its_path_zone_and_what_it_has_counted() {
        ActorRef<Act> actor = spawn("actor", Directive.restart());
        IntStream.range(0, 5).forEach(i -> actor.tell(ctx -> {
        }));
        actor.tell(Boom::act);

        ActorTree node = draw(actor);

        assertEquals("actor", node.name());
        assertEquals(actor.toString(), node.path());
        assertEquals(ActorTree.State.RUNNING, node.state());
        assertEquals("manual", node.zone());
        assertEquals(6, node.handled(), "also the one that failed");
        assertEquals(1, node.restarts());
        assertEquals(0, node.waiting());
        assertNull(node.place());
    }

    @Test
    void row1_71_what_waits_is_counted_and_then_still_handled_in_order() {
        CompletableFuture<Void> requirement = new CompletableFuture<>();
        List<Integer> seen = new ArrayList<>();
        ActorRef<Integer> actor = system.spawn("actor", ctx -> {
            ctx.startup().require("something", requirement, nothing -> {
            });
            return seen::add;
        });
        IntStream.range(0, 7).forEach(actor::tell);
        assertEquals(7, draw(actor).waiting());
        IntStream.range(7, 10).forEach(actor::tell);
        assertEquals(10, draw(actor).waiting());
        assertEquals(0, draw(actor).handled());

        requirement.complete(null);
        manual.run();
        assertEquals(10, draw(actor).handled());
        assertEquals(0, draw(actor).waiting());
        assertEquals(IntStream.range(0, 10).boxed().toList(), seen);
    }

    @Test
    void row1_71_each_state_has_a_word() {
        ActorRef<Act> starting = system.spawn("starting", ctx -> {
            ctx.startup().require("nothing", new CompletableFuture<Void>(), nothing -> {
            });
            return Act.actor(ctx);
        });
        ActorRef<Act> restarting = spawn("restarting", Directive.restart().backoff(SECOND, SECOND));
        restarting.tell(Boom::act);
        ActorRef<Act> held = system.spawn("held", Act::actor);
        held.tell(ctx -> ctx.holdStop(SECOND));
        held.tell(Context::stop);
        ActorRef<Act> stopping = system.spawn("stopping", Act::actor);
        stopping.tell(ctx -> ctx.<Act>spawn("child", Act::actor).tell(child -> child.holdStop(SECOND)));
        manual.run();
        stopping.tell(Context::stop);

        assertEquals(ActorTree.State.STARTING, draw(starting).state());
        assertEquals(ActorTree.State.RESTARTING, draw(restarting).state());
        assertEquals(ActorTree.State.HELD, draw(held).state());
        assertEquals(ActorTree.State.STOPPING, draw(stopping).state());
    }

    @Test
    void row1_71_a_tree_prints_as_a_table() {
        ActorRef<Act> parent = spawn("parent", Directive.RESUME);
        parent.tell(ctx -> ctx.spawn("child", Act::actor));
        parent.tell(Boom::act);
        manual.run();
        ActorTree tree = manual.await(system.tree());

        assertEquals("""
            drawn        state    zone    waiting  handled  restarts
              user       running  manual        0        0         0
                parent   running  manual        0        2         0
                  child  running  manual        0        0         0
              service    running  manual        0        0         0
            """, tree.toString());
        assertEquals("""
                     state    zone    waiting  handled  restarts
            parent   running  manual        0        2         0
              child  running  manual        0        0         0
            """, find(tree, parent).toString());
    }

    @Test
    void row1_71_a_busy_one_prints_with_its_place() {
        ActorTree busy = new ActorTree("store", system.spawn("store", Act::actor), ActorTree.State.BUSY, "pool",
            77, 12_345, 1, "shop-pool-1 at Store.on(Store.java:3)", List.of());

        assertEquals("""
                   state  zone  waiting  handled  restarts
            store  busy   pool       77    12345         1  on shop-pool-1 at Store.on(Store.java:3)
            """, busy.toString());
    }

    @Test
    void row1_71_a_large_tree_is_waited_for_as_long_as_answers_come() {
        spawn("top", Directive.STOP).tell(ctx -> descend(ctx, 20));
        manual.run();
        CompletableFuture<ActorTree> tree = system.tree();

        while (manual.dispatcher().runOne()) { // one answer in each of them
            manual.clock().advance(Duration.ofMillis(900));
        }

        assertTrue(tree.isDone());
        assertEquals(2 + 21, tree.join().size());
        assertTrue(tree.join().all().noneMatch(node -> node.state() == ActorTree.State.BUSY));
    }

    private static void descend(Context<Act> ctx, int depth) {
        if (depth > 0) {
            ctx.<Act>spawn("below", Act::actor).tell(child -> descend(child, depth - 1));
        }
    }

    @Test
    void row1_71_whoever_gives_no_answer_is_drawn_from_outside_by_the_systems_clock() {
        ManualDispatcher aside = new ManualDispatcher();
        ActorRef<Act> silent = system.spawn(Spec.named("silent").on(aside), Act::actor);
        silent.tell(ctx -> {
        });
        silent.tell(ctx -> {
        });
        CompletableFuture<ActorTree> tree = system.tree(SECOND);
        manual.run();
        manual.clock().advance(Duration.ofMillis(999));
        assertFalse(tree.isDone());
        manual.clock().advance(SECOND.plusMillis(1)); // until now there were answers

        ActorTree node = find(tree.join(), silent);
        assertEquals(ActorTree.State.BUSY, node.state());
        assertEquals(2, node.waiting(), "that can be read from outside");
        assertNull(node.place(), "it has no turn");
        assertEquals(4, tree.join().all().count(), "the others have answered");
        system.stop(silent);
        aside.run();
    }

    @ParameterizedTest
    @EnumSource
    void row1_55_a_handler_that_does_not_return_is_found_with_its_place(Zone zone) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (ActorSystem real = ActorSystem.create(Settings.named("real").loops(1).poolThreads(2))) {
            ActorRef<Act> blocked = real.spawn(Spec.named("blocked").on(zone.of(real)), Act::actor);
            blocked.tell(ctx -> {
                entered.countDown();
                leave.await();
            });
            entered.await();

            ActorTree tree = real.tree(Duration.ofMillis(100)).join();

            ActorTree node = find(tree, blocked);
            assertEquals(ActorTree.State.BUSY, node.state());
            assertTrue(node.place().contains(TreePictureTest.class.getName()), node.place());
            leave.countDown();
            assertEquals(ActorTree.State.RUNNING, find(real.tree().join(), blocked).state());
        }
    }

    @Test
    void row1_55_who_gets_no_turn_because_of_another_is_found_too() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (ActorSystem real = ActorSystem.create(Settings.named("real").loops(1).poolThreads(1))) {
            Dispatcher loop = Dispatcher.of(real.loops().get(0));
            ActorRef<Act> blocks = real.spawn(Spec.named("blocks").on(loop), Act::actor);
            ActorRef<Act> suffers = real.spawn(Spec.named("suffers").on(loop), Act::actor);
            blocks.tell(ctx -> {
                entered.countDown();
                leave.await();
            });
            entered.await();

            ActorTree tree = real.tree(Duration.ofMillis(100)).join();

            assertEquals(ActorTree.State.BUSY, find(tree, suffers).state());
            assertNull(find(tree, suffers).place());
            leave.countDown();
        }
    }

    @Test
    void row1_62_the_tree_tells_the_zone_of_each_actor() throws Exception {
        try (ActorSystem real = ActorSystem.create(Settings.named("zones").loops(2).poolThreads(1))) {
            ActorRef<Act> first = real.spawn("pooled", Act::actor);
            ActorRef<Act> second = real.spawn(Spec.named("looped").on(Dispatcher.of(real.loops().get(1))), Act::actor);
            CountDownLatch spawned = new CountDownLatch(1);
            second.tell(ctx -> {
                ctx.spawn("child", Act::actor);
                spawned.countDown();
            });
            ActorRef<Act> third = real.spawn(Spec.named("own").on(Dispatcher.of(new Plain())), Act::actor);
            spawned.await();

            ActorTree tree = real.tree().join();

            assertEquals("pool", find(tree, first).zone());
            assertEquals("zones-loop-1", find(tree, second).zone());
            assertEquals("zones-loop-1", find(tree, second).children().get(0).zone());
            assertEquals("Plain", find(tree, third).zone());
        }
    }

    private static final class Plain implements Executor {
        @Override
        public void execute(Runnable task) {
            Thread.startVirtualThread(task);
        }
    }
}
