package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.Ready;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryStreamTest {
    private static final int CAPACITY = 8;

    private final MemoryStream.Pair pair = MemoryStream.pair(CAPACITY);
    private final MemoryStream left = pair.left();
    private final MemoryStream right = pair.right();

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    private static String read(MemoryStream from) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(100);
        int read = from.read(target);
        assertEquals(Math.max(0, read), target.position());
        return read < 0 ? "end" : StandardCharsets.UTF_8.decode(target.flip()).toString();
    }

    @Test
    void shouldCarryBytesBothWays() throws IOException {
        left.write(bytes("there"));
        right.write(bytes("back"));

        assertEquals("there", read(right));
        assertEquals("back", read(left));
        assertEquals("", read(left));
    }

    @Test
    void shouldTakeNoMoreThanThereIsRoomFor() throws IOException {
        ByteBuffer much = bytes("1234567890");

        assertEquals(CAPACITY, left.write(much));
        assertEquals(0, left.write(much));
        assertEquals(0, left.ready() & Ready.WRITE);
        assertEquals("12345678", read(right));
        assertEquals(2, left.write(much));
        assertEquals("90", read(right));
    }

    @Test
    void shouldKeepTheOrderAroundTheRing() throws IOException {
        Random random = new Random(1);
        byte next = 0;
        byte expected = 0;
        for (int i = 0; i < 1000; i++) {
            ByteBuffer out = ByteBuffer.allocate(random.nextInt(CAPACITY + 3));
            for (int at = 0; at < out.capacity(); at++) {
                out.put(at, (byte) (next + at));
            }
            next += (byte) left.write(out);
            ByteBuffer in = ByteBuffer.allocate(random.nextInt(CAPACITY + 3));
            right.read(in);
            for (in.flip(); in.hasRemaining();) {
                assertEquals(expected++, in.get());
            }
        }
    }

    @Test
    void shouldBeHalfClosed() throws IOException {
        left.write(bytes("bye"));
        left.endOutput();

        assertEquals("bye", read(right));
        assertEquals("end", read(right));
        assertEquals("end", read(right));
        right.write(bytes("still"));
        assertEquals("still", read(left));
        assertThrows(IOException.class, () -> left.write(bytes("more")));
    }

    @Test
    void shouldLetThePeerReadWhatCameBeforeAClose() throws IOException {
        left.write(bytes("bye"));
        left.close();

        assertEquals("bye", read(right));
        assertEquals("end", read(right));
    }

    @Test
    void shouldBreakAPipeWithoutLosingInput() throws IOException {
        left.write(bytes("bye"));
        left.close();

        assertThrows(IOException.class, () -> right.write(bytes("lost")));
        assertEquals("bye", read(right));
    }

    @Test
    void shouldDropWhatIsUnreadOnAReset() throws IOException {
        left.write(bytes("lost"));
        left.abort();
        left.close();

        assertEquals(Ready.READ | Ready.WRITE, right.ready() & ~Ready.CONNECT);
        assertThrows(IOException.class, () -> right.write(bytes("lost")));
        assertEquals("end", read(right));
        assertThrows(IOException.class, () -> right.write(bytes("lost")));
    }

    @Test
    void shouldResetIfItIsClosedWithUnreadInput() throws IOException {
        right.write(bytes("unread"));
        left.write(bytes("lost"));
        left.close();

        assertThrows(IOException.class, () -> read(right));
    }

    @Test
    void shouldRefuseAllOnceItIsClosed() {
        left.close();
        left.close();

        assertEquals(0, left.ready());
        assertThrows(ClosedChannelException.class, () -> read(left));
        assertThrows(ClosedChannelException.class, () -> left.write(bytes("x")));
        assertThrows(ClosedChannelException.class, left::endOutput);
    }

    @Test
    void shouldTellTheOtherEndOfEachChange() throws IOException {
        int[] changes = {0};
        right.watch(() -> changes[0]++);

        left.write(bytes("x"));
        left.endOutput();
        left.close();

        assertEquals(3, changes[0]);
    }

    @Test
    void shouldKnowItsAddresses() {
        assertEquals(new MemoryAddress("left"), left.localAddress());
        assertEquals(left.localAddress(), right.remoteAddress());
        assertTrue(left.toString().contains("memory:left"));
    }
}
