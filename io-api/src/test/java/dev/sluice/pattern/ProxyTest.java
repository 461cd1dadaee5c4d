package dev.sluice.pattern;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
    private final ManualSystem manual = ManualSystem.create("proxy");
    private final ActorSystem system = manual.system();
    private final Probe<Object> probe = Probe.in(manual);
    private final List<DeadLetter> lost = new ArrayList<>();
    /** What the children have handled, with their number before it. */
    private final List<String> log = new ArrayList<>();
    private int made;

    ProxyTest() {
        system.onDeadLetter(lost::add);
    }

    @AfterEach
    void close() {
        manual.close();
    }

    private Actor<Object> head(Context<Object> ctx) {
        int number = ++made;
        return message -> {
            log.add(number + ":" + message);
            switch (message.toString()) {
                case "fail" -> throw new ArithmeticException();
                case "stop" -> ctx.stop();
                default -> {
                }
            }
        };
    }

    private Proxy<Object> proxy() {
        return Proxy.of(Spec.named("head"), this::head).backoff(ofSeconds(1), ofSeconds(4));
    }

    private ActorRef<Object> spawn(Proxy<Object> proxy) {
        ActorRef<Object> ref = system.spawn("proxy", proxy);
        probe.watch(ref);
        manual.run();
        return ref;
    }

    private void send(ActorRef<Object> ref, Object... messages) {
        for (Object message : messages) {
            ref.tell(message);
            manual.run();
        }
    }

    @Test
    void row1_48_whatComesGoesToTheChild() {
        send(spawn(proxy()), "a", "b");
        assertEquals(List.of("1:a", "1:b"), log);
    }

    @Test
    void row1_42_theProxyKeepsMessagesWhileItsTreeIsRebuilt() {
        ActorRef<Object> proxy = spawn(proxy());
        send(proxy, "a", "fail", "b", "c");
        manual.advance(ofMillis(999));
        assertEquals(List.of("1:a", "1:fail"), log);
        manual.advance(ofMillis(1));
        send(proxy, "d");
        assertEquals(List.of("1:a", "1:fail", "2:b", "2:c", "2:d"), log);
        assertEquals(List.of(), lost);
    }

    @Test
    void row1_42_withoutRoomTheNewestIsADeadLetter() {
        ActorRef<Object> proxy = spawn(proxy().buffer(2));
        send(proxy, "fail", "a", "b", "c");
        assertEquals(List.of(new DeadLetter("c", proxy, DeadLetter.Reason.OVERFLOW)), lost);
        manual.advance(ofSeconds(1));
        assertEquals(List.of("1:fail", "2:a", "2:b"), log);
    }

    @Test
    void row1_42_theRoomIsThereAgainForTheNextTime() {
        ActorRef<Object> proxy = spawn(proxy().buffer(1));
        send(proxy, "fail", "a");
        manual.advance(ofSeconds(1));
        send(proxy, "fail", "b");
        manual.advance(ofSeconds(2));
        assertEquals(List.of("1:fail", "2:a", "2:fail", "3:b"), log);
        assertEquals(List.of(), lost);
    }

    @Test
    void row1_42_aProxyWithoutRoomKeepsNothing() {
        ActorRef<Object> proxy = spawn(proxy().buffer(0));
        send(proxy, "fail", "a");
        assertEquals(List.of(new DeadLetter("a", proxy, DeadLetter.Reason.OVERFLOW)), lost);
    }

    @Test
    void row1_49_watchersSeeNothingOfReplacements() {
        ActorRef<Object> proxy = spawn(proxy());
        for (int i = 0; i < 5; i++) {
            send(proxy, "fail");
            manual.advance(ofSeconds(4));
        }
        probe.expectNothing();
        send(proxy, "a");
        assertEquals("6:a", log.get(log.size() - 1));
    }

    @Test
    void row1_53_aZoneFailsWithoutASignOutside() {
        ActorRef<Object> proxy = spawn(Proxy.of(Spec.named("head"), this::head));
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            send(proxy, i, "fail");
            all.add((i + 1) + ":" + i);
            all.add((i + 1) + ":fail");
        }
        assertEquals(all, log);
        assertEquals(List.of(), lost);
        probe.expectNothing();
    }

    private record Head(Context<Integer> ctx, Probe<Object> probe) implements Actor<Integer> {
        @Override
        public void on(Integer message) {
            probe.ref().tell(message);
        }
    }

    @Test
    void row1_42_theFormsOfTheJavadocInfer() {
        ActorRef<Integer> one = system.spawn("one",
            Proxy.of(Spec.named("head"), (Context<Integer> ctx) -> new Head(ctx, probe)).buffer(1));
        ActorRef<Integer> other = system.spawn("other",
            Proxy.<Integer>of(Spec.named("head"), ctx -> number -> probe.ref().tell(number)).buffer(1));
        ActorRef<Integer> plain = system.spawn("plain",
            Proxy.of(Spec.named("head"), ctx -> number -> probe.ref().tell(number)));
        List.of(one, other, plain).forEach(proxy -> proxy.tell(7));
        List.of(7, 7, 7).forEach(probe::expect);
    }

    @Test
    void row1_50_aWholeTreeIsReplaced() {
        Proxy<Object> tree = Proxy.of(Spec.named("head"), (Context<Object> ctx) -> {
            ActorRef<Object> leaf = ctx.spawn("leaf", this::head);
            ctx.watch(leaf); // its end is the head's
            return leaf::tell;
        });
        ActorRef<Object> proxy = spawn(tree);
        send(proxy, "a", "fail", "b");
        assertEquals(List.of("1:a", "1:fail", "2:b"), log);
        probe.expectNothing();
    }

    @Test
    void row1_41_aNormalStopOfTheChildStopsTheProxy() {
        ActorRef<Object> proxy = spawn(proxy());
        send(proxy, "stop");
        assertEquals(new Stop.Normal(), probe.expectTerminated(proxy).reason());
    }

    @Test
    void row1_41_aStopOfTheProxyStopsTheChild() {
        ActorRef<Object> proxy = spawn(proxy());
        manual.await(system.stop(proxy));
        probe.expectTerminated(proxy);
        assertEquals(List.of(), manual.await(system.tree()).children().stream()
            .flatMap(guardian -> guardian.children().stream())
            .filter(actor -> actor.toString().contains("head")).toList());
    }

    @Test
    void row1_47_aFailureTooManyFailsTheProxyWithItsCause() {
        ActorRef<Object> proxy = spawn(proxy().backoff(ofMillis(1), ofMillis(1)).atMost(2, ofSeconds(10)));
        for (int i = 0; i < 3; i++) {
            probe.expectNothing();
            send(proxy, "fail");
            manual.advance(ofMillis(10));
        }
        Stop.Failed failed = assertInstanceOf(Stop.Failed.class, probe.expectTerminated(proxy).reason());
        assertInstanceOf(ArithmeticException.class, failed.cause().getCause());
    }

    @Test
    void row1_47_theLimitHoldsForTheWindow() {
        ActorRef<Object> proxy = spawn(proxy().backoff(ofMillis(1), ofMillis(1)).atMost(1, ofSeconds(10)));
        for (int i = 0; i < 5; i++) {
            send(proxy, "fail");
            manual.advance(ofSeconds(10));
        }
        probe.expectNothing();
        assertEquals(6, made);
    }

    @Test
    void row1_47_pausesDoubleUntilItIsCalm() {
        ActorRef<Object> proxy = spawn(proxy());
        for (int pause : List.of(1, 2, 4, 4)) {
            int before = made;
            send(proxy, "fail");
            manual.advance(ofSeconds(pause).minusMillis(1));
            assertEquals(before, made);
            manual.advance(ofMillis(1));
            assertEquals(before + 1, made);
        }
        manual.advance(ofSeconds(4));
        send(proxy, "fail");
        manual.advance(ofSeconds(1));
        assertEquals(6, made);
    }

    @Test
    void row1_47_aChildThatCannotStartIsReplacedToo() {
        ActorRef<Object> proxy = spawn(Proxy.of(Spec.named("head"), (Context<Object> ctx) -> {
            if (made++ == 0) {
                throw new ArithmeticException();
            }
            return message -> log.add(made + ":" + message);
        }));
        send(proxy, "a");
        manual.advance(ofMillis(100));
        assertEquals(List.of("2:a"), log);
    }

    private record Lease(List<String> log) implements Owned {
        @Override
        public void discard() {
            log.add("discarded");
        }
    }

    @Test
    void row1_42_whatIsKeptAtTheEndIsDeadLetters() {
        ActorRef<Object> proxy = spawn(proxy());
        Lease lease = new Lease(log);
        send(proxy, "fail", "a", lease);
        manual.await(system.stop(proxy));
        assertEquals(List.of("1:fail", "discarded"), log);
        assertEquals(List.of(new DeadLetter("a", proxy, DeadLetter.Reason.STOPPED),
            new DeadLetter(lease, proxy, DeadLetter.Reason.STOPPED)), lost);
    }

    @Test
    void g8_whatTheDeadChildHadNotHandledGoesToTheNextOneInOrderButForTheFailed() {
        ActorRef<Object> proxy = spawn(proxy());
        List.of("a", "fail", "b", "c").forEach(proxy::tell);
        manual.run();
        assertEquals(List.of("1:a", "1:fail"), log);
        send(proxy, "d");
        manual.advance(ofSeconds(1));
        assertEquals(List.of("1:a", "1:fail", "2:b", "2:c", "2:d"), log);
        assertEquals(List.of(), lost);
    }

    @Test
    void row1_42_whatComesBackFromTheDeadChildIsFirstAndNeedsRoomToo() {
        ActorRef<Object> proxy = spawn(proxy().buffer(2));
        List.of("fail", "a", "b", "c").forEach(proxy::tell);
        manual.run();
        assertEquals(List.of(new DeadLetter("c", proxy, DeadLetter.Reason.OVERFLOW)), lost);
        manual.advance(ofSeconds(1));
        assertEquals(List.of("1:fail", "2:a", "2:b"), log);
    }

    @Test
    void g6_whatComesBackWhenTheProxyEndsIsDeadLetters() {
        ActorRef<Object> proxy = spawn(proxy());
        List.of("stop", "a", "b").forEach(proxy::tell);
        manual.run();
        assertEquals(List.of(new DeadLetter("a", proxy, DeadLetter.Reason.STOPPED),
            new DeadLetter("b", proxy, DeadLetter.Reason.STOPPED)), lost);
    }

    @Test
    void g6_whatComesBackAfterARestartOfTheProxyIsDeadLetters() {
        ActorRef<Object> proxy = system.spawn(Spec.named("proxy").onFailure(failure -> Directive.restart()),
            Proxy.of(Spec.named("head").onFailure(failure -> Directive.ESCALATE), this::head));
        probe.watch(proxy);
        manual.run();
        List.of("fail", "a").forEach(proxy::tell);
        manual.run();
        send(proxy, "b");
        assertEquals(List.of("1:fail", "2:b"), log);
        assertEquals(List.of("a"), lost.stream().map(DeadLetter::message).toList());
        probe.expectNothing();
    }

    @Test
    void row1_53_nothingIsLostButWhatFailedOnRealThreads() {
        List<Integer> handled = Collections.synchronizedList(new ArrayList<>());
        int all = 20_000;
        try (ActorSystem real = ActorSystem.create("real")) {
            Probe<Object> done = Probe.in(real);
            ActorRef<Integer> proxy = real.spawn("proxy", Proxy.<Integer>of(Spec.named("head"),
                ctx -> number -> {
                    if (number % 1_000 == 999) {
                        throw new Boom();
                    }
                    handled.add(number);
                    if (number == all) {
                        done.ref().tell(number);
                    }
                }).buffer(all));
            for (int i = 0; i <= all; i++) {
                proxy.tell(i);
            }
            done.expect((Object) all);
            assertEquals(0, real.deadLetters());
        }
        assertEquals(IntStream.rangeClosed(0, all).filter(i -> i % 1_000 != 999).boxed().toList(),
            handled);
    }

    private static final class Boom extends RuntimeException {
        private static final long serialVersionUID = 1;

        Boom() {
            super("boom", null, false, false);
        }
    }

    @Test
    void row1_42_aChildThatCannotStartIsNotTriedWithoutAPause() {
        int[] tries = new int[1];
        spawn(Proxy.of(Spec.named("head"), (Context<Object> ctx) -> {
            tries[0]++;
            throw new ArithmeticException();
        }));
        assertEquals(1, tries[0]);
        manual.advance(ofMillis(250));
        assertEquals(3, tries[0]);
    }

    @Test
    void badArgumentsAreNamed() {
        assertThrows(IllegalArgumentException.class, () -> proxy().buffer(-1));
        assertThrows(IllegalArgumentException.class, () -> proxy().atMost(-1, ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> proxy().atMost(1, ofSeconds(0)));
        assertThrows(IllegalArgumentException.class, () -> proxy().backoff(ofSeconds(2), ofSeconds(1)));
        assertEquals("child",
            assertThrows(NullPointerException.class, () -> Proxy.of(null, this::head)).getMessage());
    }
}
