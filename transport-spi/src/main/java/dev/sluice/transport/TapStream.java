package dev.sluice.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Changes nothing, and tells what happens. What is told while {@link #isOn} is false is for nobody. */
abstract class TapStream extends FilterStream {
    TapStream(StreamHandle inner) {
        super(inner);
    }

    /** Whether anybody wants to know now. If not, a file goes past without being copied. */
    abstract boolean isOn();

    abstract void opened();

    /** Lent for the time of the call; never empty. */
    abstract void received(ByteBuffer bytes);

    abstract void inputEnded();

    /** What was taken of so many bytes, perhaps none; lent for the time of the call. */
    abstract void sent(ByteBuffer bytes, int offered);

    abstract void outputEnded();

    abstract void failed(IOException cause);

    abstract void aborted();

    abstract void closed();

    @Override
    public boolean open() throws IOException {
        try {
            boolean isOpen = inner.open();
            if (isOpen) {
                opened();
            }
            return isOpen;
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            int from = target.position();
            int count = inner.read(target);
            if (count > 0) {
                received(target.duplicate().limit(from + count).position(from));
            } else if (count < 0) {
                inputEnded();
            }
            return count;
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        try {
            ByteBuffer offered = source.duplicate();
            int taken = inner.write(source);
            sent(offered.slice(offered.position(), taken), offered.remaining());
            return taken;
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        ByteBuffer[] offered = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            offered[i] = sources[i].duplicate();
        }
        try {
            long taken = inner.write(sources, count);
            tellAll(offered, taken);
            return taken;
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    private void tellAll(ByteBuffer[] offered, long taken) {
        long left = taken;
        for (int i = 0; i < offered.length && (left > 0 || i == 0); i++) {
            int size = offered[i].remaining();
            int part = (int) Math.min(left, size);
            sent(offered[i].slice(offered[i].position(), part), size);
            left -= part;
        }
    }

    @Override
    public long transferFrom(FileChannel file, long position, long count, ByteBuffer scratch) throws IOException {
        return isOn() ? copyFrom(file, position, count, scratch) : inner.transferFrom(file, position, count, scratch);
    }

    @Override
    public boolean endOutput() throws IOException {
        try {
            boolean hasEnded = inner.endOutput();
            if (hasEnded) {
                outputEnded();
            }
            return hasEnded;
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public void abort() {
        aborted();
        inner.abort();
    }

    @Override
    public void close() throws IOException {
        closed();
        inner.close();
    }
}
