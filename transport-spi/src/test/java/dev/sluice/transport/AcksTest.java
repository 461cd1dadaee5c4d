package dev.sluice.transport;

import static dev.sluice.transport.ConnectionFixture.random;
import static dev.sluice.transport.ConnectionFixture.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteFile;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcksTest {
    private static final ByteString X = ByteString.utf8("x");
    private static final int BIG = 8 << 20;

    @Test
    void shouldAckEachOfTenThousandWritesOnce() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT.queuedBytes(1 << 24))) {
            Probe<Integer> writer = Probe.in(fixture.system);
            for (int i = 0; i < 10_000; i++) {
                fixture.connection.tell(new Write(X, new Ack<>(writer.ref(), i)));
            }
            assertEquals(10_000, fixture.receiveBytes(10_000).length);
            for (int i = 0; i < 10_000; i++) {
                writer.expect(i);
            }
            writer.expectNothing();
        }
    }

    @Test
    void shouldTellTheLastOfThoseThatCover() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT.queuedBytes(2 * BIG))) {
            Probe<Integer> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(random(BIG)));
            for (int i = 1; i <= 10_000; i++) {
                fixture.connection.tell(new Write(X, new Ack<>(writer.ref(), i).covering()));
            }
            fixture.receiveBytes(BIG + 10_000);

            int told = 0;
            for (int last = 0; last < 10_000; told++) {
                int next = writer.expect(Integer.class);
                assertTrue(next > last);
                last = next;
            }
            writer.expectNothing();
            assertTrue(told < 1000);
        }
    }

    @Test
    void shouldCoverThoseOfTheSameActorOnly() {
        try (ActorSystem system = ActorSystem.create("acks")) {
            Probe<Integer> one = Probe.in(system);
            Probe<Integer> other = Probe.in(system);
            AcksDue due = new AcksDue();
            due.add(new Ack<>(one.ref(), 1).covering());
            due.add(new Ack<>(other.ref(), 1).covering());
            due.add(new Ack<>(one.ref(), 2).covering());
            one.expectNothing();
            other.expectNothing();
            due.tell();
            due.tell();

            one.expect(2);
            one.expectNothing();
            other.expect(1);
            other.expectNothing();
        }
    }

    @Test
    void shouldForgetAnAckThatCannotBeTold() {
        try (ActorSystem system = ActorSystem.create(Settings.named("acks").copying(message -> {
            if (message.equals(13)) {
                throw new IllegalArgumentException("can't be copied");
            }
            return message;
        }))) {
            Probe<Integer> one = Probe.in(system);
            Probe<Integer> other = Probe.in(system);
            AcksDue due = new AcksDue();
            due.add(new Ack<>(one.ref(), 13).covering());
            due.add(new Ack<>(other.ref(), 1).covering());
            due.tell();
            due.add(new Ack<>(one.ref(), 13));
            due.tell();

            other.expect(1);
            other.expectNothing();
            one.expectNothing();
        }
    }

    @Test
    void shouldKeepTheOrderOfPlainAndCoveringAcks() {
        try (ActorSystem system = ActorSystem.create("acks")) {
            Probe<Integer> one = Probe.in(system);
            AcksDue due = new AcksDue();
            due.add(new Ack<>(one.ref(), 1).covering());
            due.add(new Ack<>(one.ref(), 2));
            due.add(new Ack<>(one.ref(), 3).covering());
            due.tell();

            one.expect(1);
            one.expect(2);
            one.expect(3);
        }
    }

    @Test
    void shouldTellWhatIsDoneBeforeWhatHasFailedBehindIt(@TempDir Path folder) throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT.queuedBytes(2 * BIG))) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(random(BIG)));
            fixture.connection.tell(new Write(X, new Ack<Object>(writer.ref(), 1).covering()));
            fixture.connection.tell(
                new WriteFile(folder.resolve("missing"), new Ack<Object>(writer.ref(), 2, failed -> failed)));
            fixture.connection.tell(new Write(X, new Ack<Object>(writer.ref(), 3).covering()));
            fixture.receiveBytes(BIG + 2);

            writer.expect(1);
            writer.expect(CommandFailed.class);
            writer.expect(3);
        }
    }
}
