package org.example.local;

import dev.sluice.transport.FilterStream;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.LongAdder;

/** Counts what passes. */
final class Tally extends FilterStream {
    private final LongAdder passed;

    Tally(StreamHandle inner, LongAdder passed) {
        super(inner);
        this.passed = passed;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = inner.read(target);
        passed.add(Math.max(read, 0));
        return read;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = inner.write(source);
        passed.add(written);
        return written;
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        long written = inner.write(sources, count);
        passed.add(written);
        return written;
    }

    @Override
    public long transferFrom(FileChannel file, long position, long count, ByteBuffer scratch) throws IOException {
        long written = inner.transferFrom(file, position, count, scratch);
        passed.add(written);
        return written;
    }
}
