package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an address is good for, and what it keeps to itself. */
class RefTest {
    private final ManualSystem manual = ManualSystem.create("refs");
    private final ActorSystem system = manual.system();

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorFactory<Integer> summing(Probe<Integer> sums) {
        return ctx -> new Actor<>() {
            private int sum;

            @Override
            public void on(Integer message) {
                sum += message;
                sums.ref().tell(sum);
            }
        };
    }

    @Test
    void row0_1_actors_of_one_factory_share_nothing() {
        Probe<Integer> sums = Probe.in(manual);
        ActorFactory<Integer> factory = summing(sums);
        ActorRef<Integer> one = system.spawn("one", factory);
        ActorRef<Integer> two = system.spawn("two", factory);
        one.tell(1);
        one.tell(2);
        sums.expect(1);
        sums.expect(3);
        two.tell(10);
        sums.expect(10);
    }

    /** Nothing comes back from a ref but another ref, or what became of the message. */
    @Test
    void row0_3_a_ref_gives_nothing_of_its_actor_away() {
        for (Method method : ActorRef.class.getDeclaredMethods()) {
            boolean shown = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
            Class<?> given = method.getReturnType();
            assertTrue(!shown || given == void.class || given == ActorRef.class || given.isEnum(), method.toString());
        }
        ActorRef<Integer> ref = system.spawn("hidden", summing(Probe.in(manual)));
        assertFalse(Modifier.isPublic(ref.getClass().getModifiers()), "nobody can cast to it");
        assertTrue(Arrays.stream(ref.getClass().getInterfaces()).noneMatch(Actor.class::isAssignableFrom));
    }

    private record Introduce(ActorRef<ActorRef<String>> to, ActorRef<String> whom) {}

    /** Who has been told an address may send to it, whoever told it. */
    @Test
    void row0_5_an_address_that_came_in_a_message_is_as_good_as_any() {
        Probe<String> told = Probe.in(manual);
        ActorRef<ActorRef<String>> greeter = system.spawn("greeter", ctx -> guest -> guest.tell("hello"));
        ActorRef<Introduce> host = system.spawn("host",
            ctx -> introduce -> introduce.to.tell(introduce.whom));
        host.tell(new Introduce(greeter, told.ref()));
        told.expect("hello");
    }

    /** Nothing holds who has ended: no parent, watcher, timer or dispatcher. */
    @Test
    void row1_36_an_actor_that_has_ended_is_collected() {
        try (ActorSystem running = ActorSystem.create(Settings.named("collected").loops(1).poolThreads(1))) {
            List<WeakReference<Object>> ended = List.of(endOne(running), endOne(running), endOne(running));
            await().until(() -> {
                System.gc();
                return ended.stream().allMatch(actor -> actor.get() == null);
            });
            assertEquals(3, running.tree().join().all().filter(node -> node.name().equals("watcher")).count());
        }
    }

    private static WeakReference<Object> endOne(ActorSystem running) {
        CompletableFuture<String> told = new CompletableFuture<>();
        ActorRef<Act> parent = running.spawn("parent", Act::actor);
        ActorRef<Act> watcher = running.spawn("watcher", Act::actor);
        watcher.tell(ctx -> {
            ctx.watch(parent, gone -> self -> told.complete("told"));
            parent.tell(self -> {
                self.spawn("child", Act::actor);
                self.timers().once("late", Duration.ofDays(1), Boom::act);
                self.stop();
            });
        });
        assertEquals("told", told.join());
        return new WeakReference<>(parent);
    }
}
