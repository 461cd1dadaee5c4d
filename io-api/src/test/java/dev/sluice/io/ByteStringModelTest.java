package dev.sluice.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Puts byte strings together at random, and the same content as arrays, and asks both the same questions. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ByteStringModelTest {
    private static final int DEEP = 100_000;

    private record Pair(ByteString bytes, byte[] model) {
        Pair concat(Pair other) {
            byte[] both = Arrays.copyOf(model, model.length + other.model.length);
            System.arraycopy(other.model, 0, both, model.length, other.model.length);
            return new Pair(bytes.concat(other.bytes), both);
        }

        Pair slice(int from, int to) {
            return new Pair(bytes.slice(from, to), Arrays.copyOfRange(model, from, to));
        }

        int length() {
            return model.length;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBehaveAsAnArrayDoes(long seed) {
        Random random = new Random(seed);
        Pair[] known = {leaf(random), leaf(random), leaf(random), leaf(random)};
        for (int i = 0; i < 2_000; i++) {
            Pair next = derive(random, known[random.nextInt(4)], known[random.nextInt(4)]);
            known[random.nextInt(4)] = next;
            check(random, next);
        }
    }

    private static Pair leaf(Random random) {
        byte[] model = new byte[random.nextInt(random.nextBoolean() ? 5 : 600)];
        for (int i = 0; i < model.length; i++) {
            // Few values, so that searches find something and almost find more.
            model[i] = (byte) random.nextInt(-1, 2);
        }
        return new Pair(ByteString.copyOf(model), model);
    }

    private static Pair derive(Random random, Pair one, Pair other) {
        return switch (random.nextInt(6)) {
            case 0 -> leaf(random);
            case 1, 2 -> one.length() > 20_000 ? randomSlice(random, one) : one.concat(other);
            case 3 -> one.concat(leaf(random));
            case 4 -> leaf(random).concat(one);
            default -> randomSlice(random, one);
        };
    }

    private static Pair randomSlice(Random random, Pair pair) {
        int from = random.nextInt(pair.length() + 1);
        return pair.slice(from, random.nextInt(from, pair.length() + 1));
    }

    private static void check(Random random, Pair pair) {
        ByteString bytes = pair.bytes;
        assertEquals(pair.length(), bytes.length());
        assertEquals(pair.length() == 0, bytes.isEmpty());
        assertBalanced(bytes);
        checkReading(random, pair);
        checkBuffers(random, pair);
        checkSearch(random, pair);
        checkPrefix(random, pair);
        checkEquality(random, pair);
    }

    private static void checkReading(Random random, Pair pair) {
        assertArrayEquals(pair.model, pair.bytes.toByteArray());
        assertArrayEquals(pair.model, iterate(pair.bytes));
        if (pair.length() > 0) {
            int index = random.nextInt(pair.length());
            assertEquals(pair.model[index], pair.bytes.byteAt(index));
        }
        byte[] target = new byte[pair.length() + 5];
        pair.bytes.copyTo(target, 3);
        assertArrayEquals(pair.model, Arrays.copyOfRange(target, 3, 3 + pair.length()));
        assertEquals(new String(pair.model, StandardCharsets.UTF_8), pair.bytes.decodeUtf8());
    }

    private static void checkBuffers(Random random, Pair pair) {
        assertEquals(ByteBuffer.wrap(pair.model), pair.bytes.asByteBuffer());
        ByteBuffer gathered = ByteBuffer.allocate(pair.length());
        pair.bytes.asByteBuffers().forEach(gathered::put);
        assertArrayEquals(pair.model, gathered.array());

        int from = random.nextInt(pair.length() + 1);
        ByteBuffer target = ByteBuffer.allocateDirect(random.nextInt(700));
        int count = pair.bytes.copyTo(from, target);
        assertEquals(Math.min(pair.length() - from, target.capacity()), count);
        assertEquals(ByteBuffer.wrap(pair.model, from, count), target.flip());
    }

    private static void checkSearch(Random random, Pair pair) {
        String text = new String(pair.model, ISO_8859_1);
        int from = random.nextInt(pair.length() + 1);
        byte value = (byte) random.nextInt(-1, 3);
        assertEquals(text.indexOf(value & 0xff), pair.bytes.indexOf(value));
        assertEquals(text.indexOf(value & 0xff, from), pair.bytes.indexOf(value, from));

        Pair wanted = random.nextBoolean() ? randomSlice(random, pair) : leaf(random);
        String wantedText = new String(wanted.model, ISO_8859_1);
        assertEquals(text.indexOf(wantedText, from), pair.bytes.indexOf(wanted.bytes, from));
    }

    private static void checkPrefix(Random random, Pair pair) {
        Pair prefix = pair.slice(0, random.nextInt(pair.length() + 1));
        assertTrue(pair.bytes.startsWith(prefix.bytes));
        assertTrue(pair.bytes.startsWith(ByteString.copyOf(prefix.model)));
        assertFalse(pair.bytes.startsWith(prefix.bytes.concat(ByteString.utf8("x"))));
    }

    private static void checkEquality(Random random, Pair pair) {
        int border = random.nextInt(pair.length() + 1);
        ByteString flat = ByteString.copyOf(pair.model);
        ByteString cutElsewhere = flat.slice(0, border).concat(flat.slice(border, pair.length()));
        for (ByteString same : new ByteString[] {flat, cutElsewhere, pair.bytes.compact()}) {
            assertEquals(pair.bytes, same);
            assertEquals(same, pair.bytes);
            assertEquals(pair.bytes.hashCode(), same.hashCode());
            assertEquals(pair.bytes.toString(), same.toString());
        }
        if (pair.length() > 0) {
            byte[] different = pair.model.clone();
            different[random.nextInt(different.length)] ^= 0x40;
            assertFalse(pair.bytes.equals(ByteString.copyOf(different)));
            assertFalse(ByteString.copyOf(different).equals(pair.bytes));
        }
    }

    @Test
    void shouldTakeManySingleBytesAtItsEnd() {
        checkDeep((whole, piece) -> whole.concat(piece), 1);
    }

    @Test
    void shouldTakeManySingleBytesAtItsFront() {
        checkDeep((whole, piece) -> piece.concat(whole), 1);
    }

    // Pieces that are too big to be merged: the tree gets one leaf for each of them.

    @Test
    void shouldTakeManyBigPiecesAtItsEnd() {
        checkDeep((whole, piece) -> whole.concat(piece), 257);
    }

    @Test
    void shouldTakeManyBigPiecesAtItsFront() {
        checkDeep((whole, piece) -> piece.concat(whole), 257);
    }

    private static void checkDeep(BiFunction<ByteString, ByteString, ByteString> concat, int pieceLength) {
        ByteString piece = ByteString.copyOf(new byte[pieceLength]);
        ByteString whole = ByteString.empty();
        for (int i = 0; i < DEEP; i++) {
            whole = concat.apply(whole, piece);
        }
        byte[] model = new byte[DEEP * pieceLength];

        assertTrue(RopeBytes.depth(whole) <= 24, () -> "the limit of AVL trees with 100 000 leaves");
        assertBalanced(whole);
        assertArrayEquals(model, whole.toByteArray());
        assertArrayEquals(model, iterate(whole));
        assertArrayEquals(model, readEach(whole));
        assertEquals(ByteString.copyOf(model), whole);
        assertEquals(ByteString.copyOf(model).hashCode(), whole.hashCode());
        assertEquals(-1, whole.indexOf((byte) 1));
    }

    private static byte[] iterate(ByteString bytes) {
        byte[] read = new byte[bytes.length()];
        int count = 0;
        for (ByteIterator iterator = bytes.iterator(); iterator.hasNext();) {
            read[count++] = iterator.nextByte();
        }
        assertEquals(bytes.length(), count);
        return read;
    }

    private static byte[] readEach(ByteString bytes) {
        byte[] read = new byte[bytes.length()];
        for (int i = 0; i < read.length; i++) {
            read[i] = bytes.byteAt(i);
        }
        return read;
    }

    private static void assertBalanced(ByteString bytes) {
        if (bytes instanceof RopeBytes rope) {
            int gap = RopeBytes.depth(rope.left) - RopeBytes.depth(rope.right);
            assertTrue(Math.abs(gap) <= 1, () -> "sides differ by " + gap);
            assertFalse(rope.left.isEmpty() || rope.right.isEmpty());
            assertBalanced(rope.left);
            assertBalanced(rope.right);
        }
    }
}
