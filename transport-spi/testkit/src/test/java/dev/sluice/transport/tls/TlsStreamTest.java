package dev.sluice.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.Ready;
import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handle itself, on the test's own thread: what it takes and keeps, and when it says that it can go on. */
class TlsStreamTest {
    private static final int LARGE = 100_000;

    private final MemoryStream.Pair pair = MemoryStream.pair(1 << 20);
    private final TlsStream client = stream(Identities.client(), pair.left());
    private final TlsStream server = stream(Identities.server(), pair.right());

    private static TlsStream stream(Tls tls, MemoryStream below) {
        return (TlsStream) tls.tasksOn(Runnable::run).wrap(below);
    }

    @BeforeEach
    void shakeHands() throws IOException {
        boolean open = false;
        while (!open) {
            boolean isClientOpen = client.open();
            open = server.open() && isClientOpen;
        }
        assertEquals(0, client.read(ByteBuffer.allocate(1))); // the ticket
    }

    private static ByteBuffer random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void shouldHoldNothingWhenItIsIdle() throws IOException {
        client.write(random(LARGE));
        ByteBuffer all = ByteBuffer.allocate(LARGE);
        while (all.hasRemaining()) {
            assertNotEquals(0, server.read(all));
        }

        assertEquals(random(LARGE), all.flip());
        assertEquals(0, server.heldBytes());
        assertEquals(0, client.heldBytes());
        assertFalse(server.hasInput());
    }

    @Test
    void shouldGiveWhatItHasOpenedToASmallReader() throws IOException {
        client.write(random(1000));
        ByteBuffer one = ByteBuffer.allocate(1);
        ByteBuffer expected = random(1000);
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, server.read(one.clear()));
            assertEquals(expected.get(i), one.get(0));
            assertEquals(i < 999, server.hasInput());
        }
        assertEquals(0, server.read(one.clear()));
    }

    @Test
    void shouldTouchNothingOutsideTheTarget() throws IOException {
        client.write(random(1000));
        ByteBuffer target = ByteBuffer.allocate(100).position(10).limit(60);

        assertEquals(50, server.read(target));
        for (int i = 0; i < 10; i++) {
            assertEquals(0, target.get(i));
        }
        for (int i = 60; i < 100; i++) {
            assertEquals(0, target.clear().get(i));
        }
    }

    @Test
    void shouldCountAsWrittenOnlyWhatWasTakenBelow() throws IOException {
        ByteBuffer much = random(4 << 20);
        int taken = client.write(much);
        assertEquals(taken, much.position());
        assertTrue(taken < much.limit());
        assertEquals(Ready.READ | Ready.WRITE, client.watched(Ready.READ));
        assertEquals(0, client.write(much));

        ByteBuffer all = ByteBuffer.allocate(4 << 20);
        while (all.hasRemaining()) {
            server.read(all);
            client.write(much);
        }
        assertEquals(much.rewind(), all.flip());
        assertEquals(Ready.READ, client.watched(Ready.READ));
    }

    @Test
    void shouldTellItsEndWhenAllWasRead() throws IOException {
        client.write(random(10));
        assertTrue(client.endOutput());
        ByteBuffer target = ByteBuffer.allocate(100);

        assertEquals(10, server.read(target));
        assertTrue(server.hasInput());
        assertEquals(-1, server.read(target));
        assertFalse(server.hasInput());
    }

    @Test
    void shouldTellThatItIsTruncated() throws IOException {
        client.write(random(10));
        pair.left().endOutput();
        ByteBuffer target = ByteBuffer.allocate(100);

        assertEquals(10, server.read(target));
        assertThrows(SSLException.class, () -> server.read(target));
    }

    @Test
    void shouldNotTakeForgedBytes() throws IOException {
        pair.left().write(ByteBuffer.wrap(new byte[] {23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
            15, 16, 17, 18, 19, 20}));

        assertThrows(SSLException.class, () -> server.read(ByteBuffer.allocate(100)));
        assertThrows(SSLException.class, () -> client.read(ByteBuffer.allocate(100))); // was sent an alert
    }
}
