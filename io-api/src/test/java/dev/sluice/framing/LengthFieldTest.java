package dev.sluice.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthFieldTest {
    private static final int[] WIDTHS = {1, 2, 3, 4, 8};
    private static final List<ByteOrder> ORDERS = List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);

    private static String one(LengthField framing, String stream) {
        Outcome outcome = Outcome.of(framing, ByteString.utf8(stream));
        assertNull(outcome.failure());
        assertEquals(1, outcome.frames().size());
        return outcome.texts().getFirst();
    }

    private static FramingException failure(LengthField framing, ByteString stream) {
        FrameDecoder decoder = framing.decoder();
        decoder.feed(stream);
        return assertThrows(FramingException.class, decoder::next);
    }

    // The examples of Netty's documentation.

    @Test
    void shouldReadALengthInFront() {
        assertEquals("\0\14HELLO, WORLD", one(LengthField.of(2, 99).strip(0), "\0\14HELLO, WORLD"));
        assertEquals("HELLO, WORLD", one(LengthField.of(2, 99), "\0\14HELLO, WORLD"));
    }

    @Test
    void shouldReadALengthThatCountsTheWholeFrame() {
        assertEquals("HELLO, WORLD", one(LengthField.of(2, 99).adjustment(-2), "\0\16HELLO, WORLD"));
    }

    @Test
    void shouldReadALengthWithinTheHeader() {
        LengthField behind = LengthField.of(3, 99).offset(2).strip(0);
        LengthField before = LengthField.of(3, 99).adjustment(2).strip(0);

        assertEquals("hd\0\0\14HELLO, WORLD", one(behind, "hd\0\0\14HELLO, WORLD"));
        assertEquals("\0\0\14hdHELLO, WORLD", one(before, "\0\0\14hdHELLO, WORLD"));
    }

    @Test
    void shouldStripAPartOfTheHeader() {
        LengthField body = LengthField.of(2, 99).offset(1).adjustment(1).strip(3);
        LengthField whole = LengthField.of(2, 99).offset(1).adjustment(-3).strip(3);

        assertEquals("\2HELLO, WORLD", one(body, "\1\0\14\2HELLO, WORLD"));
        assertEquals("\2HELLO, WORLD", one(whole, "\1\0\20\2HELLO, WORLD"));
    }

    // Every combination, against what was written.

    @Test
    void shouldGiveBackWhatWasWrittenWithEveryCombination() {
        for (int width : WIDTHS) {
            for (int offset : new int[] {0, 1, 5}) {
                for (int adjustment : new int[] {-offset - width, -1, 0, 3}) {
                    for (ByteOrder order : ORDERS) {
                        roundTrips(LengthField.of(width, 300).offset(offset).adjustment(adjustment).order(order), width,
                            offset);
                    }
                }
            }
        }
    }

    private static void roundTrips(LengthField framing, int width, int offset) {
        for (int length : new int[] {8, 9, 100, 240}) {
            ByteString frame = ByteString.utf8("x".repeat(length));
            ByteString encoded = framing.encode(frame);
            for (int strip = 0; strip <= offset + width; strip++) {
                ByteString expected = encoded.slice(strip, encoded.length());

                assertEquals(length + width, encoded.length());
                assertEquals(frame.slice(offset, length), encoded.slice(offset + width, encoded.length()));
                assertEquals(List.of(expected, expected),
                    Outcome.of(framing.strip(strip), encoded.concat(encoded)).frames());
            }
            assertEquals(List.of(frame.slice(offset, length)), Outcome.of(framing, encoded).frames());
        }
    }

    // What a length field may say.

    @Test
    void shouldReadLengthsWithoutASign() {
        assertEquals(200, one(LengthField.of(1, 300), ByteString.copyOf(new byte[] {(byte) 200}), 200));
        assertEquals(40_000, one(LengthField.of(2, 50_000), number(40_000, 2), 40_000));
    }

    private static int one(LengthField framing, ByteString field, int body) {
        return Outcome.of(framing, field.concat(ByteString.copyOf(new byte[body]))).frames().getFirst().length();
    }

    private static ByteString number(long value, int width) {
        return ByteString.copyOf(ByteBuffer.allocate(8).putLong(value).array(), 8 - width, width);
    }

    private static ByteString number(long value, int width, ByteOrder order) {
        byte[] bytes = number(value, width).toByteArray();
        return order == ByteOrder.BIG_ENDIAN ? ByteString.copyOf(bytes) : reversed(bytes);
    }

    private static ByteString reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return ByteString.copyOf(reversed);
    }

    @Test
    void shouldRefuseATooLongFrameAsSoonAsItsLengthHasCome() {
        for (int width : WIDTHS) {
            for (ByteOrder order : ORDERS) {
                FramingException failure = failure(LengthField.of(width, 100).order(order),
                    number(101 - width, width, order));

                FrameTooLongException tooLong = (FrameTooLongException) failure;
                assertEquals(100, tooLong.limit());
                assertEquals(101, tooLong.length());
            }
        }
    }

    @Test
    void shouldTakeTheLongestFrame() {
        assertEquals(98, one(LengthField.of(2, 100), number(98, 2), 98));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 7, Long.MAX_VALUE - 8, Long.MAX_VALUE - Integer.MAX_VALUE})
    void shouldNotBeTakenInByALengthThatOverflows(long value) {
        for (int adjustment : new int[] {0, 1, Integer.MAX_VALUE}) {
            LengthField framing = LengthField.of(8, Integer.MAX_VALUE).adjustment(adjustment);
            FrameTooLongException tooLong = (FrameTooLongException) failure(framing, number(value, 8));

            long beside = 8L + adjustment;
            assertEquals(beside > Long.MAX_VALUE - value ? Long.MAX_VALUE : value + beside, tooLong.length());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Integer.MIN_VALUE})
    void shouldRefuseANegativeLength(long value) {
        FramingException failure = failure(LengthField.of(8, 100), number(value, 8));

        assertEquals(MalformedFrameException.class, failure.getClass());
        assertEquals("a length field says " + value, failure.getMessage());
    }

    @Test
    void shouldTakeFourBytesWithoutASignToo() {
        FrameTooLongException tooLong = (FrameTooLongException) failure(LengthField.of(4, Integer.MAX_VALUE),
            number(-1, 4));

        assertEquals(0xffff_ffffL + 4, tooLong.length());
    }

    @Test
    void shouldRefuseAFrameThatEndsBeforeItsHeaderDoes() {
        assertEquals(MalformedFrameException.class,
            failure(LengthField.of(2, 100).adjustment(-2), number(1, 2)).getClass());
        assertEquals(MalformedFrameException.class,
            failure(LengthField.of(1, 100).adjustment(Integer.MIN_VALUE), number(255, 1)).getClass());
    }

    @Test
    void shouldRefuseAFrameThatIsShorterThanWhatIsStripped() {
        LengthField framing = LengthField.of(2, 100).strip(6);

        assertEquals(List.of(ByteString.empty()), Outcome.of(framing, ByteString.utf8("\0\4xxxx")).frames());
        FramingException failure = failure(framing, ByteString.utf8("\0\3"));
        assertEquals("a length field says 3, which makes a frame of 5 bytes, and none has less than 6",
            failure.getMessage());
    }

    // What is refused when it is made, or written.

    @Test
    void shouldRefuseImpossibleOptions() {
        for (int width : new int[] {-1, 0, 5, 6, 7, 9}) {
            assertThrows(IllegalArgumentException.class, () -> LengthField.of(width, 100));
        }
        LengthField framing = LengthField.of(4, 100);
        assertThrows(IllegalArgumentException.class, () -> framing.offset(-1));
        assertThrows(IllegalArgumentException.class, () -> framing.offset(97));
        assertThrows(IllegalArgumentException.class, () -> framing.offset(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> framing.strip(-1));
        assertThrows(NullPointerException.class, () -> framing.order(null));
        assertThrows(IllegalArgumentException.class, () -> LengthField.of(4, 3));
        assertThrows(IllegalArgumentException.class, () -> LengthField.of(4, -1));
    }

    @Test
    void shouldRefuseToWriteALengthThatTheFieldCannotSay() {
        LengthField framing = LengthField.of(1, 1000);

        assertEquals(256, framing.encode(ByteString.copyOf(new byte[255])).length());
        refused(framing, 256);
        refused(framing.adjustment(-1), 255);
        refused(framing.adjustment(1), 0);
        refused(LengthField.of(8, 1000).adjustment(1), 0);
        refused(LengthField.of(3, 1 << 25), 1 << 24);
    }

    @Test
    void shouldRefuseToWriteWhatTheDecoderWouldRefuse() {
        assertEquals(100, LengthField.of(2, 100).encode(ByteString.copyOf(new byte[98])).length());
        refused(LengthField.of(2, 100), 99);
        refused(LengthField.of(2, 100).offset(3), 2);
        refused(LengthField.of(2, 100).strip(5), 2);
    }

    private static void refused(LengthField framing, int length) {
        assertThrows(IllegalArgumentException.class, () -> framing.encode(ByteString.copyOf(new byte[length])));
    }
}
