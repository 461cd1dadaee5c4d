package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an actor needs before it runs, and gives back when it stops. */
class StartupTest {
    private static final CompletionStage<?> CLOSED = CompletableFuture.completedStage(null);

    private final ManualSystem manual = ManualSystem.create("startup");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<String> second = new CompletableFuture<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private Actor<Act> logging(Context<Act> ctx) {
        return new Actor<>() {
            @Override
            public void on(Act act) throws Exception {
                act.run(ctx);
            }

            @Override
            public void stopping(Stop reason) {
                log.add("stopping");
            }
        };
    }

    private ActorRef<Act> spawn(Spec spec, Consumer<Startup<Act>> needs) {
        ActorRef<Act> actor = system.spawn(spec, ctx -> {
            needs.accept(ctx.startup());
            return logging(ctx);
        });
        actor.tell(ctx -> log.add("handled"));
        manual.run();
        return actor;
    }

    private ActorRef<Act> needsTwo(Spec spec) {
        return spawn(spec, startup -> startup
            .require("first", () -> first, log::add, value -> closing(value))
            .require("second", () -> second, log::add, value -> closing(value)));
    }

    private CompletionStage<?> closing(String value) {
        log.add("closed " + value);
        return CLOSED;
    }

    private void complete(CompletableFuture<String> future, String value) {
        future.complete(value);
        manual.run();
    }

    private static StartupException failure(CompletableFuture<Stop> stopped) {
        return assertInstanceOf(StartupException.class,
            assertInstanceOf(Stop.StartFailed.class, stopped.join()).cause());
    }

    @Test
    void row4_21_nothingIsHandledBeforeAllIsThere() {
        needsTwo(Spec.named("needy"));
        complete(second, "2");
        assertEquals(List.of("2"), log);
        complete(first, "1");
        assertEquals(List.of("2", "1", "handled"), log);
    }

    @Test
    void row4_22_whatWasAcquiredIsReleasedInReverseAfterTheHook() {
        ActorRef<Act> actor = needsTwo(Spec.named("needy"));
        complete(second, "2");
        complete(first, "1");
        manual.await(system.stop(actor));
        assertEquals(List.of("stopping", "closed 1", "closed 2"), log.subList(3, 6));
    }

    @Test
    void row4_22_theEndWaitsForTheRelease() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        ActorRef<Act> actor = spawn(Spec.named("needy"),
            startup -> startup.require("slow", () -> first, log::add, value -> closed));
        complete(first, "1");
        CompletableFuture<Stop> stopped = system.stop(actor);
        manual.run();
        assertFalse(stopped.isDone());
        closed.complete(null);
        assertEquals(new Stop.Normal(), manual.await(stopped));
    }

    @Test
    void row4_15_aReleaseThatTakesTooLongIsNotWaitedFor() {
        Spec spec = Spec.named("needy").stopWithin(Duration.ofSeconds(3));
        ActorRef<Act> actor = spawn(spec, startup -> startup
            .require("quick", () -> first, log::add, this::closing)
            .require("never", () -> second, log::add, value -> new CompletableFuture<>()));
        complete(first, "1");
        complete(second, "2");
        CompletableFuture<Stop> stopped = system.stop(actor);
        manual.advance(Duration.ofMillis(2_999));
        assertFalse(stopped.isDone());
        manual.advance(Duration.ofMillis(1));
        assertTrue(stopped.isDone());
        assertTrue(log.contains("closed 1"), "what comes behind it is still told");
    }

    @Test
    void row4_14_theDeadlineEndsTheStartAndNamesWhatIsMissing() {
        CompletableFuture<Stop> stopped = system
            .stopped(needsTwo(Spec.named("needy").startWithin(Duration.ofSeconds(5))));
        complete(first, "1");
        manual.advance(Duration.ofMillis(4_999));
        assertFalse(stopped.isDone());
        manual.advance(Duration.ofMillis(1));
        assertEquals("not there within PT5S: [second]", failure(stopped).getMessage());
        assertEquals(List.of("1", "stopping", "closed 1"), log);
        assertEquals(1, system.deadLetters());
    }

    @Test
    void row4_22_whatComesTooLateIsClosedAtOnce() {
        CompletableFuture<Stop> stopped = system
            .stopped(needsTwo(Spec.named("needy").startWithin(Duration.ofSeconds(5))));
        manual.advance(Duration.ofSeconds(5));
        assertTrue(stopped.isDone());
        complete(first, "late");
        assertEquals(List.of("stopping", "closed late"), log);
    }

    @Test
    void row4_9_aRequirementThatFailsEndsTheStart() {
        CompletableFuture<Stop> stopped = system.stopped(needsTwo(Spec.named("needy")));
        Boom boom = new Boom();
        first.completeExceptionally(boom);
        manual.run();
        assertEquals("first failed", failure(stopped).getMessage());
        assertSame(boom, failure(stopped).getCause());
    }

    @Test
    void row4_9_soDoesOneThatIsNotAccepted() {
        CompletableFuture<Stop> stopped = system.stopped(spawn(Spec.named("needy"),
            startup -> startup.require("first", () -> first, value -> {
                throw new Boom();
            }, this::closing)));
        complete(first, "1");
        assertEquals("first was not accepted", failure(stopped).getMessage());
        assertEquals(List.of("stopping", "closed 1"), log);
    }

    @Test
    void row4_9_soDoesOneThatCannotEvenBegin() {
        CompletableFuture<Stop> stopped = system.stopped(spawn(Spec.named("needy"),
            startup -> startup.require("first", () -> first, log::add, this::closing).require("second", () -> {
                throw new Boom();
            }, log::add, this::closing)));
        complete(first, "1");
        assertInstanceOf(Boom.class, assertInstanceOf(Stop.StartFailed.class, stopped.join()).cause());
        assertEquals(List.of("closed 1"), log);
    }

    @Test
    void row4_22_whatNeedsNoReleaseIsJustTaken() {
        spawn(Spec.named("needy"), startup -> startup.require("first", first, log::add));
        complete(first, "1");
        assertEquals(List.of("1", "handled"), log);
    }

    @Test
    void row4_16_aParentRunsWhenItsChildrenDo() {
        spawnParent(Spec.named("child"));
        assertEquals(List.of(), log);
        complete(first, "1");
        assertEquals(List.of("1", "handled"), log);
    }

    @Test
    void row4_17_aChildThatFailsToStartCollapsesTheTree() {
        CompletableFuture<Stop> stopped = system.stopped(spawnParent(Spec.named("child")));
        first.completeExceptionally(new Boom());
        manual.run();
        assertTrue(failure(stopped).getMessage().contains("/child#"), failure(stopped).getMessage());
        assertInstanceOf(StartupException.class, failure(stopped).getCause().getCause());
    }

    private ActorRef<Act> spawnParent(Spec child) {
        ActorRef<Act> parent = system.spawn("parent", ctx -> {
            ctx.spawn(child, (Context<Act> self) -> {
                self.startup().require("first", () -> first, log::add, this::closing);
                return Act.actor(self);
            });
            ctx.startup().children();
            return Act.actor(ctx);
        });
        parent.tell(ctx -> log.add("handled"));
        manual.run();
        return parent;
    }

    @Test
    void g25_aRestartReleasesAndRequiresAnew() {
        List<CompletableFuture<String>> opened = new ArrayList<>();
        ActorRef<Act> actor = spawn(Spec.named("needy").onFailure(failure -> Directive.restart()),
            startup -> startup.require("pool", () -> {
                opened.add(new CompletableFuture<>());
                return opened.get(opened.size() - 1);
            }, log::add, this::closing));
        complete(opened.get(0), "1");
        actor.tell(Boom::act);
        actor.tell(ctx -> log.add("handled"));
        manual.run();
        assertEquals(List.of("1", "handled", "stopping", "closed 1"), log);
        complete(opened.get(1), "2");
        assertEquals(List.of("2", "handled"), log.subList(4, 6));
    }

    @Test
    void g25_aStartThatFailsAtARestartIsOneMoreFailure() {
        List<Throwable> causes = new ArrayList<>();
        boolean[] restarted = new boolean[1];
        ActorRef<Act> actor = spawn(Spec.named("needy").onFailure(failure -> {
            causes.add(failure.cause());
            return Directive.restart().atMost(2, Duration.ofHours(1));
        }), startup -> {
            if (restarted[0]) {
                startup.require("gone", CompletableFuture.<String>failedStage(new Boom()), log::add);
            }
            restarted[0] = true;
        });
        actor.tell(Boom::act);
        Stop reason = manual.await(system.stopped(actor));
        assertInstanceOf(StartupException.class, assertInstanceOf(Stop.Failed.class, reason).cause());
        assertEquals(3, causes.size());
    }

    @Test
    void row4_22_aStopDuringARestartWaitsForWhatIsBeingReleased() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        ActorRef<Act> actor = spawn(Spec.named("needy").onFailure(failure -> Directive.restart()),
            startup -> startup.require("slow", () -> first, log::add, value -> closed));
        complete(first, "1");
        actor.tell(Boom::act);
        manual.run();
        CompletableFuture<Stop> stopped = system.stop(actor);
        manual.run();
        assertFalse(stopped.isDone());
        closed.complete(null);
        assertEquals(new Stop.Normal(), manual.await(stopped));
    }

    @Test
    void row4_12_nothingCanBeRequiredOfARunningActor() {
        ActorRef<Act> actor = spawn(Spec.named("plain"), startup -> {
        });
        actor.tell(ctx -> log.add(assertThrows(IllegalStateException.class, ctx::startup).getMessage()));
        manual.run();
        assertEquals(List.of("handled", actor + " has started already"), log);
    }

    @Test
    void row4_14_anActorThatIsKilledWhileItStartsGivesBackWhatItHas() {
        ActorRef<Act> actor = needsTwo(Spec.named("needy"));
        complete(first, "1");
        assertEquals(new Stop.Killed(), manual.await(system.kill(actor)));
        complete(second, "2");
        assertEquals(List.of("1", "stopping", "closed 1", "closed 2"), log);
    }

    private static final Key<Act> STORE = Key.named("store");

    private ActorRef<Act> provider() {
        return system.spawn("store", ctx -> {
            ctx.startup().require("first", first, log::add);
            ctx.register(STORE);
            return logging(ctx);
        });
    }

    private ActorRef<Act> seeker() {
        return spawn(Spec.named("seeker"), startup -> startup.discover(STORE, store -> {
            log.add("found");
            startup.dependOn(store);
        }));
    }

    @Test
    void row4_20_aServiceIsFoundOnceItIsRunning() {
        seeker();
        ActorRef<Act> store = provider();
        manual.run();
        assertEquals(List.of(), log);
        complete(first, "1");
        assertEquals(List.of("1", "found", "handled"), log);
        assertEquals(List.of(store), system.registry().find(STORE));
    }

    @Test
    void row4_26_theOrderOfCreationDoesNotMatter() {
        provider();
        complete(first, "1");
        seeker();
        assertEquals(List.of("1", "found", "handled"), log);
    }

    @Test
    void row4_20_aServiceThatNeverComesEndsTheStartAndIsNoLongerWaitedFor() {
        CompletableFuture<Stop> stopped = system.stopped(seeker());
        manual.advance(Duration.ofSeconds(30));
        assertEquals("not there within PT30S: [discovery of " + STORE + "]", failure(stopped).getMessage());
        assertTrue(system.registry().isEmpty());
    }

    @Test
    void row4_19_aNameIsGoneWhenItsActorBeginsToStop() {
        ActorRef<Act> store = provider();
        complete(first, "1");
        store.tell(ctx -> ctx.holdStop(Duration.ofHours(1)));
        manual.run();
        assertEquals(List.of(store), system.registry().find(STORE));
        CompletableFuture<Stop> stopped = system.stop(store);
        manual.run();
        assertFalse(stopped.isDone());
        assertEquals(List.of(), system.registry().find(STORE));
    }

    @Test
    void row4_10_whoFoundAServiceStopsBeforeIt() {
        ActorRef<Act> store = provider();
        complete(first, "1");
        CompletableFuture<Stop> seeker = system.stopped(seeker());
        manual.await(system.stop(store));
        assertEquals(new Stop.Normal(), seeker.join());
    }
}
