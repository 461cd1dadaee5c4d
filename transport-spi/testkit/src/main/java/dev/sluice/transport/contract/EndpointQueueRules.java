package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Flow;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What waits while the socket takes nothing, and what is refused. Only for transports that can be blocked. */
abstract class EndpointQueueRules extends EndpointRules {
    EndpointQueueRules(EndpointContract contract) {
        super(contract);
    }

    private static WriteRefusedException.Kind kind(CommandFailed failure) {
        return assertInstanceOf(WriteRefusedException.class, failure.cause()).kind();
    }

    @Test
    void shouldQueueInOrderWhatTheSocketDoesNotTake() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT)) {
            Probe<String> acks = Probe.in(rig.system);
            rig.send("1");
            rig.tell(all(rig.peerLocal, "2", "3"));
            rig.tell(new Send(ByteString.utf8("4"), rig.peerLocal, new Ack<>(acks.ref(), "done")));

            EndpointFigures figures = rig.figures();
            assertEquals(4, figures.queuedDatagrams());
            assertEquals(0, figures.sent());
            acks.expectNothing();
            unblocked(rig);
            for (int i = 1; i <= 4; i++) {
                assertEquals("" + i, rig.peerReceives());
            }
            acks.expect("done");
        }
    }

    @Test
    void shouldRefuseMoreDatagramsThanTheQueueMayHold() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT.queuedDatagrams(3))) {
            rig.tell(all(rig.peerLocal, "1", "2"));
            SendAll tooMany = all(rig.peerLocal, "not", "these");
            rig.tell(tooMany);
            rig.send("3");
            Send another = new Send(ByteString.utf8("nor this"), rig.peerLocal);
            rig.tell(another);

            CommandFailed first = rig.handler.expect(CommandFailed.class);
            assertSame(tooMany, first.command());
            assertEquals(WriteRefusedException.Kind.FULL, kind(first));
            assertSame(another, rig.handler.expect(CommandFailed.class).command());
            assertEquals(3, rig.figures().refused());
            unblocked(rig);
            assertEquals("1", rig.peerReceives());
            assertEquals("2", rig.peerReceives());
            assertEquals("3", rig.peerReceives());
        }
    }

    @Test
    void shouldRefuseMoreBytesThanTheQueueMayHold() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT.queuedBytes(1000))) {
            Probe<Object> sender = Probe.in(rig.system);
            rig.tell(new Send(ByteString.copyOf(new byte[500]), rig.peerLocal));
            rig.tell(new Send(ByteString.copyOf(new byte[500]), rig.peerLocal,
                new Ack<Object>(sender.ref(), "done", failed -> failed)));
            rig.send("fits");

            assertEquals(WriteRefusedException.Kind.FULL, kind(sender.expect(CommandFailed.class)));
            unblocked(rig);
            assertEquals(500, rig.peer.expect(Endpoint.Received.class).data().length());
            assertEquals("fits", rig.peerReceives());
        }
    }

    @Test
    void shouldTakeACommandOfAnySizeWhenTheQueueIsEmpty() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT.queuedDatagrams(1).queuedBytes(1))) {
            rig.tell(all(rig.peerLocal, "1", "2", "3"));
            assertEquals(3, rig.figures().queuedDatagrams());
            unblocked(rig);

            assertEquals("1", rig.peerReceives());
            assertEquals("2", rig.peerReceives());
            assertEquals("3", rig.peerReceives());
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldTellWhenTheQueueRisesAboveItsMarkAndFallsBelow() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT.marks(100, 1000))) {
            rig.tell(new Send(ByteString.copyOf(new byte[500]), rig.peerLocal));
            rig.settle();
            rig.handler.expectNothing();
            rig.tell(new Send(ByteString.copyOf(new byte[500]), rig.peerLocal));
            assertEquals(new Flow(false), rig.handler.expect(Flow.class));
            unblocked(rig);

            assertEquals(new Flow(true), rig.handler.expect(Flow.class));
        }
    }

    // ---- closing ----

    @Test
    void shouldSendWhatIsQueuedBeforeItCloses() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT)) {
            rig.tell(all(rig.peerLocal, "1", "2", "3"));
            rig.tell(new Endpoint.Close());
            rig.settle();
            rig.handler.expectNothing();
            unblocked(rig);

            assertEquals("1", rig.peerReceives());
            assertEquals("2", rig.peerReceives());
            assertEquals("3", rig.peerReceives());
            assertNull(rig.closed());
            rig.awaitEnd();
        }
    }

    @Test
    void shouldRefuseWhatComesBehindAClose() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT)) {
            rig.send("queued");
            rig.tell(new Endpoint.Close());
            Send late = new Send(ByteString.utf8("late"), rig.peerLocal);
            rig.tell(late);

            CommandFailed failure = rig.handler.expect(CommandFailed.class);
            assertSame(late, failure.command());
            assertEquals(WriteRefusedException.Kind.CLOSING, kind(failure));
            unblocked(rig);
            assertEquals("queued", rig.peerReceives());
            assertNull(rig.closed());
        }
    }

    @Test
    void shouldGiveUpWhatDoesNotLeaveInTime() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT.flushWithin(Duration.ofMillis(50)))) {
            Send stuck = new Send(ByteString.utf8("stuck"), rig.peerLocal);
            rig.tell(stuck);
            rig.tell(new Endpoint.Close());

            assertSame(stuck, rig.handler.expect(CommandFailed.class).command());
            assertNotNull(rig.closed());
            rig.awaitEnd();
            rig.reopen();
        }
    }

    @Test
    void shouldReceiveNoMoreOnceItIsClosing() throws Exception {
        try (EndpointRig rig = blocked(DEFAULT)) {
            rig.send("queued");
            rig.tell(new Endpoint.Close());
            rig.settle();
            rig.peerSends("unheard");
            rig.settle();
            unblocked(rig);

            assertNull(rig.closed());
            rig.awaitEnd();
        }
    }
}
