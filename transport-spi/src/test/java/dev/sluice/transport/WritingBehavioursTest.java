package dev.sluice.transport;

import static dev.sluice.transport.ConnectionFixture.random;
import static dev.sluice.transport.ConnectionFixture.slow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.Pull;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.ResumeWriting;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteFile;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.io.WriteRefusedException.Kind;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ancestor promised of writing, by its numbers. */
class WritingBehavioursTest {
    /** More than the two kernels' buffers take. */
    private static final int BIG = 8 << 20;
    private static final ByteString X = ByteString.utf8("x");

    private static Kind refusal(CommandFailed failed) {
        return ((WriteRefusedException) failed.cause()).kind();
    }

    private static Kind awaitRefusal(ConnectionFixture fixture) {
        return refusal(fixture.handler.await(CommandFailed.class, failed -> true));
    }

    @Test
    void b6_ackGoesToTheWriter() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<String> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(ByteString.utf8("acked"), new Ack<>(writer.ref(), "done")));

            writer.expect("done");
            assertEquals("acked", fixture.receive(5));
            fixture.handler.expectNothing();
        }
    }

    @Test
    void b7_b9_withoutAckNobodyIsTold() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.write("1");
            assertEquals("1", fixture.receive(1));

            fixture.send("later");
            assertEquals("later", fixture.received(5));
            fixture.handler.expectNothing();
        }
    }

    @Test
    void b8_muchReachesASlowPeerUnharmed() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            ByteString much = random(512 << 10);
            fixture.connection.tell(new Write(much));

            byte[] received = new byte[much.length()];
            for (int at = 0; at < received.length; at += 4096) {
                System.arraycopy(fixture.receiveBytes(4096), 0, received, at, 4096);
            }
            assertArrayEquals(much.toByteArray(), received);
        }
    }

    @Test
    void b10_anEmptyWriteIsAckedButSendsNothing() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<String> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(ByteString.empty()));
            fixture.connection.tell(new Write(ByteString.empty(), new Ack<>(writer.ref(), "nothing")));

            writer.expect("nothing");
            writer.expectNothing();
            fixture.handler.expectNothing();
        }
    }

    @Test
    void b11_aFileOfAnotherFileSystemReachesThePeerBeforeItsAck(@TempDir Path folder) throws Exception {
        ByteString content = random(10 << 20);
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("files.zip"), Map.of("create", "true"));
            ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Path file = zip.getPath("/file");
            Files.write(file, content.toByteArray());
            Probe<String> writer = Probe.in(fixture.system);
            fixture.connection.tell(new WriteFile(file, new Ack<>(writer.ref(), "done")));

            byte[] first = fixture.receiveBytes(1);
            writer.expectNothing();
            byte[] rest = fixture.receiveBytes(content.length() - 1);
            writer.expect("done");
            assertEquals(content, ByteString.copyOf(first).concat(ByteString.copyOf(rest)));
        }
    }

    @Test
    void b12_eachPartOfACompoundIsAckedInOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<Integer> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Compound(
                new Write(ByteString.utf8("test1"), new Ack<>(writer.ref(), 1)),
                new Write(ByteString.utf8("test2")),
                new Write(ByteString.empty(), new Ack<>(writer.ref(), 3)),
                new Write(ByteString.utf8("test4"), new Ack<>(writer.ref(), 4))));

            assertEquals("test1test2test4", fixture.receive(15));
            writer.expect(1);
            writer.expect(3);
            writer.expect(4);
            writer.expectNothing();
        }
    }

    @Test
    void b13_whatGoesBeyondTheLimitIsRefusedAlsoIfEmpty() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<String> writer = Probe.in(fixture.system);
            Write second = new Write(X);
            Write empty = new Write(ByteString.empty());
            fixture.connection.tell(new Write(random(BIG), new Ack<>(writer.ref(), "first")));
            fixture.connection.tell(second);
            fixture.connection.tell(empty);

            fixture.handler.expect(new Flow(false));
            assertSame(second, fixture.handler.expect(CommandFailed.class).command());
            assertSame(empty, fixture.handler.expect(CommandFailed.class).command());
            writer.expectNothing();
            fixture.receiveBytes(BIG);
            writer.expect("first");
        }
    }

    @Test
    void b16_closeFlushesThenTellsBoth() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<Closed> closer = Probe.in(fixture.system);
            Probe<Event> watcher = Probe.<Event>in(fixture.system).watch(fixture.connection);
            ByteString data = random(BIG);
            record Done() implements Extension {}
            fixture.connection.tell(new Write(data, new Ack<>(fixture.handler.ref(), new Done())));
            fixture.connection.tell(new Close(closer.ref()));

            assertArrayEquals(data.toByteArray(), fixture.peer.getInputStream().readAllBytes());
            fixture.peer.close();
            fixture.handler.expect(new Flow(false));
            assertEquals(Set.of(new Done(), new Flow(true)),
                Set.of(fixture.handler.expect(Event.class), fixture.handler.expect(Event.class)));
            fixture.handler.expect(new Closed(new Reason.ByClose()));
            closer.expect(new Closed(new Reason.ByClose()));
            assertInstanceOf(Stop.Normal.class, watcher.expectTerminated(fixture.connection).reason());
        }
    }

    @Test
    void b24_afterAResetAWriterAndTheHandlerAreTold() throws Exception {
        Layer blind = inner -> new PassingHandle(inner) {
            @Override
            public int watched(int wanted) {
                return super.watched(wanted) & ~Ready.READ;
            }
        };
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT, blind)) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();
            Object told = "done";
            while (told.equals("done")) {
                fixture.connection.tell(new Write(X, new Ack<Object>(writer.ref(), "done", failed -> failed)));
                told = writer.expect(Object.class);
            }

            Exception cause = ((CommandFailed) told).cause();
            assertInstanceOf(IOException.class, cause);
            assertEquals(new Reason.ByError(cause), fixture.closed());
        }
    }

    private static ConnectionFixture refused(ConnectionSettings settings) throws IOException {
        ConnectionFixture fixture = slow(settings);
        fixture.connection.tell(new Write(random(BIG)));
        fixture.connection.tell(new Write(X));
        assertEquals(Kind.FULL, awaitRefusal(fixture));
        return fixture;
    }

    private static void writesAgain(ConnectionFixture fixture) throws IOException {
        Probe<String> writer = Probe.in(fixture.system);
        fixture.connection.tell(new Write(ByteString.utf8("again"), new Ack<>(writer.ref(), "done")));
        writer.expect("done");
        assertEquals("again", fixture.receive(5));
    }

    @Test
    void b32_afterARefusalAllIsRefusedUntilResumeWritingIsAnswered() throws Exception {
        try (ConnectionFixture fixture = refused(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(new Write(X));
            assertEquals(Kind.SUSPENDED, awaitRefusal(fixture));
            fixture.connection.tell(new Write(ByteString.empty()));
            assertEquals(Kind.SUSPENDED, awaitRefusal(fixture));

            fixture.connection.tell(new ResumeWriting());
            fixture.send("still there");
            fixture.connection.tell(new Pull(1)); // is refused
            assertEquals(new Pull(1), fixture.handler.expect(CommandFailed.class).command());
            fixture.handler.expectNothing();

            fixture.receiveBytes(BIG);
            fixture.handler.expect(new Flow(true));
            assertEquals("still there", fixture.received(11));
            fixture.handler.expectNothing();
            writesAgain(fixture);
        }
    }

    @Test
    void b33_alsoWhenThePeerHasTakenAllBefore() throws Exception {
        try (ConnectionFixture fixture = refused(ConnectionSettings.DEFAULT)) {
            fixture.receiveBytes(BIG);
            fixture.send("reading goes on");
            assertEquals("reading goes on", fixture.received(15));
            fixture.connection.tell(new Write(ByteString.empty()));
            assertEquals(Kind.SUSPENDED, awaitRefusal(fixture));
            fixture.handler.expectNothing();

            fixture.connection.tell(new ResumeWriting());

            fixture.handler.expect(new Flow(true));
            writesAgain(fixture);
        }
    }

    @Test
    void b34_withoutSuspensionARefusalConcernsThatWriteOnly() throws Exception {
        try (ConnectionFixture fixture = refused(ConnectionSettings.DEFAULT.suspendsWriting(false))) {
            fixture.connection.tell(new Write(ByteString.empty()));
            assertEquals(Kind.FULL, awaitRefusal(fixture));

            fixture.receiveBytes(BIG);
            fixture.handler.expect(new Flow(true));
            writesAgain(fixture);
        }
    }

    @Test
    void b35_withoutSuspensionWritesAreTakenAsSoonAsTheQueueHasRoom() throws Exception {
        try (ConnectionFixture fixture = refused(ConnectionSettings.DEFAULT.suspendsWriting(false))) {
            fixture.receiveBytes(BIG);
            fixture.handler.await(Flow.class, Flow::open);

            writesAgain(fixture);
            fixture.connection.tell(new ResumeWriting()); // is answered, but was not needed
            fixture.handler.expect(new Flow(true));
        }
    }
}
