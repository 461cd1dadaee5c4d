package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.testkit.Probe;
import org.junit.jupiter.api.Test;

/** What the three ways to close do. */
abstract class ClosingRules extends Rules {
    ClosingRules(ConnectionContract contract) {
        super(contract);
    }

    @Test
    void shouldCloseInOrderAfterWhatWasWritten() throws Exception {
        try (Rig rig = registered()) {
            Probe<Closed> closer = Probe.in(rig.system);
            rig.write("bye");
            rig.tell(new Connection.Close(closer.ref()));

            assertEquals("bye", rig.receive(3));
            assertTrue(rig.hasPeerEnd());
            rig.peer.close();
            rig.closedNow(Reason.ByClose.class);
            assertInstanceOf(Reason.ByClose.class, closer.expect(Closed.class).reason());
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldWriteOutALotBeforeItCloses() throws Exception {
        try (Rig rig = registered()) {
            ByteString much = much();
            rig.tell(new Write(much));
            rig.tell(new Connection.Close());

            assertEquals(much, rig.peer.receive(much.length()));
            assertTrue(rig.hasPeerEnd());
            rig.peer.close();
            rig.closed(Reason.ByClose.class);
        }
    }

    @Test
    void shouldTellTheHandlerOnceIfItIsTheCloser() throws Exception {
        try (Rig rig = registered()) {
            Probe<Object> all = Probe.in(rig.system);
            all.watch(rig.connection());
            rig.tell(new Connection.Close(rig.handler.ref()));
            rig.peer.close();
            all.expectTerminated(rig.connection());

            rig.closedNow(Reason.ByClose.class);
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldTellEachWhoAskedForAClose() throws Exception {
        try (Rig rig = registered()) {
            Probe<Closed> first = Probe.in(rig.system);
            Probe<Closed> second = Probe.in(rig.system);
            rig.tell(new Connection.Close(first.ref()));
            rig.tell(new Connection.Close(second.ref()));
            rig.tell(new Connection.Close(first.ref()));
            rig.settle(); // one that comes after the end is told, too
            rig.peer.close();
            rig.awaitStopped();

            first.expect(Closed.class);
            second.expect(Closed.class);
            first.expectNothing();
            second.expectNothing();
        }
    }

    @Test
    void shouldNotLoseAFlushedAnswerToItsOwnReset() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.SuspendReading());
            rig.send("x".repeat(Math.min(20_000, contract.capacity() / 2)));
            rig.write("answer");
            rig.tell(new Connection.Close());

            assertEquals("answer", rig.receive(6));
            assertTrue(rig.hasPeerEnd());
        }
    }

    @Test
    void shouldDropInputAfterAClose() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.Close());
            assertTrue(rig.hasPeerEnd());
            rig.send("nobody listens");
            rig.peer.close();

            rig.closedNow(Reason.ByClose.class);
        }
    }

    @Test
    void shouldDeliverInputUntilThePeerConfirms() throws Exception {
        try (Rig rig = registered()) {
            rig.write("last");
            rig.tell(new Connection.ConfirmedClose());
            assertEquals("last", rig.receive(4));
            assertTrue(rig.hasPeerEnd());

            rig.send("still listening");
            assertEquals("still listening", rig.receivedText(15));
            rig.peer.endOutput();

            rig.closedNow(Reason.ByConfirmedClose.class);
        }
    }

    @Test
    void shouldDeliverWhatWasSuspendedWhenItConfirms() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.SuspendReading());
            rig.settle(); // input is seen before a command that waits
            rig.send("held back");
            rig.settle();
            rig.tell(new Connection.ConfirmedClose());
            assertTrue(rig.hasPeerEnd());

            assertEquals("held back", rig.receivedText(9));
            rig.peer.endOutput();
            rig.closedNow(Reason.ByConfirmedClose.class);
        }
    }

    @Test
    void shouldNotSayThatACloseWasCarriedOutIfThePeerResets() throws Exception {
        assumeReset();
        try (Rig rig = registered()) {
            rig.tell(new Connection.ConfirmedClose());
            assertTrue(rig.hasPeerEnd());
            rig.peer.reset();

            rig.closedNow(Reason.ByError.class);
        }
    }

    @Test
    void shouldResetOnAbort() throws Exception {
        try (Rig rig = registered()) {
            Probe<Closed> closer = Probe.in(rig.system);
            rig.tell(new Connection.Abort(closer.ref()));

            assertInstanceOf(Reason.ByAbort.class, closer.expect(Closed.class).reason());
            rig.closedNow(Reason.ByAbort.class);
            rig.expectReset();
        }
    }

    @Test
    void shouldAbortACloseThatIsStuck() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Write(much()));
            rig.tell(new Connection.Close());
            rig.handler.expect(Connection.Flow.class);
            rig.tell(new Connection.Abort());

            rig.closed(Reason.ByAbort.class);
            rig.expectReset();
        }
    }

    @Test
    void shouldAbortAConfirmedCloseThatIsNotConfirmed() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.ConfirmedClose());
            assertTrue(rig.hasPeerEnd());
            rig.tell(new Connection.Abort());

            rig.closedNow(Reason.ByAbort.class);
        }
    }

    @Test
    void shouldRefuseWritesWhileClosing() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.Close());
            rig.write("too late");

            WriteRefusedException cause = assertInstanceOf(WriteRefusedException.class,
                rig.handler.expect(Connection.CommandFailed.class).cause());
            assertEquals(WriteRefusedException.Kind.CLOSING, cause.kind());
            assertEquals(0, rig.peer.receiveToTheEnd());
        }
    }

    @Test
    void shouldKeepTheFirstCause() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.Close());
            rig.tell(new Connection.ConfirmedClose());
            rig.peer.close();

            rig.closedNow(Reason.ByClose.class);
        }
    }
}
