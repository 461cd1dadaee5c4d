package dev.sluice.transport;

import static dev.sluice.transport.ConnectionFixture.random;
import static dev.sluice.transport.ConnectionFixture.slow;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteLeaseTest {
    private static final int BIG = 8 << 20;

    private final AtomicInteger unreleased = new AtomicInteger();

    private TestLease lease(ByteString bytes) {
        return TestLease.of(unreleased, bytes, true);
    }

    private TestLease lease(String text) {
        return lease(ByteString.utf8(text));
    }

    @Test
    void shouldWriteALeaseAndReleaseIt() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<String> writer = Probe.in(fixture.system);
            TestLease lease = lease("leased");
            fixture.connection.tell(new WriteLease(lease, new Ack<>(writer.ref(), "done")));

            writer.expect("done");
            assertEquals("leased", fixture.receive(6));
            assertEquals(0, unreleased.get());
            assertThrows(IllegalStateException.class, lease::length);
        }
    }

    /** Everything that gathering distinguishes, in one stream: small, large, on the heap, and more than it takes at a time. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepTheOrderWhateverIsGathered(boolean isSlow) throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedBytes(1 << 26);
        try (ConnectionFixture fixture = isSlow ? slow(settings) : new ConnectionFixture(settings)) {
            Random random = new Random(7);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            for (int i = 0; i < 2000; i++) {
                ByteString data = random(1 + random.nextInt(1 << random.nextInt(16)));
                expected.write(data.toByteArray());
                fixture.connection.tell(switch (random.nextInt(3)) {
                    case 0 -> new Write(data);
                    case 1 -> new WriteLease(TestLease.of(unreleased, data, false));
                    default -> new WriteLease(lease(data));
                });
            }
            assertArrayEquals(expected.toByteArray(), fixture.receiveBytes(expected.size()));
            await().untilAsserted(() -> assertEquals(0, unreleased.get()));
        }
    }

    @Test
    void shouldWriteALeaseOfAnySizeThroughASlowPeer() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            ByteString data = random(BIG);
            fixture.connection.tell(new Compound(new Write(ByteString.utf8("<")), new WriteLease(lease(data)),
                new Write(ByteString.utf8(">"))));

            assertEquals("<", fixture.receive(1));
            assertArrayEquals(data.toByteArray(), fixture.receiveBytes(BIG));
            assertEquals(">", fixture.receive(1));
        }
    }

    @Test
    void shouldWriteLeasesThroughAHandleThatTakesOneByteAtATime() throws Exception {
        Layer stingy = inner -> new PassingHandle(inner) {
            @Override
            public int write(ByteBuffer source) throws IOException {
                int limit = source.limit();
                source.limit(Math.min(limit, source.position() + 1));
                int written = super.write(source);
                source.limit(limit);
                return written;
            }
        };
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT, stingy)) {
            ByteString data = random(3000);
            fixture.connection.tell(new WriteLease(lease(data)));
            fixture.connection.tell(new Write(data));
            fixture.connection.tell(new WriteLease(lease(data)));

            assertArrayEquals(data.concat(data).concat(data).toByteArray(), fixture.receiveBytes(9000));
        }
    }

    @Test
    void shouldReleaseWhatIsRefused() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(new Write(random(BIG)));
            fixture.connection.tell(new WriteLease(lease("refused")));
            fixture.handler.await(CommandFailed.class, failed -> true);
            fixture.connection.tell(new Compound(new WriteLease(lease("refused")), new WriteLease(lease("too"))));
            fixture.handler.await(CommandFailed.class, failed -> true);

            await().untilAsserted(() -> assertEquals(0, unreleased.get()));
        }
    }

    @Test
    void shouldReleaseWhatIsLost() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(new WriteLease(lease(random(BIG))));
            fixture.connection.tell(new Compound(new WriteLease(lease("a")), new WriteLease(lease("b"))));
            fixture.receiveBytes(1);
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();
            fixture.handler.await(Closed.class, closed -> true);

            assertEquals(0, unreleased.get());
        }
    }

    @Test
    void shouldReleaseWhatComesTooLate() throws Exception {
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(new Close());
            fixture.connection.tell(new WriteLease(lease("while it closes")));
            fixture.peer.close();
            fixture.handler.await(Closed.class, closed -> true);
            fixture.connection.tell(new Compound(new WriteLease(lease("when it is closed"))));

            await().untilAsserted(() -> assertEquals(0, unreleased.get()));
        }
    }
}
