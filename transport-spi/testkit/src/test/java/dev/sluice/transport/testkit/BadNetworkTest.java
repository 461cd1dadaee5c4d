package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.DatagramEndpoint;
import dev.sluice.transport.DatagramOrigin;
import dev.sluice.transport.NioDatagram;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.Slots;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two endpoints on real sockets, and a bad network between them: a small protocol gets all across, once. */
class BadNetworkTest {
    private static final int ALL = 300;
    private static final int WINDOW = 32;
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final DatagramFaults BAD = DatagramFaults.seeded(7).loses(20).duplicates(15).reorders(20);

    /** Time to send again what was not acknowledged. */
    private record Again() implements Endpoint.Extension {}

    @Test
    void shouldGetAllAcrossABadNetwork() throws Exception {
        try (ActorSystem system = ActorSystem.create(Settings.named("bad-network").loops(2))) {
            Probe<Integer> delivered = Probe.in(system);
            InetSocketAddress server = (InetSocketAddress) open(system, 0,
                (ctx, own) -> new Receiver(own, delivered.ref()));
            try (LossyProxy proxy = LossyProxy.to(server, BAD)) {
                Probe<String> done = Probe.in(system);
                open(system, 1, (ctx, own) -> new Sender(ctx, own, proxy.address(), done.ref()));

                done.expect("all are acknowledged");
                BitSet got = new BitSet();
                for (int i = 0; i < ALL; i++) {
                    got.set(delivered.expect(Integer.class));
                }
                assertEquals(ALL, got.cardinality());
                delivered.expectNothing();
                assertTrue(proxy.lost() > 0 && proxy.duplicated() > 0 && proxy.delayed() > 0);
            }
        }
    }

    private interface Protocol {
        Actor<Event> over(Context<Event> ctx, ActorRef<Endpoint.Command> endpoint);
    }

    private static SocketAddress open(ActorSystem system, int loop, Protocol protocol) {
        CompletableFuture<SocketAddress> local = new CompletableFuture<>();
        Spec spec = Spec.named("endpoint-" + loop).on(Dispatcher.of(system.loops().get(loop)));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ActorRef<Endpoint.Command> endpoint = system.spawn(spec, ctx -> {
            ctx.loop().poller(ChannelPoller.class, NioPoller::new);
            Slots slots = Slots.unlimited();
            slots.take(null);
            return new DatagramEndpoint(ctx, slots, () -> NioDatagram.of(DatagramChannel.open().bind(any)),
                new DatagramOrigin(new Observer(local), EndpointSettings.DEFAULT, null, DatagramOrigin.Resolver.NONE));
        });
        ActorRef<Event> handler = system.spawn(Event.class, Spec.named("handler-" + loop),
            ctx -> protocol.over(ctx, endpoint));
        endpoint.tell(new Endpoint.Register(handler));
        return local.join();
    }

    private record Observer(CompletableFuture<SocketAddress> local) implements DatagramOrigin.Observer {
        @Override
        public void opened(ActorRef<Endpoint.Command> endpoint, SocketAddress address, SocketAddress remote) {
            local.complete(address);
        }

        @Override
        public void failed(Exception cause) {
            local.completeExceptionally(cause);
        }
    }

    private static ByteString number(int value) {
        return ByteString.utf8(Integer.toString(value));
    }

    private static int number(ByteString data) {
        return Integer.parseInt(data.decodeUtf8());
    }

    /** Keeps a few under way, and sends again until each is acknowledged. */
    private static final class Sender implements Actor<Event> {
        private final ActorRef<Endpoint.Command> endpoint;
        private final SocketAddress target;
        private final ActorRef<String> done;
        private final BitSet acknowledged = new BitSet();

        Sender(Context<Event> ctx, ActorRef<Endpoint.Command> endpoint, SocketAddress target, ActorRef<String> done) {
            this.endpoint = endpoint;
            this.target = target;
            this.done = done;
            ctx.timers().every("again", AGAIN, new Again());
        }

        @Override
        public void on(Event event) {
            if (event instanceof Received(var data, var sender) && !isDone()) {
                acknowledged.set(number(data));
                if (isDone()) {
                    done.tell("all are acknowledged");
                }
            } else if (event instanceof Again && !isDone()) {
                sendWhatIsOpen();
            }
        }

        private boolean isDone() {
            return acknowledged.cardinality() == ALL;
        }

        private void sendWhatIsOpen() {
            int next = acknowledged.nextClearBit(0);
            for (int i = 0; i < WINDOW && next < ALL; i++) {
                endpoint.tell(new Send(number(next), target));
                next = acknowledged.nextClearBit(next + 1);
            }
        }
    }

    /** Acknowledges each, and delivers it once. */
    private static final class Receiver implements Actor<Event> {
        private final ActorRef<Endpoint.Command> endpoint;
        private final ActorRef<Integer> delivered;
        private final BitSet seen = new BitSet();

        Receiver(ActorRef<Endpoint.Command> endpoint, ActorRef<Integer> delivered) {
            this.endpoint = endpoint;
            this.delivered = delivered;
        }

        @Override
        public void on(Event event) {
            if (event instanceof Received(var data, var sender)) {
                endpoint.tell(new Send(data, sender));
                if (!seen.get(number(data))) {
                    seen.set(number(data));
                    delivered.tell(number(data));
                }
            }
        }
    }
}
