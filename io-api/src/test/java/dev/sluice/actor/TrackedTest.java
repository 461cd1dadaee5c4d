package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
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
}
