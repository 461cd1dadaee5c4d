package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.ECHO;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.transport.testkit.DatagramFaults;
import dev.sluice.transport.testkit.LossyProxy;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With loss, duplicates and reordering in between. */
class BadNetworkTest {
    private static final int QUESTIONS = 200;

    private final UdpFixture udp = new UdpFixture();

    @AfterEach
    void close() {
        udp.close();
    }

    /** Asks again, every now and then, whatever was not answered. */
    private static final class Persistent implements Actor<Endpoint.Event> {
        private final Set<String> open = new HashSet<>();
        private final CompletableFuture<Integer> surplus;
        private int answers;

        Persistent(Context<Endpoint.Event> ctx, ActorRef<Endpoint.Command> endpoint,
            CompletableFuture<Integer> surplus) {
            this.surplus = surplus;
            for (int i = 0; i < QUESTIONS; i++) {
                open.add("question " + i);
            }
            ask(ctx, endpoint);
        }

        private void ask(Context<Endpoint.Event> ctx, ActorRef<Endpoint.Command> endpoint) {
            open.forEach(question -> endpoint.tell(new Send(ByteString.utf8(question))));
            if (!open.isEmpty()) {
                ctx.loop().schedule(TimeUnit.MILLISECONDS.toNanos(20), () -> ask(ctx, endpoint));
            }
        }

        @Override
        public void on(Endpoint.Event event) {
            String answer = ((Received) event).data().decodeUtf8();
            assertTrue(answer.startsWith("question "), answer);
            answers++;
            open.remove(answer);
            if (open.isEmpty()) {
                surplus.complete(answers - QUESTIONS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whoAsksAgainGetsAllAnswers(long seed) throws IOException {
        Udp.Bound server = Udp.bind(udp.system, ANY, ECHO).join();
        DatagramFaults bad = DatagramFaults.seeded(seed).loses(20).duplicates(20).reorders(20);
        CompletableFuture<Integer> surplus = new CompletableFuture<>();
        try (LossyProxy proxy = LossyProxy.to(server.local(), bad)) {
            Udp.connect(udp.system, proxy.address(), (ctx, endpoint) -> new Persistent(ctx, endpoint, surplus)).join();

            assertTrue(surplus.join() >= 0);
            assertTrue(proxy.lost() > 0 && proxy.duplicated() > 0 && proxy.delayed() > 0);
        }
    }

    /** What is lost is the network's loss alone: each that comes was sent, and comes as often as it was sent on. */
    @Test
    void nothingElseIsLost() throws IOException {
        UdpFixture.Opened receiver = udp.open();
        DatagramFaults bad = DatagramFaults.seeded(7).loses(30).duplicates(30).reorders(30);
        try (LossyProxy proxy = LossyProxy.to(receiver.local(), bad)) {
            UdpFixture.Opened sender = udp.open();
            for (int i = 0; i < QUESTIONS; i++) {
                sender.send("" + i, proxy.address());
            }
            await().until(() -> udp.figures(receiver.endpoint()).received() == proxy.forwarded()
                && proxy.lost() + proxy.forwarded() - proxy.duplicated() == QUESTIONS);
            for (long i = 0; i < proxy.forwarded(); i++) {
                int number = Integer.parseInt(receiver.received());
                assertTrue(number >= 0 && number < QUESTIONS, "" + number);
            }
            receiver.events().expectNothing();
            assertEquals(0, udp.figures(sender.endpoint()).failed());
        }
    }
}
