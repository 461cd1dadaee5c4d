package dev.sluice.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Does what a real selector does, counts, and misbehaves if it is told to. */
final class FakeSelector extends AbstractSelector {
    final AtomicLong selects = new AtomicLong();
    /** Blocking selects come back at once, and with nothing. */
    volatile boolean spins;
    /** Every select fails. */
    volatile IOException failure;
    /** Its thread is inside a select that may block: another one than that in {@link #selectNow}, where a busy machine may hold it too. */
    volatile boolean blocks;
    private final Selector real;

    FakeSelector(Selector real) {
        super(real.provider());
        this.real = real;
    }

    @Override
    protected void implCloseSelector() throws IOException {
        real.close();
    }

    /** The key is the real selector's, and so it is there that it is cancelled. */
    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        try {
            return channel.register(real, ops, attachment);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeout) throws IOException {
        return blocking(() -> real.select(action, timeout));
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
        return blocking(() -> real.select(action));
    }

    private interface Select {
        int run() throws IOException;
    }

    private int blocking(Select select) throws IOException {
        count();
        blocks = true;
        try {
            return spins ? 0 : select.run();
        } finally {
            blocks = false;
        }
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        count();
        return real.selectNow(action);
    }

    private void count() throws IOException {
        selects.incrementAndGet();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Selector wakeup() {
        real.wakeup();
        return this;
    }

    @Override
    public Set<SelectionKey> keys() {
        return real.keys();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int selectNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select(long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select() {
        throw new UnsupportedOperationException();
    }
}
