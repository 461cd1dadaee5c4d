package dev.sluice.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.ByteString;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a stream comes, the same frames are in it, and the same failure ends it. */
class SplitTest {
    private static final int LONG = 3_000;

    static Stream<Arguments> streams() {
        Lines lines = Lines.of(6);
        Delimiters delimiters = delimiters("--", "-+-", "+", "aab", "ab");
        return Stream.of(
            Arguments.of(lines, "one\ntwo\r\n\n\r\n\r\r\nx\ry\n"),
            Arguments.of(lines, "sixsix\nsixsix\r\nsixsix\r\r\n"),
            Arguments.of(lines, "one\nseven77\ntwo\n"),
            Arguments.of(lines, "one\nunfinished"),
            Arguments.of(lines, "one\ntwo"),
            Arguments.of(lines.openEnd(), "one\ntwo\r"),
            Arguments.of(lines.openEnd(), "one\nsixsix\r"),
            Arguments.of(delimiters, "x--y-+-z+aaaab-ab--+"),
            Arguments.of(delimiters.kept(), "x--y-+-z+aaaab-ab--+"),
            Arguments.of(delimiters, "sixsix+sixsix-+-seven77--"),
            Arguments.of(delimiters, "sixsix-a+"),
            Arguments.of(delimiters, "x--y-+"),
            Arguments.of(new FixedLength(3), "onetwosix"),
            Arguments.of(new FixedLength(3), "onetwosi"),
            Arguments.of(new FixedLength(1), "abc"),
            Arguments.of(LengthField.of(1, 6), "\0\3one\0\5seven\2no\6sixsix"),
            Arguments.of(LengthField.of(1, 6), "\3one\1"),
            Arguments.of(LengthField.of(2, 9).order(ByteOrder.LITTLE_ENDIAN), "\3\0one\0\0\7\0seven77\10\0"),
            Arguments.of(LengthField.of(3, 90).offset(2).adjustment(-5), "hd\0\0\10onehd\0\0\5hd\0\0\4"),
            Arguments.of(LengthField.of(8, 90).offset(1).adjustment(2).strip(0),
                "h\0\0\0\0\0\0\0\3xxoneh\0\0\0\0\0\0\0\0xx"),
            Arguments.of(LengthField.of(4, 90).strip(6), "\0\0\0\5xxone\0\0\0\2xx\0\0\0\1x"));
    }

    private static Delimiters delimiters(String... alternatives) {
        return Delimiters.of(6, Stream.of(alternatives).map(ByteString::utf8).toArray(ByteString[]::new));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void shouldFindTheSameFramesInEverySplit(Framing framing, String text) {
        ByteString stream = ByteString.utf8(text);
        Outcome whole = Outcome.of(framing, stream);

        Splits.each(stream, pieces -> assertEquals(whole, Outcome.of(framing, pieces), pieces::toString));
    }

    static Stream<Framing> framings() {
        return Stream.of(Lines.of(LONG), Lines.of(LONG).crLf(), new FixedLength(700),
            Delimiters.of(LONG, ByteString.utf8("\r\n--boundary"), ByteString.utf8("\0")),
            LengthField.of(2, LONG), LengthField.of(3, LONG).offset(7).order(ByteOrder.LITTLE_ENDIAN),
            LengthField.of(8, LONG).adjustment(-8));
    }

    /** Frames that are longer than what a rope copies, and than what is copied out of a piece. */
    @ParameterizedTest
    @MethodSource("framings")
    void shouldFindFramesOfEverySizeInRandomSplits(Framing framing) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ByteString stream = ByteString.empty();
            for (int i = 0; i < 20; i++) {
                stream = stream.concat(framing.encode(payload(framing, random)));
            }
            Outcome whole = Outcome.of(framing, stream);

            assertEquals(20, whole.frames().size());
            assertEquals(whole, Outcome.of(framing, Splits.random(stream, random)), "seed " + seed);
            assertEquals(whole, Outcome.of(framing, smallPieces(stream, random)), "seed " + seed);
        }
    }

    private static ByteString payload(Framing framing, Random random) {
        int length = framing instanceof FixedLength(var fixed)
            ? fixed
            : 7 + random.nextInt(random.nextBoolean() ? 60 : LONG - 20);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt('a', 'z');
        }
        return ByteString.copyOf(bytes);
    }

    private static List<ByteString> smallPieces(ByteString stream, Random random) {
        List<ByteString> pieces = new ArrayList<>();
        for (int from = 0; from < stream.length();) {
            int to = Math.min(stream.length(), from + 1 + random.nextInt(400));
            pieces.add(stream.slice(from, to).compact());
            from = to;
        }
        return pieces;
    }
}
