package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shared fate. */
class LinkTest {
    private final ManualSystem manual = ManualSystem.create("link");
    private final ActorSystem system = manual.system();
    private final ActorRef<Act> a = system.spawn("a", Act::actor);
    private final ActorRef<Act> b = system.spawn("b", Act::actor);
    private final CompletableFuture<Stop> aStopped = system.stopped(a);
    private final CompletableFuture<Stop> bStopped = system.stopped(b);
    private final List<Terminated> trapped = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private void run(ActorRef<Act> actor, Act act) {
        actor.tell(act);
        manual.run();
    }

    private void trap(Context<Act> ctx) {
        ctx.link(b, how -> self -> trapped.add(how));
    }

    private static LinkBrokenException broken(CompletableFuture<Stop> stopped) {
        return assertInstanceOf(LinkBrokenException.class, stopped.join().cause());
    }

    @Test
    void g18c_theOneThatLinkedFailsWithTheOther() {
        run(a, ctx -> ctx.link(b));
        run(b, Boom::act);
        assertSame(b, broken(aStopped).terminated().actor());
        assertInstanceOf(Boom.class, broken(aStopped).getCause());
    }

    @Test
    void g18c_theOneThatWasLinkedFailsToo() {
        run(a, ctx -> ctx.link(b));
        run(a, Boom::act);
        assertSame(a, broken(bStopped).terminated().actor());
    }

    @Test
    void g18c_aKillIsAbnormal() {
        run(a, ctx -> ctx.link(b));
        system.kill(b);
        manual.run();
        assertEquals(new Stop.Killed(), broken(aStopped).terminated().reason());
    }

    @Test
    void g18c_aNormalStopIsNobodyElsesConcern() {
        run(a, ctx -> ctx.link(b));
        run(b, Context::stop);
        assertEquals(new Stop.Normal(), bStopped.join());
        assertFalse(aStopped.isDone());
    }

    @Test
    void g18c_trappingTurnsEachEndIntoAMessage() {
        run(a, this::trap);
        run(b, Context::stop);
        assertEquals(List.of(new Terminated(b, new Stop.Normal())), trapped);
        assertFalse(aStopped.isDone());
    }

    @Test
    void g18c_theOtherSideOfATrappedLinkStillSharesTheFate() {
        run(a, this::trap);
        run(a, Boom::act);
        assertSame(a, broken(bStopped).terminated().actor());
    }

    @Test
    void g18c_aTrappedFailureComesOnceAndAfterWhatWasSent() {
        List<Object> seen = new ArrayList<>();
        run(a, ctx -> ctx.link(b, how -> self -> seen.add(how.reason().getClass())));
        b.tell(ctx -> a.tell(self -> seen.add("last words")));
        run(b, Boom::act);
        assertEquals(List.of("last words", Stop.Failed.class), seen);
    }

    @Test
    void g18c_linkingTwiceIsLinkingOnce() {
        run(a, ctx -> ctx.link(b));
        run(b, ctx -> ctx.link(a));
        run(a, this::trap);
        run(b, Boom::act);
        assertEquals(1, trapped.size());
    }

    @Test
    void g18c_unlinkIsHeededAtOnceByBothSides() {
        run(a, ctx -> ctx.link(b));
        run(a, ctx -> {
            ctx.unlink(b);
            throw new Boom();
        });
        assertFalse(bStopped.isDone());
    }

    @Test
    void g18c_afterUnlinkNothingIsHandledThatWasQueued() {
        run(a, ctx -> ctx.link(b));
        a.tell(ctx -> ctx.unlink(b));
        b.tell(Boom::act);
        manual.run();
        assertFalse(aStopped.isDone());
    }

    @Test
    void g18c_aLinkToOneThatHasFailedBreaksAtOnce() {
        run(b, Boom::act);
        run(a, ctx -> ctx.link(b));
        assertSame(b, broken(aStopped).terminated().actor());
    }

    @Test
    void g18c_theDeciderSeesABrokenLinkLikeAnyFailure() {
        List<Throwable> causes = new ArrayList<>();
        ActorRef<Act> tough = system.spawn(Spec.named("tough").onFailure(failure -> {
            causes.add(failure.cause());
            return Directive.RESUME;
        }), Act::actor);
        run(tough, ctx -> ctx.link(b));
        run(b, Boom::act);
        assertInstanceOf(LinkBrokenException.class, causes.get(0));
        assertFalse(system.stopped(tough).isDone());
    }

    @Test
    void g18c_aRestartEndsTheLinkAndIsNoFailureOfTheOther() {
        ActorRef<Act> again = system.spawn(Spec.named("again").onFailure(failure -> Directive.restart()), Act::actor);
        run(again, ctx -> ctx.link(b));
        run(again, Boom::act);
        assertFalse(bStopped.isDone());
        run(b, Boom::act);
        assertFalse(system.stopped(again).isDone());
    }

    @Test
    void g18c_bothMayLinkEachOtherAtTheSameTime() {
        a.tell(ctx -> ctx.link(b));
        b.tell(ctx -> ctx.link(a));
        manual.run();
        run(a, Boom::act);
        assertSame(a, broken(bStopped).terminated().actor());
    }

    @Test
    void g18c_aRingOfLinksFallsAsAWhole() {
        List<ActorRef<Act>> ring = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ring.add(system.spawn("ring", Act::actor));
        }
        for (int i = 0; i < 100; i++) {
            ActorRef<Act> next = ring.get((i + 1) % 100);
            ring.get(i).tell(ctx -> ctx.link(next));
        }
        manual.run();
        run(ring.get(50), Boom::act);
        ring.forEach(actor -> assertInstanceOf(Stop.Failed.class, system.stopped(actor).join()));
    }

    @Test
    void anActorIsNotLinkedToItself() {
        Probe<String> probe = Probe.in(manual);
        run(a, ctx -> probe.ref().tell(assertThrows(IllegalArgumentException.class, () -> ctx.link(a)).getMessage()));
        probe.expect(a + " can't be linked to itself");
    }
}
