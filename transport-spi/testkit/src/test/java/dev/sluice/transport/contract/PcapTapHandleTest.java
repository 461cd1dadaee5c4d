package dev.sluice.transport.contract;

import dev.sluice.transport.Layer;
import dev.sluice.transport.PcapTap;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.junit.jupiter.api.AfterEach;

class PcapTapHandleTest extends NioStreamHandleTest {
    private final PcapTap tap = tap();

    private static PcapTap tap() {
        try {
            return PcapTap.to(Channels.newChannel(OutputStream.nullOutputStream()), 256, 1 << 18);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void closeTap() throws IOException {
        tap.close();
    }

    @Override
    protected Layer layer() {
        return tap;
    }
}
