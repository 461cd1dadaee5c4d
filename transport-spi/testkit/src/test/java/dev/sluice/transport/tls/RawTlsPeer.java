package dev.sluice.transport.tls;

import dev.sluice.transport.FilterStream;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The TLS peer of a history, which only calls what it wants: what has to be done besides, it does when it is pumped. */
final class RawTlsPeer extends FilterStream {
    private final CountingStream below;
    private final ByteBuffer held = ByteBuffer.allocate(1).limit(0);
    private boolean ends;
    private boolean hasEnded;
    private boolean broken;
    private boolean closed;

    private RawTlsPeer(CountingStream below, Tls tls) {
        super(tls.tasksOn(Runnable::run).wrap(below));
        this.below = below;
    }

    static RawTlsPeer on(MemoryStream stream, Tls tls) {
        return new RawTlsPeer(new CountingStream(stream), tls);
    }

    boolean isClosed() {
        return closed;
    }

    /** Opens the other end, too, in one call: a history begins with a connection that is open. */
    StreamHandle openedWith(StreamHandle other) {
        return new FilterStream(other) {
            @Override
            public boolean open() throws IOException {
                while (!broken && !inner.open()) {
                    pump();
                }
                return inner.open();
            }
        };
    }

    /** True if any byte has moved. */
    boolean pump() {
        long before = below.moved();
        if (!closed && !broken) {
            try {
                goOn();
            } catch (IOException e) {
                e.printStackTrace();
                broken = true; // whoever reads or writes meets that too
            }
        }
        return below.moved() > before;
    }

    private void goOn() throws IOException {
        if (inner.open()) {
            inner.usable(Ready.WRITE);
            hasEnded = hasEnded || hasLeft() && ends && inner.endOutput();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return inner.open() ? inner.read(target) : 0;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return inner.open() && hasLeft() ? writeOn(source) : 0;
    }

    /** A history forgets what was not taken, but a byte that is held back has been sealed: it must be offered again. */
    private int writeOn(ByteBuffer source) throws IOException {
        int taken = inner.write(source);
        if (taken > 0 && source.hasRemaining()) {
            held.clear().put(source.get()).flip();
            return taken + 1;
        }
        return taken;
    }

    private boolean hasLeft() throws IOException {
        if (held.hasRemaining()) {
            inner.write(held);
        }
        return !held.hasRemaining();
    }

    @Override
    public boolean endOutput() {
        ends = true;
        pump();
        return hasEnded;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }
}
