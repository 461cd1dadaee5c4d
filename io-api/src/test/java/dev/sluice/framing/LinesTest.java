package dev.sluice.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    private static final Lines LINES = Lines.of(8);

    private static Outcome decoded(Lines lines, String text) {
        return Outcome.of(lines, ByteString.utf8(text));
    }

    @Test
    void shouldEndALineWithEitherEnd() {
        assertEquals(List.of("one", "two", "", "", "\r", "a\rb"),
            decoded(LINES, "one\ntwo\r\n\n\r\n\r\r\na\rb\n").texts());
    }

    @Test
    void shouldFailIfTheInputEndsWithinALine() {
        assertEquals(new Outcome(List.of(ByteString.utf8("one")), TruncatedFrameException.class),
            decoded(LINES, "one\ntwo"));
    }

    @Test
    void shouldTakeTheRestAsALineIfToldTo() {
        assertEquals(List.of("one", "two"), decoded(LINES.openEnd(), "one\ntwo").texts());
        assertEquals(List.of("one"), decoded(LINES.openEnd(), "one\n").texts());
        assertEquals(List.of(), decoded(LINES.openEnd(), "").texts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678\n", "12345678\r\n", "1234567\r\r\n"})
    void shouldTakeTheLongestLine(String line) {
        assertNull(decoded(LINES, line).failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789\n", "123456789\r\n", "12345678\r\r\n", "123456789", "12345678\rx"})
    void shouldRefuseALineThatIsTooLong(String line) {
        assertEquals(FrameTooLongException.class, decoded(LINES, line).failure());
    }

    @Test
    void shouldNameTheLimitAndWhatHasCome() throws FramingException {
        FrameDecoder decoder = LINES.decoder();
        decoder.feed(ByteString.utf8("12345678"));
        assertNull(decoder.next());
        decoder.feed(ByteString.utf8("90"));

        FrameTooLongException failure = assertThrows(FrameTooLongException.class, decoder::next);
        assertEquals(8, failure.limit());
        assertEquals(10, failure.length());
        assertEquals("a frame of at least 10 bytes is over the limit of 8", failure.getMessage());
    }

    @Test
    void shouldWriteEitherEnd() {
        assertEquals(ByteString.utf8("one\n"), LINES.encode(ByteString.utf8("one")));
        assertEquals(ByteString.utf8("one\r\n"), LINES.crLf().encode(ByteString.utf8("one")));
        assertEquals(ByteString.utf8("\r\n"), LINES.openEnd().crLf().encode(ByteString.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\n", "\r\n", "a\r", "\r", "123456789"})
    void shouldRefuseToWriteWhatWouldNotComeBack(String line) {
        assertThrows(IllegalArgumentException.class, () -> LINES.encode(ByteString.utf8(line)));
    }

    @Test
    void shouldWriteAReturnAtTheEndOfALineWhereItComesBack() {
        assertEquals(List.of("a\r"), Outcome.of(LINES, LINES.crLf().encode(ByteString.utf8("a\r"))).texts());
    }

    @Test
    void shouldRefuseALimitOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> Lines.of(0));
    }
}
