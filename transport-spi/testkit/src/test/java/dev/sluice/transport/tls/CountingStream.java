package dev.sluice.transport.tls;

import dev.sluice.transport.FilterStream;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Counts the bytes that are moved. */
final class CountingStream extends FilterStream {
    private long read;
    private long written;

    CountingStream(StreamHandle inner) {
        super(inner);
    }

    long read() {
        return read;
    }

    long moved() {
        return read + written;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = inner.read(target);
        read += Math.max(0, count);
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = inner.write(source);
        written += count;
        return count;
    }
}
