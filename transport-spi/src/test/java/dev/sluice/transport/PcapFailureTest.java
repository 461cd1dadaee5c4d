package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

class PcapFailureTest {
    /** Takes the file's header, and then fails as no channel should. */
    private static final class Failing implements WritableByteChannel {
        private int writes;

        @Override
        public int write(ByteBuffer bytes) {
            if (writes++ > 0) {
                throw new IllegalStateException("broken");
            }
            int count = bytes.remaining();
            bytes.position(bytes.limit());
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void shouldSayWhenItIsClosedThatACaptureIsNotWhole() throws Exception {
        PcapTap tap = PcapTap.to(new Failing(), 65_535, 128 * 1024);
        tap.wrap(new FakeStream()).open();

        assertThrows(IOException.class, tap::close);
    }
}
