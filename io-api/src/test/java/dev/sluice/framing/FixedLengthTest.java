package dev.sluice.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedLengthTest {
    private static final FixedLength THREE = new FixedLength(3);

    @Test
    void shouldCutFramesOfItsLength() {
        assertEquals(List.of("one", "two"), Outcome.of(THREE, ByteString.utf8("onetwo")).texts());
    }

    @Test
    void shouldSayHowMuchHadComeOfATruncatedFrame() throws FramingException {
        FrameDecoder decoder = THREE.decoder();
        decoder.feed(ByteString.utf8("onetw"));
        decoder.end();
        assertEquals(ByteString.utf8("one"), decoder.next());

        TruncatedFrameException failure = assertThrows(TruncatedFrameException.class, decoder::next);
        assertEquals(2, failure.received());
    }

    @Test
    void shouldRefuseToWriteAnotherLength() {
        ByteString frame = ByteString.utf8("one");

        assertSame(frame, THREE.encode(frame));
        assertThrows(IllegalArgumentException.class, () -> THREE.encode(ByteString.utf8("four")));
        assertThrows(IllegalArgumentException.class, () -> THREE.encode(ByteString.empty()));
        assertThrows(IllegalArgumentException.class, () -> new FixedLength(0));
    }
}
