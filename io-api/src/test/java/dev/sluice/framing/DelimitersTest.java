package dev.sluice.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitersTest {
    private static Delimiters of(int limit, String... alternatives) {
        return Delimiters.of(limit, Stream.of(alternatives).map(ByteString::utf8).toArray(ByteString[]::new));
    }

    private static Outcome decoded(Delimiters delimiters, String text) {
        return Outcome.of(delimiters, ByteString.utf8(text));
    }

    @Test
    void shouldCutAtEachAlternative() {
        assertEquals(List.of("one", "two", "", "t-hree"), decoded(of(9, "--", ";"), "one--two;;t-hree--").texts());
    }

    @Test
    void shouldKeepDelimitersIfToldTo() {
        assertEquals(List.of("one--", "two;", ";", "--"), decoded(of(9, "--", ";").kept(), "one--two;;--").texts());
    }

    @Test
    void shouldTakeTheLongestOfThoseThatEndTogether() {
        assertEquals(List.of("x", "y", "z\r"), decoded(of(9, "\n", "\r\n"), "x\r\ny\nz\r\r\n").texts());
    }

    @Test
    void shouldTakeTheOneThatIsCompleteFirst() {
        assertEquals(List.of("xa", "dy", ""), decoded(of(9, "abcd", "bc", "z"), "xabcdyzz").texts());
        assertEquals(List.of("x", "by"), decoded(of(9, "ab", "a", "z"), "xabyz").texts());
    }

    @Test
    void shouldNotUseAByteTwice() {
        assertEquals(List.of("", "a;"), decoded(of(9, "aa", ";-"), "aaa;;-").texts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678--", "12345678;", "1234567-;"})
    void shouldMeasureAFrameWithoutItsDelimiter(String frame) {
        assertNull(decoded(of(8, "--", ";"), frame).failure());
        assertNull(decoded(of(8, "--", ";").kept(), frame).failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789--", "123456789", "12345678-;", "12345678-x"})
    void shouldRefuseAFrameThatIsTooLong(String frame) {
        assertEquals(FrameTooLongException.class, decoded(of(8, "--", ";"), frame).failure());
    }

    @Test
    void shouldRefuseAFrameAtTheFirstByteThatIsTooMuch() throws FramingException {
        FrameDecoder decoder = of(4, "--").decoder();
        for (ByteString piece : Splits.bytes(ByteString.utf8("1234-"))) {
            decoder.feed(piece);
            assertNull(decoder.next());
        }
        decoder.feed(ByteString.utf8("5"));

        FrameTooLongException failure = assertThrows(FrameTooLongException.class, decoder::next);
        assertEquals(4, failure.limit());
        assertEquals(6, failure.length());
    }

    @Test
    void shouldFailIfTheInputEndsWithinADelimiter() {
        assertEquals(new Outcome(List.of(ByteString.utf8("one")), TruncatedFrameException.class),
            decoded(of(8, "--"), "one---"));
    }

    /** Against a search that starts anew at each byte. */
    @Test
    void shouldFindWhatASimpleSearchFinds() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String[] alternatives = Stream.generate(() -> text(random, 1 + random.nextInt(5)))
                .limit(1 + random.nextInt(4))
                .toArray(String[]::new);
            String stream = text(random, random.nextInt(60));
            Outcome found = decoded(of(100, alternatives), stream);

            assertEquals(simple(stream, alternatives), found.texts(), "seed " + seed);
        }
    }

    private static String text(Random random, int length) {
        return random.ints(length, 'a', 'd').collect(StringBuilder::new, StringBuilder::appendCodePoint, (a, b) -> {})
            .toString();
    }

    private static List<String> simple(String stream, String... alternatives) {
        List<String> frames = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= stream.length(); end++) {
            String soFar = stream.substring(start, end);
            int longest = Stream.of(alternatives).filter(soFar::endsWith).mapToInt(String::length).max().orElse(0);
            if (longest > 0) {
                frames.add(soFar.substring(0, soFar.length() - longest));
                start = end;
            }
        }
        return frames;
    }

    @Test
    void shouldWriteTheFirstAlternative() {
        assertEquals(ByteString.utf8("one--"), of(8, "--", ";").encode(ByteString.utf8("one")));
        assertEquals(ByteString.utf8("one;"), of(8, "--", ";").kept().encode(ByteString.utf8("one;")));
    }

    @ParameterizedTest
    @CsvSource({"a--b, --", "a-, --", "a--, --", "a;b, --", "123456789, --", "x-, -;", "-, ;"})
    void shouldRefuseToWriteWhatWouldNotComeBack(String frame, String first) {
        Delimiters delimiters = of(8, first, ";", "--", "-;");

        assertThrows(IllegalArgumentException.class, () -> delimiters.encode(ByteString.utf8(frame)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "", "a;b;", "a-", "123456789;", "--;"})
    void shouldRefuseToWriteWhatDoesNotEndWithItsOnlyDelimiter(String frame) {
        Delimiters delimiters = of(8, "--", ";").kept();

        assertThrows(IllegalArgumentException.class, () -> delimiters.encode(ByteString.utf8(frame)));
    }

    @Test
    void shouldNotGiveBackAnythingElseThanWasWritten() {
        int refused = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Delimiters delimiters = of(20, text(random, 1 + random.nextInt(4)), text(random, 1 + random.nextInt(4)));
            ByteString frame = ByteString.utf8(text(random, random.nextInt(6)));
            try {
                ByteString twice = delimiters.encode(frame).concat(delimiters.encode(frame));
                assertEquals(new Outcome(List.of(frame, frame), null), Outcome.of(delimiters, twice), "seed " + seed);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        int most = refused;
        assertTrue(refused < 2_700, () -> "refused " + most);
    }

    @Test
    void shouldRefuseDelimitersThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> of(8));
        assertThrows(IllegalArgumentException.class, () -> of(8, ""));
        assertThrows(IllegalArgumentException.class, () -> of(0, ";"));
        assertThrows(IllegalArgumentException.class, () -> of(8, "x".repeat(4097)));
        assertEquals(List.of("y"), decoded(of(8, "x".repeat(4096)), "y" + "x".repeat(4096)).texts());
    }
}
