package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.EndpointFigures;
import dev.sluice.testkit.Probe;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How an endpoint sends what can be sent, and who is told of what can't. */
abstract class EndpointSendingRules extends EndpointRules {
    EndpointSendingRules(EndpointContract contract) {
        super(contract);
    }

    @Test
    void shouldSendFromItsAddress() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.send("hello");
            Received received = rig.peer.expect(Received.class);

            assertEquals("hello", received.data().decodeUtf8());
            assertEquals(rig.local, received.sender());
        }
    }

    @Test
    void shouldSendInOrderAndAckEachInOrder() throws Exception {
        try (EndpointRig rig = registered()) {
            Probe<Integer> acks = Probe.in(rig.system);
            for (int i = 0; i < 100; i++) {
                rig.tell(new Send(ByteString.utf8("" + i), rig.peerLocal, new Ack<>(acks.ref(), i)));
            }
            for (int i = 0; i < 100; i++) {
                acks.expect((Integer) i);
                assertEquals("" + i, rig.peerReceives());
            }
        }
    }

    @Test
    void shouldSendBeforeItHasAHandler() throws Exception {
        try (EndpointRig rig = bare(DEFAULT)) {
            Probe<String> acks = Probe.in(rig.system);
            rig.tell(new Send(ByteString.utf8("early"), rig.peerLocal, new Ack<>(acks.ref(), "done")));

            acks.expect("done");
            assertEquals("early", rig.peerReceives());
        }
    }

    @Test
    void shouldSendEmptyDatagrams() throws Exception {
        try (EndpointRig rig = registered()) {
            Probe<String> acks = Probe.in(rig.system);
            rig.send("before");
            rig.tell(new Send(ByteString.empty(), rig.peerLocal, new Ack<>(acks.ref(), "done")));
            rig.tell(new Send(ByteString.empty(), rig.peerLocal));
            rig.send("behind");

            acks.expect("done");
            assertEquals("before", rig.peerReceives());
            assertEquals("", rig.peerReceives());
            assertEquals("", rig.peerReceives());
            assertEquals("behind", rig.peerReceives());
        }
    }

    @Test
    void shouldSendTheLongest() throws Exception {
        try (EndpointRig rig = registered()) {
            ByteString data = ByteString.copyOf(Pattern.from(0, contract.longest()));
            rig.tell(new Send(data, rig.peerLocal));

            assertEquals(data, rig.peer.expect(Received.class).data());
        }
    }

    @Test
    void shouldFailAloneWhatCannotBeSent() throws Exception {
        try (EndpointRig rig = registered()) {
            Send bad = new Send(ByteString.utf8("bad"), contract.badAddress());
            Send tooLong = new Send(ByteString.copyOf(new byte[contract.longest() + 1]), rig.peerLocal);
            Send nowhere = new Send(ByteString.utf8("nowhere"));
            for (Send each : List.of(bad, tooLong, nowhere)) {
                rig.send("before");
                rig.tell(each);
                rig.send("behind");

                CommandFailed failure = rig.handler.expect(CommandFailed.class);
                assertSame(each, failure.command());
                assertNotNull(failure.cause());
                assertEquals("before", rig.peerReceives());
                assertEquals("behind", rig.peerReceives());
            }
        }
    }

    @Test
    void shouldTellTheSenderInItsOwnProtocolIfItWantsTo() throws Exception {
        try (EndpointRig rig = registered()) {
            Probe<Object> sender = Probe.in(rig.system);
            Send bad = new Send(ByteString.utf8("bad"), contract.badAddress(),
                new Ack<Object>(sender.ref(), "done", failed -> failed));
            rig.tell(bad);

            assertSame(bad, sender.expect(CommandFailed.class).command());
            rig.settle();
            rig.handler.expectNothing();
            sender.expectNothing();
        }
    }

    @Test
    void shouldTellTheHandlerIfTheSendersOwnFunctionFails() throws Exception {
        try (EndpointRig rig = registered()) {
            Probe<Object> sender = Probe.in(rig.system);
            rig.tell(new Send(ByteString.utf8("bad"), contract.badAddress(),
                new Ack<Object>(sender.ref(), "done", failed -> {
                    throw new IllegalStateException("a bad function");
                })));

            rig.handler.expect(CommandFailed.class);
            sender.expectNothing();
        }
    }

    // ---- several at once ----

    @Test
    void shouldSendSeveralTogetherAndAckThemOnce() throws Exception {
        try (EndpointRig rig = registered()) {
            Probe<String> acks = Probe.in(rig.system);
            List<Datagram> all = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                all.add(datagram("" + i, rig.peerLocal));
            }
            rig.tell(new SendAll(all, new Ack<>(acks.ref(), "done")));

            acks.expect("done");
            for (int i = 0; i < 90; i++) {
                assertEquals("" + i, rig.peerReceives());
            }
            rig.settle();
            acks.expectNothing();
        }
    }

    @Test
    void shouldTellWhichOfSeveralWereNotSent() throws Exception {
        try (EndpointRig rig = registered()) {
            Probe<Object> sender = Probe.in(rig.system);
            SocketAddress to = rig.peerLocal;
            Datagram bad = datagram("bad", contract.badAddress());
            Datagram tooLong = new Datagram(ByteString.copyOf(new byte[contract.longest() + 1]), to);
            rig.tell(new SendAll(List.of(datagram("1", to), bad, datagram("2", to), tooLong, datagram("3", to)),
                new Ack<Object>(sender.ref(), "done", failed -> failed)));

            CommandFailed failure = sender.expect(CommandFailed.class);
            assertEquals(List.of(bad, tooLong), ((SendAll) failure.command()).datagrams());
            assertEquals(1, failure.cause().getSuppressed().length);
            assertEquals("1", rig.peerReceives());
            assertEquals("2", rig.peerReceives());
            assertEquals("3", rig.peerReceives());
            rig.settle();
            sender.expectNothing();
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldGiveBackTheVeryCommandIfNothingOfItWasSent() throws Exception {
        try (EndpointRig rig = registered()) {
            SendAll bad = all(contract.badAddress(), "1", "2");
            rig.tell(bad);

            assertSame(bad, rig.handler.expect(CommandFailed.class).command());
            rig.settle();
            rig.handler.expectNothing();
        }
    }

    // ---- connected ----

    @Test
    void shouldSendToItsPeerIfItIsConnected() throws Exception {
        try (EndpointRig rig = EndpointRig.connected(contract)) {
            rig.tell(new Send(ByteString.utf8("hello")));
            rig.tell(new SendAll(List.of(datagram("1", null), datagram("2", null)), null));

            assertEquals("hello", rig.peerReceives());
            assertEquals("1", rig.peerReceives());
            assertEquals("2", rig.peerReceives());
            rig.peerSends("answer");
            assertEquals("answer", rig.received());
        }
    }

    @Test
    void shouldTellOfAPeerThatIsGoneAndLiveOn() throws Exception {
        Assumptions.assumeTrue(contract.tellsUnreachable(), "this transport doesn't tell");
        try (EndpointRig rig = EndpointRig.connected(contract)) {
            rig.peerEndpoint.tell(new Endpoint.Close());
            rig.peer.expect(Endpoint.Closed.class);
            rig.tell(new Send(ByteString.utf8("lost")));

            rig.handler.expect(Endpoint.NetworkError.class);
            EndpointContract.Opened back = contract.openPeer(rig.system, rig.peerLocal);
            back.endpoint().tell(new Endpoint.Register(rig.peer.ref()));
            rig.tell(new Send(ByteString.utf8("found")));
            assertEquals("found", rig.peer.await(Received.class, event -> true).data().decodeUtf8());
            assertEquals(1, rig.figures().networkErrors());
        }
    }

    // ---- figures ----

    @Test
    void shouldCountWhatItDoes() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.send("12345");
            rig.tell(all(rig.peerLocal, "1", "2"));
            rig.tell(all(contract.badAddress(), "1", "2", "3"));
            for (int i = 0; i < 3; i++) {
                rig.peerReceives();
            }
            rig.handler.expect(CommandFailed.class);
            rig.peerSends("abc");
            rig.received();

            EndpointFigures figures = rig.figures();
            assertEquals(3, figures.sent());
            assertEquals(7, figures.bytesSent());
            assertEquals(3, figures.failed());
            assertEquals(0, figures.refused());
            assertEquals(1, figures.received());
            assertEquals(3, figures.bytesReceived());
            assertEquals(0, figures.truncated());
            assertEquals(0, figures.queuedDatagrams());
            assertEquals(0, figures.queuedBytes());
        }
    }
}
