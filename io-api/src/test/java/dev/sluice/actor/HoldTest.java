package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldTest {
    private final ManualSystem manual = ManualSystem.create("hold");
    private final ActorSystem system = manual.system();
    private final List<Hold> holds = new ArrayList<>();
    private final ActorRef<Act> held = system.spawn(Spec.named("held").onFailure(failure -> Directive.restart()),
        Act::actor);

    @AfterEach
    void close() {
        manual.close();
    }

    private void hold(ActorRef<Act> actor, int seconds) {
        actor.tell(ctx -> holds.add(ctx.holdStop(Duration.ofSeconds(seconds))));
        manual.run();
    }

    private CompletableFuture<Stop> stop() {
        CompletableFuture<Stop> stopped = system.stop(held);
        manual.run();
        return stopped;
    }

    @Test
    void shouldEndWhenReleased() {
        hold(held, 10);
        CompletableFuture<Stop> stopped = stop();
        assertFalse(stopped.isDone());
        holds.get(0).release();
        assertEquals(new Stop.Normal(), manual.await(stopped));
    }

    @Test
    void shouldEndAtItsDeadline() {
        hold(held, 10);
        CompletableFuture<Stop> stopped = stop();
        manual.advance(Duration.ofSeconds(10).minusNanos(1));
        assertFalse(stopped.isDone());
        manual.advance(Duration.ofNanos(1));
        assertTrue(stopped.isDone());
    }

    @Test
    void shouldEndAtOnceIfReleasedBefore() {
        hold(held, 10);
        holds.get(0).release();
        assertTrue(stop().isDone());
    }

    @Test
    void shouldEndAtOnceIfTheDeadlinePassedBefore() {
        hold(held, 10);
        manual.advance(Duration.ofSeconds(10));
        assertTrue(stop().isDone());
    }

    @Test
    void shouldWaitForTheLastOfSeveral() {
        for (int i = 0; i < 3; i++) {
            hold(held, 10 + i);
        }
        CompletableFuture<Stop> stopped = stop();
        holds.get(1).release();
        holds.get(1).release();
        holds.get(1).release();
        manual.advance(Duration.ofSeconds(10));
        assertFalse(stopped.isDone(), "the third is left");
        manual.advance(Duration.ofSeconds(2));
        assertTrue(stopped.isDone());
    }

    @Test
    void shouldTakeHoldsFromTheHook() {
        ActorRef<Act> actor = system.spawn("actor", ctx -> new Actor<>() {
            @Override
            public void on(Act message) {}

            @Override
            public void stopping(Stop reason) {
                holds.add(ctx.holdStop(Duration.ofSeconds(10)));
            }
        });
        manual.run();
        CompletableFuture<Stop> stopped = system.stop(actor);
        manual.run();
        assertFalse(stopped.isDone());
        holds.get(0).release();
        assertTrue(manual.await(stopped) instanceof Stop.Normal);
    }

    @Test
    void shouldEndByAKill() {
        hold(held, 10);
        CompletableFuture<Stop> stopped = stop();
        system.stop(held);
        manual.run();
        assertFalse(stopped.isDone(), "a second stop changes nothing");
        system.kill(held);
        manual.run();
        assertTrue(stopped.isDone());
        holds.get(0).release();
        manual.run();
    }

    @Test
    void shouldHoldOneThatIsKilledWhileItRuns() {
        hold(held, 10);
        CompletableFuture<Stop> killed = system.kill(held);
        manual.run();
        assertFalse(killed.isDone(), "closed must mean closed");
        system.kill(held);
        assertEquals(new Stop.Killed(), manual.await(killed));
    }

    @Test
    void shouldKeepTheParentWaiting() {
        ActorRef<Act> parent = system.spawn("parent", Act::actor);
        parent.tell(ctx -> hold(ctx.spawn("child", Act::actor), 10));
        manual.run();
        CompletableFuture<Stop> stopped = system.stop(parent);
        manual.run();
        assertFalse(stopped.isDone());
        holds.get(0).release();
        manual.await(stopped);
    }

    @Test
    void shouldForgetTheHoldsOfAnOldInstance() {
        hold(held, 10);
        held.tell(Boom::act);
        hold(held, 10);
        holds.get(0).release();
        CompletableFuture<Stop> stopped = stop();
        assertFalse(stopped.isDone(), "held by the new instance");
        holds.get(1).release();
        manual.await(stopped);
    }

    @Test
    void shouldForgetAHoldThatIsReleasedDuringTheRestart() {
        hold(held, 10);
        held.tell(ctx -> hold(ctx.spawn("child", Act::actor), 10));
        manual.run();
        held.tell(Boom::act);
        manual.run();
        holds.get(0).release();
        manual.run();
        holds.get(1).release();
        hold(held, 10);
        CompletableFuture<Stop> stopped = stop();
        assertFalse(stopped.isDone(), "held by the new instance");
        holds.get(2).release();
        manual.await(stopped);
    }

    @Test
    void shouldBeReleasedFromAnyThread() {
        try (ActorSystem running = ActorSystem.create("hold")) {
            for (int i = 0; i < 2_000; i++) {
                CompletableFuture<Hold> hold = new CompletableFuture<>();
                ActorRef<Act> actor = running.spawn("actor", Act::actor);
                actor.tell(ctx -> hold.complete(ctx.holdStop(Duration.ofMinutes(5))));
                Hold token = hold.join();
                CompletableFuture<Stop> stopped = running.stop(actor);
                token.release();
                assertEquals(new Stop.Normal(), stopped.join());
            }
        }
    }
}
