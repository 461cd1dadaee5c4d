package dev.sluice.pattern;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Result;
import dev.sluice.actor.Spec;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatherTest {
    private sealed interface Node {
        record Search(String words, ActorRef<Integer> replyTo) implements Node {}

        record Cancel() implements Node {}
    }

    private sealed interface Cmd {
        record Go() implements Cmd {}

        record Fail() implements Cmd {}

        record Found(Result<Gathered<List<Integer>>> result) implements Cmd {}
    }

    private final ManualSystem manual = ManualSystem.create("gather");
    private final ActorSystem system = manual.system();
    private final Probe<Object> probe = Probe.in(manual);

    @AfterEach
    void close() {
        manual.close();
    }

    private static Actor<Node> answering(int score) {
        return message -> {
            if (message instanceof Node.Search search) {
                search.replyTo.tell(score);
            }
        };
    }

    private ActorRef<Node> node(int score) {
        return system.spawn("node" + score, ctx -> answering(score));
    }

    /** Tells the probe of all that it gets, and never answers. */
    private ActorRef<Node> silent() {
        return system.spawn("silent", ctx -> probe.ref()::tell);
    }

    private static Gather<Node, Integer, List<Integer>> search(List<ActorRef<Node>> nodes) {
        return Gather.from(nodes, (ActorRef<Integer> replyTo) -> new Node.Search("words", replyTo), ofMillis(200));
    }

    private <A> Gathered<A> run(Gather<Node, Integer, A> gather) {
        return manual.await(gather.run(system));
    }

    private static Throwable causeOf(CompletableFuture<?> future) {
        return assertThrows(CompletionException.class, future::join).getCause();
    }

    private void assertNoRunIsLeft() {
        manual.run();
        assertFalse(manual.await(system.tree()).toString().contains("gather/"));
        assertFalse(manual.await(system.tree()).toString().contains("/gather"));
    }

    @Test
    void row1_9_theAnswersOfAllAreGathered() {
        assertEquals(new Gathered<>(List.of(3, 1, 2), 3, 3, true),
            run(search(List.of(node(3), node(1), node(2)))));
        assertNoRunIsLeft();
    }

    @Test
    void row1_9_theAnswersAreReducedInTheOrderOfArrival() {
        List<ActorRef<Node>> nodes = List.of(node(3), node(1), node(2));
        assertEquals(6, run(search(nodes).reduce(0, Integer::sum)).value());
        assertEquals("x312", run(search(nodes).reduce("x", (text, score) -> text + score)).value());
        assertEquals("3,1,2", run(search(nodes).collect(Collectors.mapping(String::valueOf, Collectors.joining(","))))
            .value());
    }

    @Test
    void row1_9_aDescriptionServesManyRuns() {
        Gather<Node, Integer, List<Integer>> search = search(List.of(node(1), node(2)));
        assertEquals(run(search), run(search));
    }

    @Test
    void row1_9_nobodyToAskIsCompleteAtOnce() {
        assertEquals(new Gathered<>(List.<Integer>of(), 0, 0, true), run(search(List.of())));
        assertNoRunIsLeft();
    }

    @Test
    void row1_10_aTargetMayTakeMoreThanTheQuestion() {
        ActorRef<Object> anything = system.spawn("anything", ctx -> message -> answering(5).on((Node) message));
        List<ActorRef<Object>> nodes = List.of(anything, anything.accepting(message -> message));
        var gather = Gather.<Node, Integer>from(nodes, replyTo -> new Node.Search("words", replyTo), ofMillis(200));
        assertEquals(List.of(5, 5), run(gather).value());
    }

    @Test
    void row1_32_eachRunHasAnActorOfItsOwnThatEndsWithTheResult() {
        CompletableFuture<Gathered<List<Integer>>> result = search(List.of(silent())).run(system);
        manual.run();
        assertTrue(manual.await(system.tree()).toString().contains("gather"));
        manual.advance(ofMillis(200));
        assertTrue(result.isDone());
        assertNoRunIsLeft();
    }

    @Test
    void row1_32_theFailureOfOneRunTouchesNoOther() {
        List<ActorRef<Node>> nodes = List.of(node(1), node(2));
        ArithmeticException thrown = new ArithmeticException();
        CompletableFuture<Gathered<Integer>> failing = search(nodes).reduce(0, (sum, score) -> {
            throw thrown;
        }).run(system);
        CompletableFuture<Gathered<List<Integer>>> other = search(nodes).run(system);
        manual.run();
        assertSame(thrown, causeOf(failing));
        assertEquals(List.of(1, 2), other.join().value());
        assertNoRunIsLeft();
    }

    @Test
    void row1_33_theTimeIsOverWhenItIsOver() {
        CompletableFuture<Gathered<List<Integer>>> result = search(List.of(silent())).run(system);
        manual.advance(ofMillis(199));
        assertFalse(result.isDone());
        manual.advance(ofMillis(1));
        assertEquals(new Gathered<>(List.<Integer>of(), 0, 1, false), result.join());
    }

    @Test
    void row1_34_whatHasArrivedUntilTheTimeoutIsAPartialResult() {
        CompletableFuture<Gathered<List<Integer>>> result = search(List.of(node(1), silent(), node(2))).run(system);
        manual.run();
        assertFalse(result.isDone());
        manual.advance(ofMillis(200));
        assertEquals(new Gathered<>(List.of(1, 2), 2, 3, false), result.join());
    }

    @Test
    void row1_34_aTargetThatHasStoppedAnswersNothingAtOnce() {
        ActorRef<Node> dead = node(7);
        manual.await(system.stop(dead));
        assertEquals(new Gathered<>(List.of(1), 1, 2, false), run(search(List.of(dead, node(1)))));
    }

    @Test
    void row1_34_aTargetThatStopsInsteadOfAnsweringAnswersNothingAtOnce() {
        ActorRef<Node> stopping = system.spawn("stopping", ctx -> message -> ctx.stop());
        ActorRef<Node> failing = system.spawn("failing", ctx -> message -> {
            throw new ArithmeticException();
        });
        assertEquals(new Gathered<>(List.of(1), 1, 3, false), run(search(List.of(stopping, node(1), failing))));
    }

    @Test
    void row1_34_allRefsOfATargetThatStopsAnswerNothingAtOnce() {
        ActorRef<Node> stopping = system.spawn("stopping", ctx -> message -> ctx.stop());
        ActorRef<Node> view = stopping.accepting(message -> message);
        assertEquals(new Gathered<>(List.of(1), 1, 4, false),
            run(search(List.of(stopping, view, node(1), stopping))));
    }

    @Test
    void row1_34_anAnswerBeforeTheEndOfATargetCounts() {
        ActorRef<Node> last = system.spawn("last", ctx -> message -> {
            answering(9).on(message);
            ctx.stop();
        });
        assertEquals(new Gathered<>(List.of(9), 1, 1, true), run(search(List.of(last))));
    }

    @Test
    void row1_34_onlyTheFirstAnswerOfATargetCounts() {
        ActorRef<Node> eager = system.spawn("eager", ctx -> message -> {
            answering(1).on(message);
            answering(2).on(message);
        });
        assertEquals(List.of(1, 3), run(search(List.of(eager, node(3)))).value());
    }

    @Test
    void row1_35_enoughAnswersEndTheRunAndTheRestIsTold() {
        Gathered<List<Integer>> result = run(
            search(List.of(silent(), node(1), node(2), silent())).first(2).thenTell(new Node.Cancel()));
        assertEquals(new Gathered<>(List.of(1, 2), 2, 4, true), result);
        probe.expect(Node.Search.class);
        probe.expect(Node.Search.class);
        probe.expect(Node.Cancel.class);
        probe.expect(Node.Cancel.class);
        probe.expectNothing();
        assertNoRunIsLeft();
        assertEquals(0, system.deadLetters());
    }

    @Test
    void row1_35_theTimeoutTellsTheRestToo() {
        search(List.of(silent())).thenTell(new Node.Cancel()).run(system);
        manual.advance(ofMillis(200));
        probe.expect(Node.Search.class);
        probe.expect(Node.Cancel.class);
    }

    @Test
    void row1_35_cancellingTheFutureEndsTheRun() {
        CompletableFuture<Gathered<List<Integer>>> result = search(List.of(silent()))
            .thenTell(new Node.Cancel()).run(system);
        probe.expect(Node.Search.class);
        result.cancel(false);
        probe.expect(Node.Cancel.class);
        assertNoRunIsLeft();
    }

    @Test
    void row1_34_whatTheRequestThrowsIsTheResult() {
        ArithmeticException thrown = new ArithmeticException();
        CompletableFuture<?> result = Gather.<Node, Integer>from(List.of(node(1)), replyTo -> {
            throw thrown;
        }, ofSeconds(1)).run(system);
        manual.run();
        assertSame(thrown, causeOf(result));
    }

    @Test
    void row1_34_theEndOfTheSystemEndsTheRun() {
        CompletableFuture<Gathered<List<Integer>>> started = search(List.of(silent())).run(system);
        manual.run();
        CompletableFuture<Gathered<List<Integer>>> starting = search(List.of(silent())).run(system);
        system.terminate();
        manual.run();
        assertThrows(CancellationException.class, started::join);
        assertThrows(CancellationException.class, starting::join);
    }

    // ---- from inside ----

    private Actor<Cmd> asker(Context<Cmd> ctx, List<ActorRef<Node>> nodes) {
        return command -> {
            switch (command) {
                case Cmd.Go go -> search(nodes).first(2).run(ctx, Cmd.Found::new);
                case Cmd.Fail fail -> throw new ArithmeticException();
                case Cmd.Found(Result<Gathered<List<Integer>>> result) -> probe.ref().tell(result);
            }
        };
    }

    private ActorRef<Cmd> asker(List<ActorRef<Node>> nodes) {
        return system.spawn(Spec.named("asker").onFailure(failure -> Directive.restart()),
            (Context<Cmd> ctx) -> asker(ctx, nodes));
    }

    @Test
    void g37_insideTheResultIsAMessageOfTheAskersProtocol() {
        ActorRef<Cmd> asker = asker(List.of(node(1), node(2), node(3)));
        asker.tell(new Cmd.Go());
        asker.tell(new Cmd.Go());
        probe.expect(new Result.Ok<>(new Gathered<>(List.of(1, 2), 2, 3, true)));
        probe.expect(new Result.Ok<>(new Gathered<>(List.of(1, 2), 2, 3, true)));
        assertNoRunIsLeft();
    }

    @Test
    void g37_aRestartOfTheAskerEndsTheRunWithoutAMessage() {
        ActorRef<Cmd> asker = asker(List.of(silent()));
        asker.tell(new Cmd.Go());
        probe.expect(Node.Search.class);
        asker.tell(new Cmd.Fail());
        assertNoRunIsLeft();
        manual.advance(ofSeconds(1));
        probe.expectNothing();
    }

    @Test
    void row1_9_manyRunsAtOnceOnRealThreads() {
        try (ActorSystem real = ActorSystem.create("real")) {
            List<ActorRef<Node>> nodes = new ArrayList<>();
            IntStream.range(0, 20).forEach(i -> nodes.add(real.spawn("node", ctx -> answering(i))));
            nodes.add(real.spawn("ending", ctx -> message -> ctx.stop()));
            var runs = IntStream.range(0, 500).mapToObj(i -> Gather
                .from(nodes, (ActorRef<Integer> replyTo) -> new Node.Search("words", replyTo), ofSeconds(20))
                .reduce(0, Integer::sum).run(real)).toList();
            runs.forEach(run -> assertEquals(new Gathered<>(190, 20, 21, false), run.join()));
        }
    }

    @Test
    void badArgumentsAreNamed() {
        assertThrows(IllegalArgumentException.class, () -> search(List.of()).first(0));
        assertEquals("cancel",
            assertThrows(NullPointerException.class, () -> search(List.of()).thenTell(null)).getMessage());
        assertEquals("into",
            assertThrows(NullPointerException.class, () -> search(List.of()).collect(null)).getMessage());
    }
}
