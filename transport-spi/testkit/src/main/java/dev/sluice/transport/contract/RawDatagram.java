package dev.sluice.transport.contract;

import dev.sluice.io.ByteString;
import dev.sluice.transport.DatagramHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The peer in a datagram history: a bare socket, moved by hand. */
final class RawDatagram {
    private static final int TRIES = 3;

    private final DatagramHandle handle;
    private final ByteBuffer scratch = ByteBuffer.allocate(DatagramEnd.LONGEST);
    private boolean closed;

    RawDatagram(DatagramHandle handle) {
        this.handle = handle;
        handle.attach(bits -> {
        });
    }

    SocketAddress address() {
        return handle.localAddress();
    }

    long dropped() {
        return handle.dropped();
    }

    boolean isClosed() {
        return closed;
    }

    /** There is always room for it, though not always at the first attempt. */
    void send(ByteString data, SocketAddress target) {
        if (closed) {
            return;
        }
        try {
            Outgoing batch = Outgoing.of(target, data.toByteArray());
            for (int i = 0; i < TRIES && batch.size() > 0; i++) {
                batch.dealtWith(handle.send(batch));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if anything came. */
    boolean receive(int most, Consumer<byte[]> to) {
        if (closed) {
            return false;
        }
        try {
            return handle.receive(scratch.clear(), DatagramEnd.LONGEST, most, (data, sender, isTruncated) -> {
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                to.accept(bytes);
            }) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        if (!closed) {
            closed = true;
            try {
                handle.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public String toString() {
        return handle + (closed ? ", closed" : "");
    }
}
