package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoppingTest {
    private final ManualSystem manual = ManualSystem.create("stopping");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    /** Logs its end, and does what it is told. */
    private ActorFactory<Act> logging(String name) {
        return ctx -> new Actor<>() {
            @Override
            public void on(Act message) throws Exception {
                message.run(ctx);
            }

            @Override
            public void stopping(Stop reason) {
                log.add(name + " " + reason.getClass().getSimpleName());
            }
        };
    }

    @Test
    void g26_theSequenceOfAStop() {
        system.onDeadLetter(letter -> log.add("dead letter"));
        ActorRef<Act> parent = system.spawn("parent", logging("parent"));
        ActorRef<Act> observer = system.spawn("observer", Act::actor);
        observer.tell(ctx -> ctx.watch(parent, gone -> self -> log.add("told of the parent")));
        parent.tell(ctx -> {
            ActorRef<Act> child = ctx.spawn("child", logging("child"));
            observer.tell(self -> self.watch(child, gone -> then -> log.add("told of the child")));
        });
        manual.run();

        parent.tell(ctx -> {
            ctx.stop();
            log.add("the message at hand ends");
        });
        parent.tell(ctx -> log.add("handled in spite of the stop"));
        manual.run();

        assertEquals(List.of("the message at hand ends", "child Normal", "told of the child", "parent Normal",
            "dead letter", "told of the parent"), log);
    }

    @Test
    void g26_theParentIsInformedLast() {
        ActorRef<Act> parent = system.spawn("parent", logging("parent"));
        ActorRef<Act> observer = system.spawn("observer", Act::actor);
        parent.tell(ctx -> {
            for (int i = 0; i < 3; i++) {
                ActorRef<Act> child = ctx.spawn("child", logging("child"));
                observer.tell(self -> self.watch(child, gone -> then -> log.add("told")));
            }
        });
        manual.run();

        manual.await(system.stop(parent));
        manual.run();

        assertEquals(List.of("child Normal", "child Normal", "child Normal"), log.subList(0, 3));
        assertEquals(1, log.stream().filter("parent Normal"::equals).count());
        assertEquals(3, log.stream().filter("told"::equals).count());
    }

    @Test
    void g26_newMessagesAreDeadLettersWhileChildrenStop() {
        List<Hold> holds = new ArrayList<>();
        ActorRef<Act> parent = system.spawn("parent", logging("parent"));
        parent.tell(
            ctx -> ctx.spawn("child", logging("child")).tell(self -> holds.add(self.holdStop(Duration.ofDays(1)))));
        manual.run();
        CompletableFuture<Stop> stopped = system.stop(parent);
        manual.run();
        parent.tell(ctx -> log.add("handled"));
        manual.run();
        assertFalse(stopped.isDone());

        holds.get(0).release();
        manual.await(stopped);
        assertEquals(List.of("child Normal", "parent Normal"), log);
        assertEquals(1, system.deadLetters());
    }

    @Test
    void g26_aHookThatFailsDoesNotKeepTheActorFromEnding() {
        AtomicInteger calls = new AtomicInteger();
        for (Throwable fault : List.of(new Boom(), new Exception(), new AssertionError())) {
            ActorRef<Act> actor = system.spawn("actor", ctx -> new Actor<>() {
                @Override
                public void on(Act message) {
                    throw new Boom();
                }

                @Override
                public void stopping(Stop reason) throws Exception {
                    calls.incrementAndGet();
                    if (fault instanceof Error e) {
                        throw e;
                    }
                    throw (Exception) fault;
                }
            });
            CompletableFuture<Stop> stopped = system.stopped(actor);
            actor.tell(ctx -> log.add("never"));
            assertEquals(Stop.Failed.class, manual.await(stopped).getClass());
        }
        assertEquals(3, calls.get());
    }

    @ParameterizedTest
    @EnumSource(names = {"POOL", "LOOP"})
    void g26_aTreeOfAHundredThousandStopsChildrenFirstAndLeavesNothing(Zone zone) {
        Tree tree = new Tree();
        try (ActorSystem large = ActorSystem.create("tree")) {
            ActorRef<Act> root = large.spawn(Spec.named("root").on(zone.of(large)), ctx -> tree.node(ctx, null, 5));
            tree.grown.join();
            assertEquals(Tree.SIZE, large.tree().join().all().filter(node -> node.name().matches("root|node")).count());

            assertEquals(new Stop.Normal(), large.stop(root).join());

            assertEquals(Tree.SIZE, tree.stopped.get());
            assertEquals(0, tree.tooEarly.get());
            assertEquals(2, large.tree().join().size(), "only the guardians are left");
        }
    }

    /** Each node has ten children, five levels deep. */
    private static final class Tree {
        static final int SIZE = 111_111;

        final AtomicInteger started = new AtomicInteger();
        final AtomicInteger stopped = new AtomicInteger();
        final AtomicInteger tooEarly = new AtomicInteger();
        final CompletableFuture<Void> grown = new CompletableFuture<>();

        Actor<Act> node(Context<Act> ctx, AtomicInteger siblings, int levels) {
            AtomicInteger living = new AtomicInteger();
            for (int i = 0; levels > 0 && i < 10; i++) {
                living.incrementAndGet();
                ctx.<Act>spawn("node", child -> node(child, living, levels - 1));
            }
            if (started.incrementAndGet() == SIZE) {
                grown.complete(null);
            }
            return new Actor<>() {
                @Override
                public void on(Act message) {}

                @Override
                public void stopping(Stop reason) {
                    if (living.get() != 0) {
                        tooEarly.incrementAndGet();
                    }
                    if (siblings != null) {
                        siblings.decrementAndGet();
                    }
                    stopped.incrementAndGet();
                }
            };
        }
    }

    @Test
    void g27_theOneHookIsToldTheReason() {
        assertHook("Normal", Directive.STOP, actor -> actor.tell(Context::stop));
        assertHook("Normal", Directive.STOP, system::drain);
        assertHook("Killed", Directive.STOP, system::kill);
        assertHook("Failed", Directive.STOP, actor -> actor.tell(Boom::act));
        assertHook("Escalated", Directive.ESCALATE, actor -> actor.tell(Boom::act));
        Directive once = Directive.restart().atMost(1, Duration.ofDays(1));
        assertHook("Restarting", once, actor -> actor.tell(Boom::act));
        assertHook("Restarting, Failed", once, actor -> {
            actor.tell(Boom::act);
            actor.tell(Boom::act);
        });
    }

    private void assertHook(String expected, Directive directive, Consumer<ActorRef<Act>> end) {
        log.clear();
        ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> directive), logging(""));
        manual.run();
        end.accept(actor);
        manual.run();
        assertEquals(expected, String.join(",", log).strip());
    }

    @Test
    void g27_aStopBeforeTheFactoryHasRunMakesNoInstance() {
        ActorRef<Act> actor = system.spawn("actor", ctx -> {
            log.add("made");
            return logging("actor").create(ctx);
        });
        assertEquals(new Stop.Normal(), manual.await(system.stop(actor)));
        assertEquals(List.of(), log);
    }

    @Test
    void g28_stopComesAfterTheMessageAtHandAndDrainAfterTheQueue() {
        ActorRef<Act> stopped = system.spawn("stopped", Act::actor);
        ActorRef<Act> drained = system.spawn("drained", Act::actor);
        List.of("1", "2").forEach(text -> {
            stopped.tell(ctx -> log.add("stopped " + text));
            drained.tell(ctx -> log.add("drained " + text));
        });
        CompletableFuture<Stop> stop = system.stop(stopped);
        CompletableFuture<Stop> drain = system.drain(drained);
        drained.tell(ctx -> log.add("too late"));

        assertEquals(new Stop.Normal(), manual.await(stop));
        assertEquals(new Stop.Normal(), manual.await(drain));
        assertEquals(List.of("drained 1", "drained 2"), log);
        assertEquals(3, system.deadLetters());
    }

    @Test
    void g28_killTellsThatItWasAKill() {
        ActorRef<Act> actor = system.spawn("actor", logging("actor"));
        actor.tell(ctx -> log.add("never"));
        CompletableFuture<Stop> killed = system.kill(actor);
        assertEquals(new Stop.Killed(), manual.await(killed));
    }

    @Test
    void g28_theFirstReasonStays() {
        ActorRef<Act> actor = system.spawn("actor", Act::actor);
        CompletableFuture<Stop> stop = system.stop(actor);
        CompletableFuture<Stop> kill = system.kill(actor);
        CompletableFuture<Stop> drain = system.drain(actor);
        assertEquals(new Stop.Normal(), manual.await(stop));
        assertEquals(new Stop.Normal(), manual.await(kill));
        assertEquals(new Stop.Normal(), manual.await(drain));
        assertEquals(new Stop.Normal(), manual.await(system.kill(actor)), "also when it has ended");
        assertEquals(0, system.deadLetters(), "the runtime's own marks are none");
    }

    @Test
    void g28_aParentStopsItsChildrenAndNoOthers() {
        Probe<Object> probe = Probe.in(manual);
        ActorRef<Act> parent = system.spawn("parent", Act::actor);
        parent.tell(ctx -> {
            ActorRef<Act> child = ctx.spawn("child", Act::actor);
            probe.watch(child);
            ctx.stop(child.accepting((String text) -> self -> log.add(text)));
            assertThrows(IllegalArgumentException.class, () -> ctx.stop(ctx.self()));
            assertThrows(IllegalArgumentException.class, () -> ctx.stop(probe.ref()));
            log.add("checked");
        });
        assertEquals(new Stop.Normal(), probe.expect(Terminated.class).reason());
        assertEquals(List.of("checked"), log);
    }

    @Test
    void g28_drainFromOutsideWhileManySend() throws Exception {
        try (ActorSystem running = ActorSystem.create("drain")) {
            AtomicInteger handled = new AtomicInteger();
            ActorRef<Act> actor = running.spawn("actor", Act::actor);
            for (int i = 0; i < 10_000; i++) {
                actor.tell(ctx -> handled.incrementAndGet());
            }
            CompletableFuture<Stop> drained = running.drain(actor);
            actor.tell(ctx -> handled.incrementAndGet());
            assertEquals(new Stop.Normal(), drained.join());
            assertEquals(10_000, handled.get());
            assertEquals(1, running.deadLetters());
            assertTrue(running.drain(actor).isDone());
        }
    }
}
