package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A failure that concerns the siblings too. */
class ZoneRestartTest {
    private static final Directive.Restart RESTART = Directive.restart();

    private final ManualSystem manual = ManualSystem.create("zone");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final Map<String, ActorRef<Act>> children = new HashMap<>();
    private final ActorRef<Act> parent = system.spawn("parent", Act::actor);
    private int factoryFailures;

    @AfterEach
    void close() {
        manual.close();
    }

    private Actor<Act> member(Context<Act> ctx, String name) {
        if (factoryFailures > 0 && name.equals("b")) {
            factoryFailures--;
            log.add(name + "!");
            throw new Boom();
        }
        log.add(name + "+");
        return new Actor<>() {
            @Override
            public void on(Act act) throws Exception {
                act.run(ctx);
            }

            @Override
            public void stopping(Stop reason) {
                log.add(name + "-");
            }
        };
    }

    private void spawn(String name, Spec spec) {
        parent.tell(ctx -> children.put(name, ctx.spawn(spec, (Context<Act> self) -> member(self, name))));
        manual.run();
    }

    private void spawn(String name, Function<Failure, Directive> decider) {
        spawn(name, Spec.named(name).onFailure(decider));
    }

    private void threeChildren(Directive directive) {
        List.of("a", "b", "c").forEach(name -> spawn(name, failure -> directive));
        log.clear();
    }

    private void fail(String name) {
        children.get(name).tell(Boom::act);
        manual.run();
    }

    @Test
    void g24_oneLeavesTheSiblingsAlone() {
        threeChildren(RESTART);
        fail("b");
        assertEquals(List.of("b-", "b+"), log);
    }

    @Test
    void g24_allGoDownTheYoungestFirstAndUpTheOldestFirst() {
        threeChildren(RESTART.ofAll());
        fail("b");
        assertEquals(List.of("b-", "c-", "a-", "a+", "b+", "c+"), log);
    }

    @Test
    void g24_restAreThoseThatWereSpawnedLater() {
        threeChildren(RESTART.ofRest());
        fail("b");
        assertEquals(List.of("b-", "c-", "b+", "c+"), log);
    }

    @Test
    void g24_refsAndMailboxesSurviveForAll() {
        threeChildren(RESTART.ofAll());
        children.get("a").tell(Boom::act);
        children.values().forEach(child -> child.tell(ctx -> log.add("handled")));
        manual.run();
        assertEquals(3, log.stream().filter("handled"::equals).count());
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g24_nobodyRunsWhileTheZoneIsRebuiltAfterAPause() {
        threeChildren(RESTART.backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)).ofAll());
        fail("a");
        children.values().forEach(child -> child.tell(ctx -> log.add("handled")));
        manual.run();
        assertEquals(List.of("a-", "c-", "b-"), log);
        manual.advance(Duration.ofMillis(1_300));
        assertEquals(List.of("a-", "c-", "b-", "a+", "b+", "c+"),
            log.stream().filter(what -> !what.equals("handled")).toList());
        assertEquals(3, log.stream().filter("handled"::equals).count());
    }

    @Test
    void g24_aSiblingWithoutAPolicyOfItsOwnStops() {
        spawn("a", failure -> RESTART.ofAll());
        spawn("b", Spec.named("b"));
        spawn("c", failure -> RESTART);
        log.clear();
        CompletableFuture<Stop> stopped = system.stopped(children.get("b"));
        fail("a");
        assertEquals(List.of("a-", "c-", "b-", "a+", "c+"), log);
        assertEquals(new Stop.Normal(), stopped.join());
    }

    @Test
    void g24_aMemberThatEndsOnTheWayIsNotWaitedFor() {
        threeChildren(RESTART.backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)).ofAll());
        fail("a");
        system.stop(children.get("c"));
        manual.advance(Duration.ofSeconds(2));
        assertEquals(List.of("a-", "c-", "b-", "a+", "b+"), log);
    }

    @Test
    void g24_aMemberThatFailsAgainOnTheWayUpBeginsAnew() {
        threeChildren(RESTART.atMost(3, Duration.ofMinutes(1)).ofAll());
        factoryFailures = 1;
        fail("c");
        assertEquals(List.of("c-", "b-", "a-", "a+", "b!", "a-", "a+", "b+", "c+"), log);
    }

    @Test
    void g24_aMemberThatFailsOnTheWayUpMayComeBackByItself() {
        spawn("a", failure -> RESTART.ofAll());
        spawn("b", failure -> RESTART);
        spawn("c", failure -> RESTART);
        log.clear();
        factoryFailures = 2;
        fail("a");
        assertEquals(List.of("a-", "c-", "b-", "a+", "b!", "b!", "b+", "c+"), log);
    }

    @Test
    void g24_aZoneThatFailsTooOftenLosesTheOneThatFailed() {
        threeChildren(RESTART.atMost(2, Duration.ofMinutes(1)).ofAll());
        CompletableFuture<Stop> stopped = system.stopped(children.get("b"));
        factoryFailures = 5;
        fail("b");
        assertTrue(stopped.join() instanceof Stop.Failed);
        assertEquals(List.of("a", "c"), up());
    }

    @Test
    void g24_twoFailuresAtOnceAreOneRestartInTheEnd() {
        threeChildren(RESTART.ofAll());
        children.get("a").tell(Boom::act);
        children.get("c").tell(Boom::act);
        manual.run();
        assertEquals(List.of("a", "b", "c"), up());
    }

    @Test
    void g24_aParentThatStopsMeanwhileStopsThemAll() {
        threeChildren(RESTART.backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)).ofAll());
        fail("a");
        assertEquals(new Stop.Normal(), manual.await(system.stop(parent)));
        assertEquals(List.of("a-", "c-", "b-"), log);
    }

    @Test
    void g24_zonesNest() {
        spawn("outer", failure -> RESTART);
        children.get("outer").tell(ctx -> {
            Spec spec = Spec.named("inner").onFailure(failure -> RESTART.ofAll());
            children.put("x", ctx.spawn(spec, (Context<Act> self) -> member(self, "x")));
            children.put("y", ctx.spawn(spec, (Context<Act> self) -> member(self, "y")));
        });
        spawn("sibling", failure -> RESTART);
        log.clear();
        fail("x");
        assertEquals(List.of("x-", "y-", "x+", "y+"), log);
        log.clear();
        fail("outer");
        assertEquals(List.of("outer-", "outer+"), log.stream().filter(what -> what.startsWith("outer")).toList());
        assertTrue(log.containsAll(List.of("x-", "y-")));
    }

    /** Who is up at the end of the log. */
    private List<String> up() {
        List<String> up = new ArrayList<>();
        for (String what : log) {
            String name = what.substring(0, what.length() - 1);
            up.remove(name);
            if (what.endsWith("+")) {
                up.add(name);
            }
        }
        children.forEach((name, ref) -> {
            if (!up.contains(name) && !system.stopped(ref).isDone()) {
                up.add(name);
            }
        });
        return up.stream().sorted().toList();
    }
}
