package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.testkit.Probe;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How output is queued, written, acknowledged and refused. */
abstract class WritingRules extends Rules {
    WritingRules(ConnectionContract contract) {
        super(contract);
    }

    @Test
    void shouldWriteInOrder() throws Exception {
        try (Rig rig = registered()) {
            rig.write("one ");
            rig.write("two ");
            rig.write("three");

            assertEquals("one two three", rig.receive(13));
        }
    }

    @Test
    void shouldEchoALotBothWaysAtOnce() throws Exception {
        try (Rig rig = handledBy(ECHO)) {
            ByteString much = much();
            CompletableFuture<Void> sent = rig.sending(much);

            assertEquals(much, rig.peer.receive(much.length()));
            sent.join();
        }
    }

    @Test
    void shouldAckEachWriteInOrder() throws Exception {
        try (Rig rig = registered()) {
            Probe<String> acks = Probe.in(rig.system);
            rig.tell(new Write(ByteString.utf8("a"), new Ack<>(acks.ref(), "first")));
            rig.tell(new Write(ByteString.empty(), new Ack<>(acks.ref(), "empty")));
            rig.tell(new Write(ByteString.utf8("b"), new Ack<>(acks.ref(), "last")));

            acks.expect("first");
            acks.expect("empty");
            acks.expect("last");
            assertEquals("ab", rig.receive(2));
        }
    }

    @Test
    void shouldAckManyWritesInOrderWhilePeerReads() throws Exception {
        try (Rig rig = registered(DEFAULT.queuedBytes(Integer.MAX_VALUE))) {
            Probe<Integer> acks = Probe.in(rig.system);
            ByteString piece = random(3_000);
            for (int i = 0; i < 500; i++) {
                rig.tell(new Write(piece, new Ack<>(acks.ref(), i)));
            }
            for (int i = 0; i < 500; i++) {
                assertEquals(piece, rig.peer.receive(piece.length()));
            }

            for (int i = 0; i < 500; i++) {
                acks.expect((Integer) i);
            }
        }
    }

    @Test
    void shouldTakeAWriteOfAnySizeWhenTheQueueIsEmpty() throws Exception {
        try (Rig rig = registered()) {
            Probe<String> acks = Probe.in(rig.system);
            ByteString big = much();
            rig.tell(new Write(big, new Ack<>(acks.ref(), "done")));
            assertEquals(new Connection.Flow(false), rig.handler.expect(Connection.Flow.class));

            assertEquals(big, rig.peer.receive(big.length()));
            acks.expect("done");
            assertEquals(new Connection.Flow(true), rig.handler.expect(Connection.Flow.class));
        }
    }

    @Test
    void shouldRefuseAWriteOverTheLimitWithItsCause() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Write(much()));
            Write refused = new Write(ByteString.utf8("too much"));
            rig.tell(refused);

            Connection.CommandFailed failure = rig.handler.await(Connection.CommandFailed.class, failed -> true);
            assertSame(refused, failure.command());
            assertInstanceOf(WriteRefusedException.class, failure.cause());
        }
    }

    @Test
    void shouldSendNothingOfWhatItHasRefused() throws Exception {
        try (Rig rig = registered()) {
            ByteString big = much();
            rig.tell(new Write(big));
            rig.write("refused");
            rig.handler.await(Connection.CommandFailed.class, failed -> true);
            rig.tell(new Connection.Close());

            assertEquals(big, rig.peer.receive(big.length()));
            assertEquals(0, rig.peer.receiveToTheEnd());
        }
    }

    @Test
    void shouldTellTheWriterInItsOwnProtocolIfItWantsTo() throws Exception {
        try (Rig rig = registered()) {
            Probe<Object> writer = Probe.in(rig.system);
            rig.tell(new Write(much()));
            rig.tell(new Write(ByteString.utf8("x"), new Ack<Object>(writer.ref(), "done", failed -> failed)));

            assertInstanceOf(WriteRefusedException.class, writer.expect(Connection.CommandFailed.class).cause());
        }
    }

    @Test
    void shouldLimitTheNumberOfWrites() throws Exception {
        try (Rig rig = registered(DEFAULT.queuedWrites(10).queuedBytes(Integer.MAX_VALUE))) {
            rig.tell(new Write(much()));
            for (int i = 0; i < 10; i++) {
                rig.write("x");
            }

            Connection.CommandFailed failure = rig.handler.await(Connection.CommandFailed.class, failed -> true);
            assertInstanceOf(WriteRefusedException.class, failure.cause());
        }
    }

    @Test
    void shouldTellWhenTheQueueRisesAboveItsMarkAndFallsBelow() throws Exception {
        int most = contract.capacity() + (2 << 20);
        ByteString half = random(most);
        try (Rig rig = registered(DEFAULT.marks(1 << 20, most).queuedBytes(Integer.MAX_VALUE))) {
            rig.tell(new Write(half));
            rig.settle();
            rig.tell(new Write(half));

            assertEquals(new Connection.Flow(false), rig.handler.expect(Connection.Flow.class));
            rig.peer.receive(2 * half.length());
            assertEquals(new Connection.Flow(true), rig.handler.expect(Connection.Flow.class));
        }
    }

    @Test
    void shouldPauseReadingWhileOutputIsBackedUp() throws Exception {
        try (Rig rig = registered()) {
            ByteString big = much();
            rig.tell(new Write(big));
            rig.handler.expect(Connection.Flow.class);
            rig.send("unread");
            rig.settle();
            rig.handler.expectNothing();

            rig.peer.receive(big.length());

            rig.handler.expect(Connection.Flow.class);
            assertEquals("unread", rig.receivedText(6));
        }
    }

    @Test
    void shouldGoOnReadingWhileOutputIsBackedUpIfSettingsSaySo() throws Exception {
        try (Rig rig = registered(DEFAULT.pausesReading(false))) {
            rig.tell(new Write(much()));
            rig.handler.expect(Connection.Flow.class);
            rig.send("read");

            assertEquals("read", rig.receivedText(4));
        }
    }

    @Test
    void shouldFailWhatIsQueuedWhenThePeerResets() throws Exception {
        assumeReset();
        try (Rig rig = registered()) {
            Probe<Object> writer = Probe.in(rig.system);
            rig.tell(new Write(much(), new Ack<Object>(writer.ref(), "done", failed -> failed)));
            rig.handler.expect(Connection.Flow.class);
            rig.peer.reset();

            writer.expect(Connection.CommandFailed.class);
            rig.closed(Reason.ByError.class);
        }
    }

    @Test
    void shouldTellTheHandlerIfTheWritersOwnFunctionFails() throws Exception {
        try (Rig rig = registered()) {
            Probe<Object> writer = Probe.in(rig.system);
            rig.tell(new Write(much(), new Ack<Object>(writer.ref(), "done", failed -> {
                throw new IllegalStateException("a bad function");
            })));
            rig.handler.expect(Connection.Flow.class);
            rig.tell(new Connection.Abort());

            rig.handler.expect(Connection.CommandFailed.class);
            rig.closedNow(Reason.ByAbort.class);
        }
    }

    @Test
    void shouldKeepTheOrderOfEachOfSeveralWriters() throws Exception {
        int writers = 4;
        int each = 500;
        try (Rig rig = registered()) {
            for (byte w = 0; w < writers; w++) {
                byte writer = w;
                Thread.ofVirtual().start(() -> writeNumbers(rig, writer, each));
            }

            ByteString all = rig.peer.receive(writers * each * 3);
            int[] next = new int[writers];
            for (int i = 0; i < all.length(); i += 3) {
                int number = (all.byteAt(i + 1) & 0xff) << 8 | all.byteAt(i + 2) & 0xff;
                assertEquals(next[all.byteAt(i)]++, number);
            }
        }
    }

    private static void writeNumbers(Rig rig, byte writer, int count) {
        for (int i = 0; i < count; i++) {
            rig.tell(new Write(ByteString.copyOf(new byte[] {writer, (byte) (i >> 8), (byte) i})));
        }
    }

    @Test
    void shouldAnswerAnUnknownExtension() throws Exception {
        record Unknown() implements Connection.Extension {}
        try (Rig rig = registered()) {
            rig.tell(new Unknown());

            assertEquals(new Unknown(), rig.handler.expect(Connection.CommandFailed.class).command());
        }
    }
}
