package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The tree of a system: its users' actors, and its services. */
class SystemTreeTest {
    @Test
    void shouldHaveOneServiceForEachKey() throws Exception {
        try (ActorSystem system = ActorSystem.create(Settings.named("service").loops(1).poolThreads(2))) {
            Set<ActorRef<Act>> refs = ConcurrentHashMap.newKeySet();
            Threads.parallel(4, number -> {
                for (int i = 0; i < 1_000; i++) {
                    refs.add(system.service(Act.class, Spec.named("service"), Act::actor));
                }
            });
            assertEquals(1, refs.size());
            ActorRef<Act> first = refs.iterator().next();
            assertNotSame(first, system.<Act>service(String.class, Spec.named("other"), Act::actor));

            system.stop(first).join();
            ActorRef<Act> second = system.service(Act.class, Spec.named("service"), Act::actor);
            assertNotSame(first, second);
            assertSame(second, system.<Act>service(Act.class, Spec.named("service"), Act::actor));
        }
    }

    @Test
    void shouldStopServicesAfterTheUsersActors() {
        List<String> log = new ArrayList<>();
        try (ManualSystem manual = ManualSystem.create("order")) {
            List<Hold> holds = new ArrayList<>();
            manual.system().<Act>service(Act.class, Spec.named("service"), ctx -> ending("service", log));
            manual.system().<Act>spawn("user", ctx -> {
                holds.add(ctx.holdStop(Duration.ofSeconds(5)));
                return ending("user", log);
            });
            manual.run();
            manual.system().terminate();
            manual.run();
            assertEquals(List.of("user"), log);
            holds.get(0).release();
            manual.run();
        }
        assertEquals(List.of("user", "service"), log);
    }

    private static Actor<Act> ending(String name, List<String> log) {
        return new Actor<>() {
            @Override
            public void on(Act message) {}

            @Override
            public void stopping(Stop reason) {
                log.add(name);
            }
        };
    }

    @Test
    void shouldDrawItsTree() {
        try (ManualSystem manual = ManualSystem.create("drawn")) {
            ActorSystem system = manual.system();
            ActorRef<Act> parent = system.spawn("parent", Act::actor);
            parent.tell(ctx -> {
                ctx.spawn("first", Act::actor);
                ctx.spawn("second", Act::actor);
            });
            ActorRef<Act> ended = system.spawn("short", Act::actor);
            manual.await(system.stop(ended));

            ActorTree tree = manual.await(system.tree());

            List<String> names = tree.all().map(ActorTree::name).toList();
            assertEquals(List.of("drawn", "user", "parent", "first", "second", "service"), names);
            assertEquals(5, tree.size());
            assertTrue(tree.all().anyMatch(node -> node.ref() == parent));
        }
    }
}
