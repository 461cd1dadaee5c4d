package dev.sluice.transport.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Where a record ends. */
class RecordsTest {
    private static final int HEADER = 5;
    private static final int LARGE = 30_000;

    private final MemoryStream.Pair pair = MemoryStream.pair(1 << 20);
    private final Records records = new Records(pair.left(), new Scratch());

    private void comes(int length, int sent) throws IOException {
        pair.right().write(ByteBuffer.allocate(sent).put((byte) 23).put((byte) 3).put((byte) 3)
            .putShort((short) length).rewind());
    }

    /** Some send larger ones than they may, and the engine decides upon that. */
    @Test
    void shouldFindASmallOneBehindOneThatIsTooLarge() throws IOException {
        comes(LARGE, HEADER + LARGE - 1);
        records.begin();
        while (records.read(Records.LARGEST)) {
            // all of it
        }
        assertTrue(records.hasRecord());
        records.wantsMore();
        assertFalse(records.hasRecord());
        pair.right().write(ByteBuffer.allocate(1));
        comes(10, HEADER + 10);
        assertTrue(records.read(Records.LARGEST));
        assertTrue(records.hasRecord());
        records.bytes().position(HEADER + LARGE);

        assertTrue(records.hasRecord());
        records.end();
        assertTrue(records.hasRecord());
    }
}
