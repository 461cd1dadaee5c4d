package dev.sluice.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ByteStringTest {
    private static final ByteString HELLO = ByteString.utf8("hello");
    private static final ByteString ROPE = filled(300, 'a').concat(filled(300, 'b'));

    @Test
    void shouldNotShowLaterChangesOfTheSourceArray() {
        byte[] source = {1, 2, 3};
        ByteString whole = ByteString.copyOf(source);
        ByteString part = ByteString.copyOf(source, 1, 2);

        source[1] = 9;

        assertArrayEquals(new byte[] {1, 2, 3}, whole.toByteArray());
        assertArrayEquals(new byte[] {2, 3}, part.toByteArray());
    }

    @Test
    void shouldConsumeWhatRemainsInABufferAndLetItBeRefilled() {
        for (ByteBuffer source : List.of(ByteBuffer.allocate(8), ByteBuffer.allocateDirect(8))) {
            source.put(new byte[] {1, 2, 3, 4, 5}).flip().position(2);

            ByteString bytes = ByteString.copyOf(source);
            source.clear().put(new byte[8]);

            assertArrayEquals(new byte[] {3, 4, 5}, bytes.toByteArray());
            assertSame(bytes, bytes.compact(), "the array has exactly the size of its content");
        }
    }

    @Test
    void shouldLeaveNothingInAConsumedBuffer() {
        ByteBuffer source = ByteBuffer.wrap(new byte[10], 2, 5);

        ByteString.copyOf(source);

        assertEquals(7, source.position());
        assertEquals(7, source.limit());
    }

    @Test
    void shouldShowOneEmptyByteStringHoweverItIsMade() {
        ByteString empty = ByteString.empty();

        assertTrue(empty.isEmpty());
        assertSame(empty, ByteString.copyOf(new byte[0]));
        assertSame(empty, ByteString.copyOf(new byte[3], 3, 0));
        assertSame(empty, ByteString.copyOf(ByteBuffer.allocate(0)));
        assertSame(empty, ByteString.utf8(""));
        assertSame(empty, HELLO.slice(5, 5));
        assertSame(empty, ROPE.slice(300, 300));
        assertEquals(List.of(), empty.asByteBuffers());
    }

    @Test
    void shouldNotGiveOutItsArray() {
        HELLO.toByteArray()[0] = 'j';
        byte[] target = new byte[5];
        HELLO.copyTo(target, 0);
        target[0] = 'j';

        assertEquals("hello", HELLO.decodeUtf8());
    }

    @Test
    void shouldGiveOutOnlyBuffersThatCannotBeWrittenThrough() {
        for (ByteString bytes : List.of(HELLO, HELLO.slice(1, 3), ROPE)) {
            assertReadOnly(bytes.asByteBuffer());
            bytes.asByteBuffers().forEach(ByteStringTest::assertReadOnly);
        }
    }

    private static void assertReadOnly(ByteBuffer buffer) {
        assertTrue(buffer.isReadOnly());
        assertFalse(buffer.hasArray());
        assertThrows(ReadOnlyBufferException.class, () -> buffer.put(0, (byte) 0));
    }

    @Test
    void shouldNotLetABufferOfASliceBeRewoundToItsNeighbours() {
        ByteBuffer buffer = HELLO.slice(1, 3).asByteBuffer();

        buffer.clear();

        assertEquals(ByteBuffer.wrap("el".getBytes(UTF_8)), buffer);
    }

    @Test
    void shouldGiveEachCallerABufferWithAPositionOfItsOwn() {
        HELLO.asByteBuffer().get();
        HELLO.asByteBuffers().getFirst().get();

        assertEquals(5, HELLO.asByteBuffer().remaining());
        assertEquals(5, HELLO.asByteBuffers().getFirst().remaining());
    }

    @Test
    void shouldGiveOneBufferForEachPiece() {
        List<ByteBuffer> buffers = ROPE.asByteBuffers();

        assertEquals(List.of(300, 300), buffers.stream().map(ByteBuffer::remaining).toList());
        assertThrows(UnsupportedOperationException.class, () -> buffers.add(null));
    }

    @Test
    void shouldFillABufferFromAnOffsetUntilNothingIsLeft() {
        ByteBuffer small = ByteBuffer.allocateDirect(7);
        ByteBuffer sent = ByteBuffer.allocate(ROPE.length());
        int from = 0;
        int count;
        while ((count = ROPE.copyTo(from, small.clear())) > 0) {
            from += count;
            sent.put(small.flip());
        }

        assertEquals(ROPE.length(), from);
        assertArrayEquals(ROPE.toByteArray(), sent.array());
    }

    @Test
    void shouldCopyNothingIntoAFullBuffer() {
        ByteBuffer full = ByteBuffer.allocate(4).position(4);

        assertEquals(0, HELLO.copyTo(0, full));
        assertEquals(0, ROPE.copyTo(600, ByteBuffer.allocate(4)));
    }

    @Test
    void shouldShareTheBytesOfBigPieces() {
        ByteString both = ROPE.concat(ROPE);

        assertEquals(4, both.asByteBuffers().size());
        assertSame(HELLO, HELLO.slice(0, 5));
        assertSame(ROPE, ROPE.slice(0, 600));
        assertSame(ROPE, ROPE.concat(ByteString.empty()));
        assertSame(ROPE, ByteString.empty().concat(ROPE));
    }

    @Test
    void shouldMergeSmallPieces() {
        ByteString merged = filled(100, 'a').concat(filled(156, 'b'));
        ByteString apart = filled(100, 'a').concat(filled(157, 'b'));

        assertEquals(1, merged.asByteBuffers().size());
        assertEquals(2, apart.asByteBuffers().size());
        assertEquals(2, apart.concat(filled(99, 'c')).asByteBuffers().size(), "merged with the last piece");
        assertEquals(2, filled(99, 'c').concat(apart).asByteBuffers().size(), "merged with the first piece");
    }

    @Test
    void shouldCompactWhatKeepsABiggerArray() {
        ByteString slice = HELLO.slice(1, 3);

        ByteString compact = slice.compact();

        assertEquals(slice, compact);
        assertSame(compact, compact.compact());
        assertEquals(1, ROPE.compact().asByteBuffers().size());
        assertEquals(ROPE, ROPE.compact());
    }

    @Test
    void shouldFindBytes() {
        ByteString line = ByteString.utf8("a\r\rb\r\n");

        assertEquals(1, line.indexOf((byte) '\r'));
        assertEquals(4, line.indexOf((byte) '\r', 3));
        assertEquals(-1, line.indexOf((byte) '\r', 6));
        assertEquals(4, line.indexOf(ByteString.utf8("\r\n"), 0));
        assertEquals(-1, line.indexOf(ByteString.utf8("\r\n"), 5));
        assertEquals(-1, line.indexOf(HELLO.concat(HELLO), 0));
        assertEquals(6, line.indexOf(ByteString.empty(), 6));
    }

    @Test
    void shouldFindASequenceAcrossPieces() {
        assertEquals(299, ROPE.indexOf(ByteString.utf8("ab"), 0));
        assertEquals(0, ROPE.indexOf(ROPE.concat(ByteString.empty()), 0));
        assertTrue(ROPE.startsWith(ROPE.slice(0, 301)));
        assertFalse(ROPE.startsWith(ROPE.slice(1, 301)));
        assertFalse(HELLO.startsWith(ByteString.utf8("hello!")));
    }

    @Test
    void shouldEndItsIteration() {
        ByteIterator iterator = ByteString.copyOf(new byte[] {-1}).iterator();

        assertEquals(-1, iterator.nextByte());
        assertFalse(iterator.hasNext());
        assertThrows(NoSuchElementException.class, iterator::nextByte);
        assertFalse(ByteString.empty().iterator().hasNext());
    }

    @Test
    void shouldEqualOnlyByteStringsOfTheSameBytes() {
        assertEquals(HELLO, ByteString.utf8("say hello").slice(4, 9));
        assertNotEquals(HELLO, ByteString.utf8("hellO"));
        assertNotEquals(HELLO, ByteString.utf8("hello "));
        assertNotEquals(HELLO, "hello");
        assertNotEquals(HELLO, null);
        assertNotEquals(HELLO.hashCode(), ByteString.utf8("ehllo").hashCode());
    }

    private static ByteString filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return ByteString.copyOf(bytes);
    }
}
