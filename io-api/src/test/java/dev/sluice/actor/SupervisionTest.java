package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who decides about a failure, and what is done. */
class SupervisionTest {
    private final ManualSystem manual = ManualSystem.create("supervision");
    private final ActorSystem system = manual.system();
    private final Probe<Object> probe = Probe.in(manual);
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    /** Logs what it handles with a count that a new instance begins anew; fails at "fail". */
    private Actor<String> counting(Context<String> ctx) {
        int[] count = new int[1];
        return new Actor<>() {
            @Override
            public void on(String message) {
                log.add(message + ++count[0]);
                if (message.equals("fail")) {
                    throw new Boom();
                }
            }

            @Override
            public void stopping(Stop reason) {
                log.add(reason.getClass().getSimpleName());
            }
        };
    }

    private ActorRef<String> counting(Function<Failure, Directive> decider) {
        ActorRef<String> actor = system.spawn(Spec.named("counting").onFailure(decider), this::counting);
        probe.watch(actor);
        manual.run();
        return actor;
    }

    private void send(ActorRef<String> actor, String... messages) {
        List.of(messages).forEach(actor::tell);
        manual.run();
    }

    @Test
    void g19_resumeDropsTheMessageAndKeepsTheState() {
        send(counting(failure -> Directive.RESUME), "a", "fail", "b");
        assertEquals(List.of("a1", "fail2", "b3"), log);
        probe.expectNothing();
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g19_restartDropsTheMessageAndTheState() {
        send(counting(failure -> Directive.restart()), "a", "fail", "b");
        assertEquals(List.of("a1", "fail2", "Restarting", "b1"), log);
        probe.expectNothing();
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g19_stopEndsTheActor() {
        ActorRef<String> actor = counting(failure -> Directive.STOP);
        send(actor, "a", "fail", "b");
        assertEquals(List.of("a1", "fail2", "Failed"), log);
        assertSame(Stop.Failed.class, probe.expectTerminated(actor).reason().getClass());
    }

    @Test
    void g19_escalateEndsTheActorAndFailsItsParentWithTheSameCause() {
        List<Failure> failures = new ArrayList<>();
        Spec spec = Spec.named("parent").onFailure(failure -> {
            failures.add(failure);
            return Directive.STOP;
        });
        ActorRef<Act> parent = system.spawn(spec, Act::actor);
        probe.watch(parent);
        Boom boom = new Boom();
        parent.tell(ctx -> {
            Spec escalating = Spec.named("child").onFailure(failure -> Directive.ESCALATE);
            ActorRef<Act> child = ctx.spawn(escalating, Act::actor);
            ActorRef<Act> sibling = ctx.spawn("sibling", Act::actor);
            probe.watch(child).watch(sibling);
            child.tell(self -> {
                throw boom;
            });
        });

        assertEquals(new Stop.Escalated(boom), probe.expect(Terminated.class).reason());
        assertEquals(new Stop.Normal(), probe.expect(Terminated.class).reason());
        assertEquals(new Stop.Failed(boom), probe.expectTerminated(parent).reason());
        assertEquals(1, failures.size());
        assertSame(boom, failures.get(0).cause());
        assertSame(parent, failures.get(0).actor());
    }

    @Test
    void g19_escalationToTheTopLeavesTheRestAlone() {
        ActorRef<String> escalating = counting(failure -> Directive.ESCALATE);
        ActorRef<String> other = counting(failure -> Directive.STOP);
        send(escalating, "fail");
        probe.expectTerminated(escalating);
        log.clear();
        send(other, "a");
        assertEquals(List.of("a1"), log);
        assertEquals("[late]",
            List.of(system.spawn("late", Act::actor).toString().replaceAll(".*/|#.*", "")).toString());
    }

    @Test
    void g20_theDeciderIsToldAllAboutTheFailure() {
        List<Failure> failures = new ArrayList<>();
        ActorRef<String> actor = counting(failure -> {
            failures.add(failure);
            return failure.restarts() < 2 ? Directive.restart() : Directive.STOP;
        });
        send(actor, "fail", "fail", "fail");

        probe.expectTerminated(actor);
        assertEquals(List.of(0, 1, 2), failures.stream().map(Failure::restarts).toList());
        failures.forEach(failure -> {
            assertSame(actor, failure.actor());
            assertSame(Boom.class, failure.cause().getClass());
            assertEquals("fail", failure.message());
        });
    }

    @Test
    void g20_theDeciderSwitchesOnTheCause() {
        Spec spec = Spec.named("switching").onFailure(failure -> switch (failure.cause()) {
            case IOException e -> Directive.restart();
            case IllegalArgumentException e -> Directive.RESUME;
            default -> Directive.STOP;
        });
        ActorRef<Throwable> actor = system.spawn(spec, ctx -> {
            log.add("made");
            return cause -> {
                log.add(cause.getClass().getSimpleName());
                if (cause instanceof Error e) {
                    throw e;
                }
                throw (Exception) cause;
            };
        });
        probe.watch(actor);
        AssertionError last = new AssertionError();
        List.of(new IllegalArgumentException(), new IOException(), last).forEach(actor::tell);

        assertEquals(new Stop.Failed(last), probe.expectTerminated(actor).reason());
        assertEquals(List.of("made", "IllegalArgumentException", "IOException", "made", "AssertionError"), log);
    }

    @Test
    void g20_aDeciderThatFailsStopsTheActorAndItsChildren() {
        assertStopsWithChild(failure -> {
            throw new IllegalStateException("a decider's own fault");
        });
        assertStopsWithChild(failure -> {
            throw (Boom) failure.cause();
        });
        assertStopsWithChild(failure -> {
            throw new AssertionError("a decider's own fault");
        });
        assertStopsWithChild(failure -> null);
    }

    private void assertStopsWithChild(Function<Failure, Directive> decider) {
        ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(decider), Act::actor);
        Boom boom = new Boom();
        probe.watch(actor);
        actor.tell(ctx -> {
            probe.watch(ctx.spawn("child", Act::actor));
            throw boom;
        });
        assertEquals(new Stop.Normal(), probe.expect(Terminated.class).reason());
        assertEquals(new Stop.Failed(boom), probe.expectTerminated(actor).reason());
    }

    @Test
    void g21_aFailureStopsTheActorIfNobodySaysOtherwise() {
        ActorRef<Act> parent = system.spawn("parent", Act::actor);
        Boom boom = new Boom();
        parent.tell(ctx -> {
            ActorRef<Act> child = ctx.spawn("child", Act::actor);
            ctx.watch(child, gone -> self -> log.add(gone.reason()));
            child.tell(self -> {
                throw boom;
            });
        });
        manual.run();
        parent.tell(ctx -> log.add("the parent goes on"));
        manual.run();
        assertEquals(List.of(new Stop.Failed(boom), "the parent goes on"), log);
    }

    @Test
    void g21_aFactoryThatFailsStopsTheActorWithoutAskingTheDecider() {
        Boom boom = new Boom();
        Spec spec = Spec.named("unborn").onFailure(failure -> {
            log.add("asked");
            return Directive.restart();
        });
        ActorRef<Act> unborn = system.spawn(spec, ctx -> {
            probe.watch(ctx.spawn("child", Act::actor));
            throw boom;
        });
        probe.watch(unborn);

        assertEquals(new Stop.Normal(), probe.expect(Terminated.class).reason());
        assertEquals(new Stop.StartFailed(boom), probe.expectTerminated(unborn).reason());
        assertEquals(List.of(), log);
    }

    @Test
    void g21_aFactoryThatReturnsNullFails() {
        ActorRef<Act> unborn = system.spawn("unborn", ctx -> null);
        probe.watch(unborn);
        assertSame(Stop.StartFailed.class, probe.expectTerminated(unborn).reason().getClass());
    }

    @Test
    void g22_theWindowSlides() {
        ActorRef<String> actor = counting(failure -> Directive.restart().atMost(2, Duration.ofSeconds(10)));
        send(actor, "fail");
        manual.advance(Duration.ofSeconds(6));
        send(actor, "fail");
        manual.advance(Duration.ofSeconds(4));
        send(actor, "fail");
        probe.expectNothing();
        manual.advance(Duration.ofSeconds(6).minusNanos(1));
        send(actor, "fail");
        assertSame(Stop.Failed.class, probe.expectTerminated(actor).reason().getClass());
    }

    @Test
    void g22_theLimitIsExact() {
        for (int limit : new int[] {0, 1, 3}) {
            log.clear();
            ActorRef<String> actor = counting(failure -> Directive.restart().atMost(limit, Duration.ofSeconds(10)));
            send(actor, "fail", "fail", "fail", "fail", "fail");
            probe.expectTerminated(actor);
            assertEquals(limit, log.stream().filter("Restarting"::equals).count());
            assertEquals("Failed", log.get(log.size() - 1));
        }
    }

    @Test
    void g22_beyondTheLimitItMayEscalate() {
        ActorRef<String> actor = counting(
            failure -> Directive.restart().atMost(1, Duration.ofSeconds(10)).thenEscalate());
        send(actor, "fail", "fail");
        assertSame(Stop.Escalated.class, probe.expectTerminated(actor).reason().getClass());
    }

    /** No supervisor of its own is needed for a child that is to be treated in its own way. */
    @Test
    void row1_54_one_supervisor_has_a_policy_for_each_child() {
        ActorRef<Act> parent = system.spawn("parent", Act::actor);
        parent.tell(ctx -> {
            ActorRef<String> resumed = ctx.spawn(Spec.named("resumed").onFailure(failure -> Directive.RESUME),
                this::counting);
            ActorRef<String> restarted = ctx.spawn(Spec.named("restarted").onFailure(failure -> Directive.restart()),
                this::counting);
            ActorRef<String> stopped = ctx.spawn("stopped", this::counting);
            probe.watch(stopped);
            List.of(resumed, restarted, stopped).forEach(child -> child.tell("fail"));
            ctx.self().tell(self -> {
                resumed.tell("resumed");
                restarted.tell("restarted");
            });
        });
        assertSame(Stop.Failed.class, probe.expect(Terminated.class).reason().getClass());
        manual.run();
        assertTrue(log.containsAll(List.of("resumed2", "restarted1", "Failed")), log::toString);
    }
}
