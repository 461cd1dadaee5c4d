package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.loop.Loop;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BuffersTest {
    @Test
    void shouldBeTheSameForAllOnOneLoop() {
        try (Stepped one = new Stepped(); Stepped other = new Stepped()) {
            Buffers buffers = Buffers.of(one.loop);

            assertSame(buffers, Buffers.of(one.loop));
            assertSame(buffers.receive(), buffers.receive());
            assertSame(buffers.send(), buffers.send());
            assertNotSame(buffers, Buffers.of(other.loop));
        }
    }

    @Test
    void shouldBeClearedEachTime() {
        try (Stepped stepped = new Stepped()) {
            Buffers buffers = Buffers.of(stepped.loop);
            buffers.receive().putLong(1).flip();
            buffers.send().putLong(1).flip();

            assertEmpty(Buffers.RECEIVE_BYTES, buffers.receive());
            assertEmpty(Buffers.SEND_BYTES, buffers.send());
        }
    }

    private static void assertEmpty(int capacity, ByteBuffer buffer) {
        assertTrue(buffer.isDirect());
        assertEquals(capacity, buffer.capacity());
        assertEquals(capacity, buffer.remaining());
    }

    @Test
    void shouldBeForTheLoopsThreadOnly() {
        assertThrows(IllegalStateException.class, () -> Buffers.of(Loop.stepped("another")));
    }
}
