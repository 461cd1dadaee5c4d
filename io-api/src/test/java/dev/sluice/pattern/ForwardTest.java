package dev.sluice.pattern;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forwarding is telling: nothing more is needed. */
class ForwardTest {
    private record Double(int number, ActorRef<Integer> replyTo) {}

    private final ManualSystem manual = ManualSystem.create("forward");
    private final ActorSystem system = manual.system();

    @AfterEach
    void close() {
        manual.close();
    }

    /** The first of a hundred, each of whom knows only the next one. */
    private ActorRef<Double> chain() {
        ActorRef<Double> last = system.spawn("last",
            ctx -> question -> question.replyTo.tell(2 * question.number));
        for (int i = 0; i < 100; i++) {
            ActorRef<Double> next = last;
            last = system.spawn("forwarder", ctx -> next::tell);
        }
        return last;
    }

    @Test
    void g38_aChainOfForwardersLeavesReplyAddressAndOrderAlone() {
        Probe<Object> probe = Probe.in(manual);
        ActorRef<Double> first = chain();
        for (int i = 0; i < 100; i++) {
            first.tell(new Double(i, probe.ref().accepting(number -> number)));
        }
        for (int i = 0; i < 100; i++) {
            probe.expect((Object) (2 * i));
        }
        probe.expectNothing();
    }

    @Test
    void row1_30_anAnswerGoesPastAllForwardersToWhoeverAsked() {
        assertEquals(42, manual.await(
            system.ask(chain(), (ActorRef<Integer> replyTo) -> new Double(21, replyTo), ofSeconds(1))));
    }

    @Test
    void row1_29_anAnswerGoesToTheAddressInTheQuestion() {
        Probe<Integer> answers = Probe.in(manual);
        ActorRef<Double> first = chain();
        system.spawn("asker", ctx -> nothing -> first.tell(new Double(4, answers.ref()))).tell("go");
        answers.expect(8);
    }
}
