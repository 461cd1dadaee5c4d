package dev.sluice.foreign;

import dev.sluice.io.SocketOptions;
import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.NioListener;
import dev.sluice.transport.NioStream;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/** Accepts streams that know their end. */
record Accepting(NioListener inner) implements ListenerHandle {
    @Override
    public StreamHandle accept() throws IOException {
        NioStream accepted = inner.accept();
        return accepted == null ? null : new Ended(accepted, (SocketChannel) accepted.channel());
    }

    @Override
    public long failures() {
        return inner.failures();
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
    public SocketOptions.Effective options() {
        return inner.options();
    }
}
