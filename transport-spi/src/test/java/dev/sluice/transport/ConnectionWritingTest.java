package dev.sluice.transport;

import static dev.sluice.transport.ConnectionFixture.random;
import static dev.sluice.transport.ConnectionFixture.slow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.testkit.Probe;
import org.junit.jupiter.api.Test;

class ConnectionWritingTest {
    @Test
    void shouldWriteInOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.write("one ");
            fixture.write("two ");
            fixture.write("three");

            assertEquals("one two three", fixture.receive(13));
        }
    }

    @Test
    void shouldAckEachWriteInOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<String> acks = Probe.in(fixture.system);
            fixture.connection.tell(new Write(ByteString.utf8("a"), new Ack<>(acks.ref(), "first")));
            fixture.connection.tell(new Write(ByteString.empty(), new Ack<>(acks.ref(), "empty")));
            fixture.connection.tell(new Write(ByteString.utf8("b"), new Ack<>(acks.ref(), "last")));

            acks.expect("first");
            acks.expect("empty");
            acks.expect("last");
            assertEquals("ab", fixture.receive(2));
        }
    }

    @Test
    void shouldTakeAWriteOfAnySizeWhenTheQueueIsEmpty() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<String> acks = Probe.in(fixture.system);
            ByteString big = random(8 << 20);
            fixture.connection.tell(new Write(big, new Ack<>(acks.ref(), "done")));
            assertEquals(new Connection.Flow(false), fixture.handler.expect(Connection.Flow.class));

            assertArrayEquals(big.toByteArray(), fixture.peer.getInputStream().readNBytes(big.length()));
            acks.expect("done");
            assertEquals(new Connection.Flow(true), fixture.handler.expect(Connection.Flow.class));
        }
    }

    @Test
    void shouldRefuseAWriteOverTheLimitWithItsCause() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(new Write(random(8 << 20)));
            Write refused = new Write(ByteString.utf8("too much"));
            fixture.connection.tell(refused);

            Connection.CommandFailed failure = fixture.handler.await(Connection.CommandFailed.class, failed -> true);
            assertSame(refused, failure.command());
            assertInstanceOf(WriteRefusedException.class, failure.cause());
        }
    }

    @Test
    void shouldTellTheWriterInItsOwnProtocolIfItWantsTo() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(random(8 << 20)));
            fixture.connection
                .tell(new Write(ByteString.utf8("x"), new Ack<Object>(writer.ref(), "done", failed -> failed)));

            assertInstanceOf(WriteRefusedException.class, writer.expect(Connection.CommandFailed.class).cause());
        }
    }

    @Test
    void shouldNoticeThatABlockedQueueRisesAboveItsMark() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.marks(1 << 20, 6 << 20).queuedBytes(64 << 20);
        try (ConnectionFixture fixture = slow(settings)) {
            fixture.connection.tell(new Write(random(5 << 20)));
            fixture.send("read");
            assertEquals("read", fixture.received(4));
            fixture.connection.tell(new Write(random(5 << 20)));

            assertEquals(new Connection.Flow(false), fixture.handler.expect(Connection.Flow.class));
            fixture.peer.getInputStream().readNBytes(10 << 20);
            assertEquals(new Connection.Flow(true), fixture.handler.expect(Connection.Flow.class));
        }
    }

    @Test
    void shouldLimitTheNumberOfWrites() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT.queuedWrites(10))) {
            fixture.connection.tell(new Write(random(8 << 20)));
            for (int i = 0; i < 10; i++) {
                fixture.write("x");
            }

            fixture.handler.await(Connection.CommandFailed.class, failed -> true);
        }
    }

    @Test
    void shouldFailWhatIsQueuedWhenThePeerResets() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.connection
                .tell(new Write(random(8 << 20), new Ack<Object>(writer.ref(), "done", failed -> failed)));
            fixture.handler.expect(Connection.Flow.class);
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();

            writer.expect(Connection.CommandFailed.class);
            fixture.handler.await(Connection.Closed.class,
                closed -> closed.reason() instanceof Connection.Reason.ByError);
        }
    }

    @Test
    void shouldPauseReadingWhileOutputIsBackedUp() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(new Write(random(8 << 20)));
            fixture.handler.expect(Connection.Flow.class);
            fixture.send("unread");
            fixture.connection.tell(new Connection.Pull(1));
            fixture.handler.expect(Connection.CommandFailed.class);
            fixture.handler.expectNothing();

            fixture.peer.getInputStream().readNBytes(8 << 20);

            fixture.handler.expect(Connection.Flow.class);
            assertEquals("unread", fixture.received(6));
        }
    }

    @Test
    void shouldEndAStalledConnection() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.stall(java.time.Duration.ofMillis(100));
        try (ConnectionFixture fixture = slow(settings)) {
            fixture.connection.tell(new Write(random(8 << 20)));

            fixture.handler.await(Connection.Closed.class,
                closed -> closed.reason() instanceof Connection.Reason.ByError);
        }
    }

    @Test
    void shouldAnswerAnUnknownExtension() throws Exception {
        record Unknown() implements Connection.Extension {}
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Unknown());

            assertEquals(new Unknown(), fixture.handler.expect(Connection.CommandFailed.class).command());
        }
    }

    @Test
    void shouldGoOnWritingWhatABatchHadToFlushHalfWay() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT.pausesReading(false))) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(random(8 << 20), new Ack<Object>(writer.ref(), "done")));
            fixture.write("x");

            fixture.peer.getInputStream().readNBytes(8 << 20);
            writer.expect("done");
        }
    }

    @Test
    void shouldTellTheHandlerIfTheWritersOwnFunctionFails() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(random(8 << 20), new Ack<Object>(writer.ref(), "done", failed -> {
                throw new IllegalStateException("a bad function");
            })));
            fixture.handler.expect(Connection.Flow.class);
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();

            fixture.handler.expect(Connection.CommandFailed.class);
            fixture.handler.expect(Connection.Closed.class);
        }
    }
}
