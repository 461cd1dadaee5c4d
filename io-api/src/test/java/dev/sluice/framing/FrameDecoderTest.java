package dev.sluice.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private static final ByteOrder[] ORDERS = {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN};
    private static final int[] WIDTHS = {1, 2, 3, 4, 8};

    @Test
    void shouldFailForEverOnceItHasFailed() {
        FrameDecoder decoder = Lines.of(3).decoder();
        decoder.feed(ByteString.utf8("four\nok\n"));
        FramingException failure = assertThrows(FrameTooLongException.class, decoder::next);

        decoder.feed(ByteString.utf8("ok\n"));

        assertSame(failure, assertThrows(FrameTooLongException.class, decoder::next));
        assertEquals(ByteString.empty(), decoder.rest());
    }

    @Test
    void shouldGiveWhatCameBeforeAFailure() throws FramingException {
        FrameDecoder decoder = Lines.of(3).decoder();
        decoder.feed(ByteString.utf8("ok\nfour\n"));

        assertEquals(ByteString.utf8("ok"), decoder.next());
        assertThrows(FrameTooLongException.class, decoder::next);
    }

    @Test
    void shouldGiveTheRestToWhoeverGoesOn() throws FramingException {
        FrameDecoder decoder = Lines.of(9).decoder();
        decoder.feed(ByteString.utf8("head\nbody"));

        assertEquals(ByteString.utf8("head"), decoder.next());
        assertEquals(ByteString.utf8("body"), decoder.rest());
        assertNull(decoder.next());
        assertEquals(ByteString.utf8("body"), decoder.rest());
    }

    @Test
    void shouldTakeNothingAfterTheEnd() throws FramingException {
        FrameDecoder decoder = Lines.of(9).openEnd().decoder();
        decoder.feed(ByteString.utf8("last"));
        decoder.end();

        assertEquals(ByteString.utf8("last"), decoder.next());
        assertNull(decoder.next());
        assertThrows(IllegalStateException.class, () -> decoder.feed(ByteString.empty()));
    }

    @Test
    void shouldTakeFramesThatAreFedFaster() {
        FrameDecoder decoder = new FixedLength(2).decoder();
        Stream.of("a", "bc", "d", "efg").map(ByteString::utf8).forEach(decoder::feed);

        Stream.of("ab", "cd", "ef").map(ByteString::utf8).forEach(frame -> assertEquals(frame, next(decoder)));
        assertNull(next(decoder));
    }

    private static ByteString next(FrameDecoder decoder) {
        try {
            return decoder.next();
        } catch (FramingException e) {
            throw new AssertionError(e);
        }
    }

    /** Whatever comes: frames, or a failure of the one type; and never more held than the limit allows. */
    @Test
    void shouldBearAnyInput() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            int limit = 24 + random.nextInt(100);
            FrameDecoder decoder = any(random, limit).decoder();
            try {
                for (int i = 0; i < 20; i++) {
                    decoder.feed(garbage(random));
                    takeAll(decoder, limit);
                    int held = decoder.rest().length();
                    assertTrue(held <= limit + 4, () -> held + " bytes are held");
                }
            } catch (FramingException e) {
                assertSame(e, assertThrows(FramingException.class, decoder::next));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void takeAll(FrameDecoder decoder, int limit) throws FramingException {
        for (ByteString frame = decoder.next(); frame != null; frame = decoder.next()) {
            int length = frame.length();
            assertTrue(length <= limit, () -> length + " bytes are in a frame");
        }
    }

    private static Framing any(Random random, int limit) {
        return switch (random.nextInt(4)) {
            case 0 -> Lines.of(limit);
            case 1 -> Delimiters.of(limit, bytes(random, 1 + random.nextInt(4)), bytes(random, 1 + random.nextInt(4)));
            case 2 -> new FixedLength(1 + random.nextInt(limit));
            default -> LengthField.of(WIDTHS[random.nextInt(5)], limit).offset(random.nextInt(10))
                .adjustment(adjustment(random)).strip(random.nextInt(20)).order(ORDERS[random.nextInt(2)]);
        };
    }

    private static int adjustment(Random random) {
        return random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(-20, 20);
    }

    private static ByteString garbage(Random random) {
        return bytes(random, random.nextInt(random.nextBoolean() ? 4 : 200));
    }

    /** Small numbers make lengths that are believed, and delimiters that are found. */
    private static ByteString bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        int bound = List.of(2, 12, 256).get(random.nextInt(3));
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(bound);
        }
        return ByteString.copyOf(bytes);
    }
}
