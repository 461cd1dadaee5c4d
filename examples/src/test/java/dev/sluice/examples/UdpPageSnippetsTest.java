package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.NetworkError;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.ReceivedAll;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.Endpoint.Truncated;
import dev.sluice.io.EndpointHandler;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.udp.BindSettings;
import dev.sluice.udp.Udp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page on UDP shows. */
class UdpPageSnippetsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    private final ActorSystem system = ActorSystem.create("page");

    @AfterEach
    void close() {
        system.close();
    }

    private InetSocketAddress echo(InetSocketAddress address) {
        Udp.Bound bound = Udp.bind(system, address, (ctx, endpoint) -> event -> {
            if (event instanceof Received(var data, var sender)) {
                endpoint.tell(new Send(data, sender));
            }
        }).join();
        return bound.local();
    }

    @Test
    void shouldAskAServer() {
        InetSocketAddress server = echo(ANY_PORT);
        CompletableFuture<String> answer = new CompletableFuture<>();

        Udp.connect(system, server, (ctx, endpoint) -> {
            endpoint.tell(new Send(ByteString.utf8("hello")));
            return event -> {
                switch (event) {
                    case Received(var data, var sender) -> answer.complete(data.decodeUtf8());
                    case NetworkError(var cause) -> answer.completeExceptionally(cause); // nobody listens there
                    default -> {}
                }
            };
        }).join();

        assertEquals("hello", answer.join());
    }

    @Test
    void shouldSendABatchWithOneAck() {
        InetSocketAddress server = echo(ANY_PORT);
        Probe<Object> acks = Probe.in(system);
        ActorRef<Object> sender = acks.ref();
        Udp.SenderOpened opened = Udp.openSender(system).join();
        List<Datagram> lines = List.of(new Datagram(ByteString.utf8("one"), server),
            new Datagram(ByteString.utf8("two"), server));

        opened.endpoint().tell(new SendAll(lines, new Ack<>(sender, "all sent", failed -> failed)));

        acks.expect("all sent");
        ByteString tooLong = ByteString.copyOf(new byte[70_000]);
        lines = List.of(new Datagram(tooLong, server), new Datagram(ByteString.utf8("sent"), server));
        opened.endpoint().tell(new SendAll(lines, new Ack<>(sender, "all sent", failed -> failed)));
        SendAll unsent = (SendAll) acks.expect(CommandFailed.class).command();
        assertEquals(lines.subList(0, 1), unsent.datagrams());
    }

    @Test
    void shouldServeWithAllLoopsInBatches() {
        InetSocketAddress address = ANY_PORT;
        EndpointHandler handler = (ctx, endpoint) -> event -> {
            switch (event) {
                case ReceivedAll(var datagrams) -> endpoint.tell(new SendAll(datagrams, null)); // back to their senders
                case Truncated(var beginning, var sender) -> endpoint
                    .tell(new Send(ByteString.utf8("too long"), sender));
                default -> {}
            }
        };
        BindSettings settings = BindSettings.DEFAULT
            .sockets(BindSettings.ALL_LOOPS)
            .options(SocketOptions.NONE.receiveBuffer(1 << 16))
            .endpoint(EndpointSettings.DEFAULT.receivesBatches(true).longestDatagram(1472));
        Udp.Bound bound = Udp.bind(system, address, settings, handler).join();

        assertEquals("short", answer(bound.local(), "short"));
        assertEquals("too long", answer(bound.local(), "x".repeat(1473)));
    }

    private String answer(InetSocketAddress server, String question) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Udp.connect(system, server, (ctx, endpoint) -> {
            endpoint.tell(new Send(ByteString.utf8(question)));
            return event -> {
                if (event instanceof Received(var data, var sender)) {
                    answer.complete(data.decodeUtf8());
                }
            };
        }).join();
        return answer.join();
    }

    /** One at a time. */
    private static final class Pulling implements Actor<Event> {
        private final ActorRef<Endpoint.Command> endpoint;
        private final List<String> all = new ArrayList<>();
        private final CompletableFuture<List<String>> five;

        Pulling(ActorRef<Endpoint.Command> endpoint, CompletableFuture<List<String>> five) {
            this.endpoint = endpoint;
            this.five = five;
            endpoint.tell(new Endpoint.Pull(1));
        }

        @Override
        public void on(Event event) {
            if (event instanceof Received(var data, var sender)) {
                all.add(data.decodeUtf8());
                endpoint.tell(new Endpoint.Pull(1)); // when this one is done
            }
            if (all.size() == 5) {
                five.complete(all);
            }
        }
    }

    @Test
    void shouldPull() {
        CompletableFuture<List<String>> five = new CompletableFuture<>();
        BindSettings pulling = BindSettings.DEFAULT
            .endpoint(EndpointSettings.DEFAULT.reading(EndpointSettings.Reading.PULL));
        InetSocketAddress server = Udp.bind(system, ANY_PORT, pulling,
            (ctx, endpoint) -> new Pulling(endpoint, five)).join().local();
        Udp.SenderOpened opened = Udp.openSender(system).join();
        for (int i = 0; i < 5; i++) {
            opened.endpoint().tell(new Send(ByteString.utf8("" + i), server));
        }

        assertEquals(List.of("0", "1", "2", "3", "4"), five.join());
    }

    @Test
    void shouldJoinAGroup() throws IOException {
        Probe<Object> acks = Probe.in(system);
        ActorRef<Object> asker = acks.ref();
        NetworkInterface lan = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        assumeTrue(lan != null, "no loopback interface");
        InetAddress group = InetAddress.getByName("239.255.77.3");
        EndpointHandler handler = (ctx, endpoint) -> event -> asker.tell(event);

        BindSettings four = BindSettings.DEFAULT.family(StandardProtocolFamily.INET)
            .options(SocketOptions.NONE.multicastInterface(lan).multicastTimeToLive(1));
        Udp.Bound bound = Udp.bind(system, new InetSocketAddress(0), four, handler).join();
        bound.endpoint().tell(new Udp.Join(group, lan, null, new Ack<>(asker, "joined", failed -> failed)));

        assumeTrue(acks.expect(Object.class).equals("joined"), "no groups on this machine");
        bound.endpoint().tell(new Udp.Leave(group, lan));
        bound.endpoint().tell(new SocketOptions.Get(asker));
        assertEquals(1, acks.expect(SocketOptions.Effective.class).get(StandardSocketOptions.IP_MULTICAST_TTL));
    }
}
