package dev.sluice.transport;

import dev.sluice.io.Connection;
import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A handle that wraps another one and passes everything on to it: to be extended by those who compose, each of which overrides what
 * it changes. Made by a {@link Layer}.
 *
 * <p>One that must see or change the bytes overrides {@link #read}, both {@code write}s, and {@link #transferFrom}, which otherwise
 * moves a file past it: {@link #copyFrom} brings that one's bytes through {@link #write(ByteBuffer)}. One that keeps bytes of its own
 * overrides {@link #hasInput}, {@link #watched} and {@link #usable} too.
 */
public abstract class FilterStream implements StreamHandle {
    /** What is wrapped. */
    protected final StreamHandle inner;

    /**
     * Wraps a handle.
     *
     * @param inner belongs to this one from now on
     */
    protected FilterStream(StreamHandle inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    @Override
    public void attach(Signal signal) {
        inner.attach(signal);
    }

    @Override
    public boolean open() throws IOException {
        return inner.open();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return inner.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return inner.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        return inner.write(sources, count);
    }

    @Override
    public long transferFrom(FileChannel file, long position, long count, ByteBuffer scratch) throws IOException {
        return inner.transferFrom(file, position, count, scratch);
    }

    /**
     * Does what {@link #transferFrom} shall do, by copying through {@link #write(ByteBuffer)}.
     *
     * @param file stays the caller's; its position is not moved
     * @param position of the first byte
     * @param count how many bytes at the most
     * @param scratch the loop's
     * @return how many bytes were taken
     * @throws IOException if the stream is broken, or the file can't be read
     */
    protected final long copyFrom(FileChannel file, long position, long count, ByteBuffer scratch) throws IOException {
        return StreamHandle.super.transferFrom(file, position, count, scratch);
    }

    @Override
    public boolean on(Connection.Extension command, Consumer<? super Connection.Event> handler) throws IOException {
        return inner.on(command, handler);
    }

    @Override
    public boolean endOutput() throws IOException {
        return inner.endOutput();
    }

    @Override
    public int watched(int wanted) {
        return inner.watched(wanted);
    }

    @Override
    public int usable(int ready) throws IOException {
        return inner.usable(ready);
    }

    @Override
    public boolean hasInput() {
        return inner.hasInput();
    }

    @Override
    public void abort() {
        inner.abort();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    @Override
    public Object source() {
        return inner.source();
    }

    @Override
    public SocketAddress localAddress() {
        return inner.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return inner.remoteAddress();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " on " + inner;
    }
}
