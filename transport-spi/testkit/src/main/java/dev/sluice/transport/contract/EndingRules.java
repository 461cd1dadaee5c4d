package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Write;
import dev.sluice.testkit.Probe;
import org.junit.jupiter.api.Test;

/** What the peer, the system, or a kill do to a connection, and who is told. */
abstract class EndingRules extends Rules {
    EndingRules(ConnectionContract contract) {
        super(contract);
    }

    @Test
    void shouldTellClosedOnceAndBeforeTerminated() throws Exception {
        try (Rig rig = registered()) {
            rig.handler.watch(rig.connection());
            rig.send("data");
            assertEquals("data", rig.receivedText(4));
            rig.peer.close();

            rig.closedNow(Reason.ByPeer.class);
            rig.handler.expectTerminated(rig.connection());
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldEndItsOutputWhenThePeerHasEndedIts() throws Exception {
        try (Rig rig = registered()) {
            rig.peer.endOutput();

            assertTrue(rig.hasPeerEnd());
            rig.closedNow(Reason.ByPeer.class);
        }
    }

    @Test
    void shouldWriteOutWhatIsQueuedWhenThePeerHasEndedItsOutput() throws Exception {
        try (Rig rig = registered()) {
            int much = much().length();
            rig.tell(new Write(much()));
            rig.handler.expect(Connection.Flow.class);
            rig.peer.endOutput();

            assertEquals(much, rig.peer.receiveToTheEnd());
            rig.closed(Reason.ByPeer.class);
        }
    }

    @Test
    void shouldTellClosedBeforeTerminatedOnAReset() throws Exception {
        assumeReset();
        try (Rig rig = registered()) {
            rig.handler.watch(rig.connection());
            rig.peer.reset();

            rig.closedNow(Reason.ByError.class);
            rig.handler.expectTerminated(rig.connection());
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldTellTheHandlerWhenItIsKilled() throws Exception {
        try (Rig rig = registered()) {
            rig.settle();
            rig.system.kill(rig.connection()).join();

            rig.closedNow(Reason.ByError.class);
            rig.expectReset();
        }
    }

    @Test
    void shouldWriteOutWhatIsQueuedWhenItIsStopped() throws Exception {
        try (Rig rig = registered()) {
            Probe<String> acks = Probe.in(rig.system);
            int much = much().length();
            rig.tell(new Write(much(), new Ack<>(acks.ref(), "taken")));
            rig.handler.expect(Connection.Flow.class);
            rig.system.stop(rig.connection());

            assertEquals(much, rig.peer.receiveToTheEnd());
            acks.expect("taken");
            rig.closed(Reason.ByError.class);
        }
    }

    @Test
    void shouldReleaseEverythingWhenItIsKilledWhileItsStopIsHeld() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Write(much()));
            rig.handler.expect(Connection.Flow.class);
            rig.system.stop(rig.connection());
            rig.system.kill(rig.connection()).join();

            rig.closed(Reason.ByError.class);
            rig.expectReset();
        }
    }

    @Test
    void shouldFailEachWriteThatItCouldNotCarryOut() throws Exception {
        try (Rig rig = registered()) {
            Probe<Object> writer = Probe.in(rig.system);
            rig.tell(new Write(much(), new Ack<Object>(writer.ref(), "done", failed -> "failed 1")));
            rig.handler.expect(Connection.Flow.class);
            rig.tell(new Connection.Abort());
            rig.closed(Reason.ByAbort.class);

            writer.expect("failed 1");
            writer.expectNothing();
        }
    }
}
