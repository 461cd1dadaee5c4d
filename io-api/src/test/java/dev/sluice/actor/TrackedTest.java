package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sending with a receipt. */
class TrackedTest {
    private final ManualSystem manual = ManualSystem.create("tracked");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final ActorRef<String> receiver = system.spawn(
        Spec.named("receiver").onFailure(failure -> Directive.restart()),
        ctx -> message -> {
            log.add("on " + message);
            if (message.equals("fail")) {
                throw new Boom();
            }
        });

    @AfterEach
    void close() {
        manual.close();
    }

    private <N> Consumer<N> tracked(ActorRef<N> to, Consumer<? super N> receipt) {
        List<Consumer<N>> made = new ArrayList<>();
        system.<Act>spawn("sender", Act::actor).tell(ctx -> made.add(ctx.tracked(to, receipt)));
        manual.run();
        return made.get(0);
    }

    private <N> Consumer<N> logged(ActorRef<N> to) {
        return tracked(to, message -> log.add("receipt for " + message));
    }

    @Test
    void shouldTellWhenEachMessageWasHandled() {
        Consumer<String> send = logged(receiver);
        send.accept("a");
        receiver.tell("b");
        send.accept("c");
        assertEquals(List.of(), log);
        manual.run();
        assertEquals(List.of("on a", "receipt for a", "on b", "on c", "receipt for c"), log);
    }

    @Test
    void shouldTellWhenTheHandlerFailed() {
        Consumer<String> send = logged(receiver);
        send.accept("fail");
        send.accept("a");
        manual.run();
        assertEquals(List.of("on fail", "receipt for fail", "on a", "receipt for a"), log);
    }

    @Test
    void shouldTellWhenTheMessageIsADeadLetter() {
        Consumer<String> send = logged(receiver);
        send.accept("left in the mailbox");
        system.stop(receiver);
        manual.run();
        send.accept("sent to the dead");
        assertEquals(List.of("receipt for left in the mailbox", "receipt for sent to the dead"), log);
        assertEquals(2, system.deadLetters());
    }

    @Test
    void shouldSendThroughAView() {
        Consumer<Integer> send = logged(receiver.accepting((Integer number) -> "number " + number));
        send.accept(7);
        manual.run();
        assertEquals(List.of("on number 7", "receipt for 7"), log);
    }

    @Test
    void shouldNotHarmTheReceiverByAReceiptThatFails() {
        Consumer<String> send = tracked(receiver, message -> {
            throw new Boom();
        });
        send.accept("a");
        receiver.tell("b");
        manual.run();
        assertEquals(List.of("on a", "on b"), log);
        send.accept("c");
        manual.await(system.stop(receiver));
        send.accept("d");
        assertEquals(2, system.deadLetters());
    }

    @Test
    void shouldRefuseNull() {
        Consumer<String> send = logged(receiver);
        assertThrows(NullPointerException.class, () -> send.accept(null));
    }

    private Consumer<String> returning(ActorRef<String> to) {
        List<Consumer<String>> made = new ArrayList<>();
        system.<Act>spawn("sender", Act::actor).tell(ctx -> made.add(ctx.tracked(to,
            handled -> log.add("receipt for " + handled), back -> log.add("back " + back))));
        manual.run();
        return made.get(0);
    }

    @Test
    void g6_whatTheReceiverHasNotHandledAtItsEndComesBackAndIsNoDeadLetter() {
        ActorRef<String> ending = system.spawn("ending", ctx -> message -> {
            log.add("on " + message);
            throw new Boom();
        });
        manual.run();
        Consumer<String> send = returning(ending);
        List.of("a", "b", "c").forEach(send);
        manual.run();
        send.accept("d");
        assertEquals(List.of("on a", "receipt for a", "back b", "back c", "back d").stream().sorted().toList(),
            log.stream().sorted().toList());
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g6_whatComesWhileTheStopIsHeldIsADeadLetterWithAReceipt() {
        List<Hold> holds = new ArrayList<>();
        ActorRef<Act> held = system.spawn("held", Act::actor);
        held.tell(ctx -> {
            holds.add(ctx.holdStop(Duration.ofSeconds(1)));
            ctx.stop();
        });
        manual.run();
        returning(held.accepting(text -> ctx -> {
        })).accept("a");
        manual.run();
        assertEquals(List.of("receipt for a"), log);
        assertEquals(1, system.deadLetters());
        holds.get(0).release();
    }
}
