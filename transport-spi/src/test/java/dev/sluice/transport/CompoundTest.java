package dev.sluice.transport;

import static dev.sluice.transport.ConnectionFixture.random;
import static dev.sluice.transport.ConnectionFixture.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteCommand;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CompoundTest {
    private static final int BIG = 8 << 20;
    private static final int WRITERS = 8;
    private static final int ROUNDS = 500;
    private static final int PARTS = 5;

    private static Write text(String text) {
        return new Write(ByteString.utf8(text));
    }

    /** A letter for each writer, so often as it writes parts; lower case when the writes are alone. */
    private static void write(ConnectionFixture fixture, int writer) {
        String letter = String.valueOf((char) ('A' + writer));
        for (int i = 0; i < ROUNDS; i++) {
            List<WriteCommand> parts = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                parts.add(text(letter));
            }
            fixture.connection.tell(new Compound(parts));
            fixture.connection.tell(text(letter.toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void shouldLetNobodyCutIn() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedWrites(1 << 20).queuedBytes(1 << 26);
        try (ConnectionFixture fixture = slow(settings)) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(Thread.ofPlatform().start(() -> write(fixture, writer)));
            }
            String received = fixture.receive(WRITERS * ROUNDS * (PARTS + 1));
            for (Thread writer : writers) {
                writer.join();
            }

            assertEquals("", received.replaceAll("A{5}|B{5}|C{5}|D{5}|E{5}|F{5}|G{5}|H{5}|[a-h]", ""));
            for (char letter = 'A'; letter < 'A' + WRITERS; letter++) {
                String own = received.replaceAll("[^" + letter + Character.toLowerCase(letter) + "]", "");
                assertEquals((String.valueOf(letter).repeat(PARTS) + Character.toLowerCase(letter))
                    .repeat(ROUNDS), own);
            }
        }
    }

    @Test
    void shouldBeTakenWholeByAnEmptyQueue() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedWrites(2).queuedBytes(10).marks(1, 1);
        try (ConnectionFixture fixture = new ConnectionFixture(settings)) {
            fixture.connection.tell(new Compound(text("one "), text("two "), text("three "), text("four")));

            assertEquals("one two three four", fixture.receive(18));
        }
    }

    /** The whole counts, in writes and in bytes, and not how much of it would have found room. */
    @Test
    void shouldBeRefusedAsAWhole() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedBytes(BIG).queuedWrites(3)
            .suspendsWriting(false);
        try (ConnectionFixture fixture = slow(settings)) {
            fixture.connection.tell(new Write(random(BIG)));
            Compound tooMany = new Compound(text("1"), text("2"), text("3"));
            fixture.connection.tell(tooMany);
            Compound tooLong = new Compound(text("1"), new Write(random(BIG)));
            fixture.connection.tell(tooLong);
            fixture.connection.tell(new Compound(text("fit"), text("ting")));

            assertSame(tooMany, fixture.handler.await(CommandFailed.class, failed -> true).command());
            assertSame(tooLong, fixture.handler.await(CommandFailed.class, failed -> true).command());
            fixture.receiveBytes(BIG);
            assertEquals("fitting", fixture.receive(7));
        }
    }

    @Test
    void shouldTellARefusalToEachOfItsWritersAndOnceToTheHandler() throws Exception {
        record Told(int part, CommandFailed failure) implements Extension {}
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(random(BIG)));
            Compound refused = new Compound(
                new Write(ByteString.utf8("1"), new Ack<Object>(writer.ref(), 1, failed -> new Told(1, failed))),
                text("2"),
                new Write(ByteString.utf8("3"), new Ack<Object>(writer.ref(), 3, failed -> new Told(3, failed))),
                new Write(ByteString.utf8("4"), new Ack<Object>(writer.ref(), 4)));
            fixture.connection.tell(refused);

            CommandFailed failure = fixture.handler.await(CommandFailed.class, failed -> true);
            assertSame(refused, failure.command());
            writer.expect(new Told(1, failure));
            writer.expect(new Told(3, failure));
            writer.expectNothing();
            fixture.handler.expectNothing();
        }
    }

    @Test
    void shouldLoseEachOfItsPartsForItself() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<Object> writer = Probe.in(fixture.system);
            Write first = new Write(ByteString.utf8("1"), new Ack<Object>(writer.ref(), "done 1", failed -> failed));
            Write second = new Write(random(BIG), new Ack<Object>(writer.ref(), "done 2", failed -> failed));
            Write third = new Write(ByteString.utf8("3"), new Ack<Object>(writer.ref(), "done 3", failed -> failed));
            fixture.connection.tell(new Compound(first, second, third));
            writer.expect("done 1");
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();

            assertSame(second, writer.expect(CommandFailed.class).command());
            assertSame(third, writer.expect(CommandFailed.class).command());
        }
    }
}
