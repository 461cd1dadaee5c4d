package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes before what in one mailbox. */
class LaneTest {
    @Test
    void g14_aStopIsSeenBeforeTheNextMessage() {
        try (ManualSystem manual = ManualSystem.create("g14")) {
            List<Integer> handled = new ArrayList<>();
            ActorRef<Integer> actor = manual.system().spawn("actor", ctx -> message -> {
                handled.add(message);
                if (message == 3) {
                    ctx.stop();
                }
            });
            IntStream.rangeClosed(1, 9).forEach(actor::tell);

            manual.run();

            assertEquals(List.of(1, 2, 3), handled);
            assertEquals(6, manual.system().deadLetters());
        }
    }

    @Test
    void g14_aStopByTheFactoryIsSeenBeforeTheFirstMessage() {
        try (ManualSystem manual = ManualSystem.create("g14")) {
            Probe<Object> probe = Probe.in(manual);
            ActorRef<Act> actor = manual.system().spawn("actor", ctx -> {
                ctx.stop();
                return act -> act.run(ctx);
            });
            probe.watch(actor);
            actor.tell(self -> self.spawn("never", Act::actor));

            probe.expectTerminated(actor);

            assertEquals(1, manual.system().deadLetters());
        }
    }

    private sealed interface Event {
        record Open(ActorRef<Act> channel) implements Event {}

        record Chunk(int number) implements Event {}

        record Gone(Terminated how) implements Event {}
    }

    @ParameterizedTest
    @EnumSource
    void g15_terminatedComesAfterEveryMessageOfTheDead(Zone zone) {
        int chunks = 100;
        try (ActorSystem system = ActorSystem.create("g15")) {
            for (int round = 0; round < 600; round++) {
                Zone[] zones = Zone.values();
                Dispatcher other = zones[round % zones.length].of(system);
                CompletableFuture<Integer> received = new CompletableFuture<>();
                int[] next = new int[1];
                ActorRef<Event> handler = system.spawn(Spec.named("handler").on(other), ctx -> event -> {
                    switch (event) {
                        case Event.Open(var channel) -> ctx.watch(channel, Event.Gone::new);
                        case Event.Chunk(int number) -> next[0] = number == next[0] ? number + 1 : -1;
                        case Event.Gone gone -> received.complete(next[0]);
                    }
                });
                ActorRef<Act> channel = system.spawn(Spec.named("channel").on(zone.of(system)), Act::actor);
                ActorRef<Integer> view = handler.accepting(Event.Chunk::new);
                boolean fails = round % 2 == 0;

                handler.tell(new Event.Open(channel));
                channel.tell(ctx -> {
                    for (int i = 0; i < chunks; i += 2) {
                        handler.tell(new Event.Chunk(i));
                        view.tell(i + 1);
                    }
                    if (fails) {
                        throw new Boom();
                    }
                    ctx.stop();
                });

                assertEquals(chunks, received.join());
            }
        }
    }
}
