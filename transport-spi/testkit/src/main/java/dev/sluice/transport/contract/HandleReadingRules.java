package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Connection;
import dev.sluice.transport.Ready;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a bare stream is opened, and read. */
abstract class HandleReadingRules {
    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final StreamHandleContract contract;

    HandleReadingRules(StreamHandleContract contract) {
        this.contract = contract;
    }

    private StreamPair open() throws Exception {
        return StreamPair.open(contract);
    }

    @Test
    void shouldOpenAndCarryBytesBothWays() throws Exception {
        try (StreamPair pair = open()) {
            pair.ours.write(HELLO);
            pair.peer.write(HELLO);

            assertArrayEquals(HELLO, pair.peer.read(5));
            assertArrayEquals(HELLO, pair.ours.read(5));
        }
    }

    @Test
    void shouldReadNothingWhereNothingIs() throws Exception {
        try (StreamPair pair = open()) {
            ByteBuffer target = ByteBuffer.allocate(10);

            assertEquals(0, pair.ours.read(target));
            assertEquals(0, target.position());
            assertFalse(pair.ours.handle.hasInput());
        }
    }

    @Test
    void shouldTouchNothingOutsidePositionAndLimit() throws Exception {
        try (StreamPair pair = open()) {
            pair.peer.write(Pattern.from(0, 50));
            for (ByteBuffer target : List.of(ByteBuffer.allocate(40), ByteBuffer.allocateDirect(40))) {
                checkBounds(pair, target);
            }
        }
    }

    private static void checkBounds(StreamPair pair, ByteBuffer target) throws Exception {
        byte mark = 0x55;
        for (int i = 0; i < 40; i++) {
            target.put(i, mark);
        }
        int read = 0;
        while (read == 0) {
            pair.ours.await(Ready.READ);
            read = pair.ours.read(target.limit(20).position(10));
        }

        assertTrue(read > 0 && read <= 10, "read " + read);
        assertEquals(10 + read, target.position());
        assertEquals(20, target.limit());
        target.limit(40);
        for (int i = 0; i < 40; i++) {
            assertTrue(i >= 10 && i < 10 + read || target.get(i) == mark, "touched " + i);
        }
    }

    @Test
    void shouldReadTheRestLater() throws Exception {
        try (StreamPair pair = open()) {
            byte[] sent = Pattern.from(0, 100);
            pair.peer.write(sent);

            for (byte each : sent) {
                assertArrayEquals(new byte[] {each}, pair.ours.read(1));
            }
            assertEquals(0, pair.ours.read(ByteBuffer.allocate(10)));
        }
    }

    @Test
    void shouldSayOfWhatThePollerCannotSeeThatItIsThere() throws Exception {
        try (StreamPair pair = open()) {
            pair.peer.write(Pattern.from(0, 1000));
            pair.ours.read(1);
            int left = 999;
            while (pair.ours.handle.hasInput()) {
                int read = pair.ours.read(ByteBuffer.allocate(100));
                assertTrue(read > 0, "it has input, and reads " + read);
                left -= read;
            }

            assertEquals(left, pair.ours.read(left).length);
            assertFalse(pair.ours.handle.hasInput());
        }
    }

    @Test
    void shouldKeepNothingOfTheBufferThatIsFilled() throws Exception {
        try (StreamPair pair = open()) {
            byte[] sent = Pattern.from(0, 1000);
            pair.peer.write(sent);
            byte[] target = new byte[10];
            ByteBuffer lent = ByteBuffer.wrap(target);
            int at = 0;
            while (at < sent.length) {
                pair.ours.await(Ready.READ);
                int read = pair.ours.read(lent.clear());
                assertArrayEquals(Arrays.copyOfRange(sent, at, at + read), Arrays.copyOf(target, read));
                at += read;
                Arrays.fill(target, (byte) 0);
            }
        }
    }

    @Test
    void shouldNotBeReadableBeforeThereIsInput() throws Exception {
        try (StreamPair pair = open()) {
            for (int i = 0; i < 10; i++) {
                assertFalse(pair.ours.can(Ready.READ) && pair.ours.read(ByteBuffer.allocate(1)) != 0);
                pair.look();
            }
        }
    }

    @Test
    void shouldReadTheEndBehindTheInputAgainAndAgain() throws Exception {
        try (StreamPair pair = open()) {
            pair.peer.write(HELLO);
            pair.peer.endOutput();

            assertArrayEquals(HELLO, pair.ours.readToTheEnd());
            for (int i = 0; i < 3; i++) {
                assertEquals(0, pair.ours.read(10).length);
            }
        }
    }

    @Test
    void shouldStillWriteBehindThePeersEnd() throws Exception {
        try (StreamPair pair = open()) {
            pair.peer.endOutput();
            assertEquals(0, pair.ours.readToTheEnd().length);
            pair.ours.write(HELLO);

            assertArrayEquals(HELLO, pair.peer.read(5));
        }
    }

    // ---- what else there is to ask ----

    @Test
    void shouldKnowItsAddresses() throws Exception {
        try (StreamPair pair = open()) {
            assertMatch(pair.ours.handle.localAddress(), pair.peer.handle.remoteAddress());
            assertMatch(pair.ours.handle.remoteAddress(), pair.peer.handle.localAddress());
        }
    }

    /** If both are known. */
    private static void assertMatch(SocketAddress here, SocketAddress there) {
        if (here != null && there != null) {
            assertEquals(there, here);
        }
    }

    @Test
    void shouldHaveOneSourceAllItsLife() throws Exception {
        try (StreamPair pair = new StreamPair(contract)) {
            assertSame(pair.ours.handle.source(), pair.ours.handle.source());
        }
        try (StreamPair pair = open()) {
            Object source = pair.ours.handle.source();
            pair.peer.write(HELLO);
            pair.ours.read(5);
            assertSame(source, pair.ours.handle.source());
            pair.ours.endOutput();
            assertSame(source, pair.ours.handle.source());
        }
    }

    @Test
    void shouldNotKnowAnUnknownCommand() throws Exception {
        record Unknown() implements Connection.Extension {}
        try (StreamPair pair = open()) {
            List<Connection.Event> told = new ArrayList<>();

            assertFalse(pair.ours.handle.on(new Unknown(), told::add));
            assertEquals(List.of(), told);
            pair.ours.write(HELLO);
            assertArrayEquals(HELLO, pair.peer.read(5));
        }
    }
}
