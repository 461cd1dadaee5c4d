package dev.sluice.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.framing.Delimiters;
import dev.sluice.framing.FixedLength;
import dev.sluice.framing.FrameDecoder;
import dev.sluice.framing.Framing;
import dev.sluice.framing.FramingException;
import dev.sluice.framing.LengthField;
import dev.sluice.framing.Lines;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which arrays frames share and decoders keep, which is seen only from here. */
class FramesInMemoryTest {
    private static final int LARGE = 64 << 10;

    static Stream<Framing> framings() {
        return Stream.of(Lines.of(LARGE), LengthField.of(4, LARGE), Delimiters.of(LARGE, ByteString.utf8(";")),
            new FixedLength(100));
    }

    private static ByteString text(int length) {
        return ByteString.utf8("x".repeat(length));
    }

    private static byte[] array(ByteString bytes) {
        return assertInstanceOf(FlatBytes.class, bytes).array;
    }

    @ParameterizedTest
    @MethodSource("framings")
    void shouldShareTheArrayOfThePieceInWhichAFrameCame(Framing framing) throws FramingException {
        ByteString wire = framing.encode(text(100));
        ByteString piece = wire.concat(wire).concat(wire).compact();
        FrameDecoder decoder = framing.decoder();
        decoder.feed(piece);

        for (int i = 0; i < 3; i++) {
            assertSame(array(piece), array(decoder.next()));
        }
        assertEquals(0, array(decoder.rest()).length);
    }

    @Test
    void shouldCopyATinyFrameOutOfALargePiece() throws FramingException {
        FrameDecoder decoder = Lines.of(LARGE).decoder();
        decoder.feed(ByteString.utf8("x".repeat(64) + "\n" + "y".repeat(65) + "\n" + "z".repeat(2000) + "\n"));

        assertEquals(64, array(decoder.next()).length);
        assertEquals(2000 + 65 + 64 + 3, array(decoder.next()).length);
    }

    @Test
    void shouldShareATinyFrameOfASmallPiece() throws FramingException {
        FrameDecoder decoder = Lines.of(LARGE).decoder();
        ByteString piece = ByteString.utf8("x\ny\n");
        decoder.feed(piece);

        assertSame(array(piece), array(decoder.next()));
    }

    @Test
    void shouldNotKeepALargePieceForASmallRest() throws FramingException {
        FrameDecoder decoder = Lines.of(LARGE).decoder();
        decoder.feed(ByteString.utf8("x".repeat(60_000) + "\nrest"));

        assertNotNull(decoder.next());
        assertNull(decoder.next());
        assertEquals(4, array(decoder.rest()).length);
    }

    @Test
    void shouldKeepAPieceThatIsMostlyRest() throws FramingException {
        FrameDecoder decoder = Lines.of(LARGE).decoder();
        ByteString piece = ByteString.utf8("x\n" + "rest".repeat(500));
        decoder.feed(piece);

        assertNotNull(decoder.next());
        assertNull(decoder.next());
        assertSame(array(piece), array(decoder.rest()));
    }

    @Test
    void shouldNotCopyALargeFrameThatSpansPieces() throws FramingException {
        FrameDecoder decoder = LengthField.of(4, 1 << 20).decoder();
        ByteString wire = LengthField.of(4, 1 << 20).encode(text(100_000)).compact();
        ByteString first = wire.slice(0, 60_000).compact();
        ByteString second = wire.slice(60_000, wire.length()).compact();
        decoder.feed(first);
        assertNull(decoder.next());
        decoder.feed(second);

        RopeBytes frame = assertInstanceOf(RopeBytes.class, decoder.next());
        assertSame(array(first), array(frame.left));
        assertSame(array(second), array(frame.right));
    }

    @ParameterizedTest
    @MethodSource("framings")
    void shouldNotCopyThePayloadToWriteIt(Framing framing) {
        ByteString payload = text(framing instanceof FixedLength(var length) ? length : 5_000);
        ByteString wire = framing.encode(payload);

        if (wire instanceof RopeBytes rope) {
            boolean isBehind = rope.left.length < rope.right.length;
            assertSame(array(payload), array(isBehind ? rope.right : rope.left));
            assertNotSame(array(payload), array(isBehind ? rope.left : rope.right));
        } else {
            assertSame(payload, wire);
        }
    }
}
