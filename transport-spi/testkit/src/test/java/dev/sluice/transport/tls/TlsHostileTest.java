package dev.sluice.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.FilterStream;
import dev.sluice.transport.Layer;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** The handle itself, with a peer or a stream below that means no good. */
class TlsHostileTest {
    /** What is below, at the test's will. */
    private static final class Below extends FilterStream {
        private boolean blocks;
        private boolean breaksSoon;
        private boolean broken;
        private int asked;

        Below(StreamHandle inner) {
            super(inner);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (broken) {
                throw new IOException("reset by the peer");
            }
            broken = breaksSoon;
            return inner.read(target);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return blocks ? 0 : inner.write(source);
        }

        @Override
        public int usable(int ready) throws IOException {
            asked++;
            return inner.usable(ready);
        }
    }

    private final MemoryStream.Pair pair = MemoryStream.pair(1 << 20);
    private final Below below = new Below(pair.left());
    private final AtomicInteger raised = new AtomicInteger();

    private static void shakeHands(StreamHandle one, StreamHandle other) throws IOException {
        boolean open = false;
        while (!open) {
            boolean isOneOpen = one.open();
            open = other.open() && isOneOpen;
        }
    }

    private StreamHandle client() throws IOException {
        StreamHandle client = Identities.client().tasksOn(Runnable::run).wrap(below);
        client.attach(bits -> raised.incrementAndGet());
        return client;
    }

    private StreamHandle server() throws IOException {
        return Identities.server().tasksOn(Runnable::run).wrap(pair.right());
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length);
    }

    // ---- what has come is not lost ----

    @Test
    void shouldGiveWhatCameBeforeTheStreamBroke() throws IOException {
        StreamHandle client = client();
        StreamHandle server = server();
        shakeHands(client, server);
        client.read(bytes(1)); // the ticket
        server.write(bytes(10));
        below.breaksSoon = true;

        assertEquals(10, client.read(bytes(100)));
        assertTrue(client.hasInput());
        assertThrows(IOException.class, () -> client.read(bytes(100)));
    }

    @Test
    void shouldGiveWhatCameBeforeAForgedRecord() throws IOException {
        StreamHandle client = client();
        StreamHandle server = server();
        shakeHands(client, server);
        client.read(bytes(1)); // the ticket
        server.write(bytes(10));
        pair.right().write(ByteBuffer.wrap(new byte[] {23, 3, 3, 0, 17, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
            15, 16, 17}));

        assertEquals(10, client.read(bytes(100)));
        assertTrue(client.hasInput());
        assertThrows(SSLException.class, () -> client.read(bytes(100)));
        assertThrows(SSLException.class, () -> server.read(bytes(100))); // was sent an alert
    }

    // ---- nothing is told for ever ----

    @Test
    void shouldHaveNoInputBehindTheEnd() throws IOException {
        Layer twice = Identities.client().tasksOn(Runnable::run).then(Identities.client().tasksOn(Runnable::run));
        Layer peers = Identities.server().tasksOn(Runnable::run).then(Identities.server().tasksOn(Runnable::run));
        StreamHandle client = twice.wrap(pair.left());
        StreamHandle server = peers.wrap(pair.right());
        shakeHands(client, server);
        assertTrue(server.endOutput());

        assertEquals(-1, client.read(bytes(1 << 15)));
        assertFalse(client.hasInput());
    }

    // ---- nothing is forgotten ----

    @Test
    void shouldTellThatItGoesOnWhenAWriteHasMadeRoom() throws IOException {
        SSLEngine engine = Identities.SERVERS.createSSLEngine();
        engine.setUseClientMode(false);
        StreamHandle client = client();
        StreamHandle server = new TlsStream(pair.right(), engine, null, Identities.server().tasksOn(Runnable::run));
        shakeHands(client, server);
        client.read(bytes(1)); // the ticket
        below.blocks = true;
        for (int i = 0; i < 2; i++) {
            engine.beginHandshake(); // new keys, and the client shall do the same
            server.usable(Ready.WRITE);
        }
        server.write(bytes(10));
        assertEquals(0, client.read(bytes(100)));
        assertFalse(client.hasInput());
        raised.set(0);
        below.blocks = false;
        client.write(bytes(1));

        assertTrue(client.hasInput());
        assertEquals(1, raised.get());
        assertEquals(10, client.read(bytes(100)));
    }

    /** It may have something to write of its own. */
    @Test
    void shouldAskWhatIsBelowAlsoDuringTheHandshake() throws IOException {
        StreamHandle client = client();
        client.open();
        int before = below.asked;
        client.open();

        assertEquals(before + 1, below.asked);
    }

    // ---- nobody has the loop for himself ----

    /** Comes without an end, but not more than a turn may take. */
    private static final class Flood extends FilterStream {
        private static final int MOST = 1 << 20;
        private final SSLEngine peer;
        private final ByteBuffer record = ByteBuffer.allocate(1 << 15);
        private int given;
        private boolean begun;

        /** Without an engine, warnings that mean nothing. */
        Flood(StreamHandle inner, SSLEngine peer) {
            super(inner);
            this.peer = peer;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int from = target.position();
            if (!begun) {
                return inner.read(target);
            }
            for (boolean fits = true; fits;) {
                next();
                fits = target.remaining() >= record.remaining() + 100;
                target.put(record);
            }
            given += target.position() - from;
            assertTrue(given < MOST, "the loop is lost");
            return target.position() - from;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (begun) {
                int length = source.remaining();
                source.position(source.limit());
                return length;
            }
            return inner.write(source);
        }

        private void next() throws IOException {
            record.clear();
            if (peer == null) {
                record.put(new byte[] {21, 3, 3, 0, 2, 1, 22});
            } else {
                peer.beginHandshake(); // new keys
                peer.wrap(ByteBuffer.allocate(0), record);
                assertTrue(record.position() > 0);
            }
            record.flip();
        }
    }

    @Test
    void shouldLetOthersHaveTheirTurnDuringAHandshake() throws IOException {
        Flood flood = new Flood(pair.left(), null);
        StreamHandle client = Identities.client().tasksOn(Runnable::run).wrap(flood);
        client.attach(bits -> raised.incrementAndGet());
        flood.begun = true;

        assertFalse(client.open());
        assertEquals(1, raised.get());
    }

    @Test
    void shouldLetOthersHaveTheirTurn() throws IOException {
        SSLEngine engine = Identities.SERVERS.createSSLEngine();
        engine.setUseClientMode(false);
        Flood flood = new Flood(pair.left(), engine);
        StreamHandle client = Identities.client().tasksOn(Runnable::run).wrap(flood);
        StreamHandle server = new TlsStream(pair.right(), engine, null, Identities.server().tasksOn(Runnable::run));
        shakeHands(client, server);
        client.read(bytes(1)); // the ticket
        flood.begun = true;

        assertEquals(0, client.read(bytes(100)));
    }
}
