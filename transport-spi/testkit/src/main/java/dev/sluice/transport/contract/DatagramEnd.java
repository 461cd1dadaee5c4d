package dev.sluice.transport.contract;

import dev.sluice.transport.Buffers;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.Ready;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;

/** A bare datagram handle, driven as an endpoint drives it: nothing is tried again before something was ready. */
final class DatagramEnd {
    static final int LONGEST = 1 << 16;
    private static final int PEEKS = 10;

    final DatagramHandle handle;
    private final Polling polling;
    private final Polling.Channel channel;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(Buffers.RECEIVE_BYTES);
    private boolean closed;

    DatagramEnd(DatagramHandle handle, Polling polling) throws IOException {
        this.handle = handle;
        this.polling = polling;
        channel = polling.channel();
        handle.attach(channel);
        channel.register(handle.source());
    }

    SocketAddress address() {
        return handle.localAddress();
    }

    // ---- waiting ----

    private boolean can(int wanted) {
        int bits = channel.raised();
        channel.interest(handle.watched(wanted));
        boolean reads = (wanted & Ready.READ) != 0 && ((bits & (Ready.READ | Ready.HANDLE)) != 0 || handle.hasInput());
        return reads || (wanted & Ready.WRITE) != 0 && (bits & (Ready.WRITE | Ready.HANDLE)) != 0;
    }

    void await(int wanted) throws IOException {
        channel.raised();
        polling.until("ready for " + wanted + ": " + handle, () -> can(wanted));
    }

    /** Looks a few times, and never waits. */
    boolean isReady(int wanted) throws IOException {
        channel.raised();
        boolean ready = false;
        for (int i = 0; i < PEEKS; i++) {
            ready |= can(wanted);
            polling.look();
        }
        return ready | can(wanted);
    }

    // ---- receiving ----

    /** One look. */
    List<Came> look(int longest, int count) throws IOException {
        List<Came> all = new ArrayList<>();
        int came = handle.receive(scratch.clear(), longest, count, (data, sender, isTruncated) -> {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            all.add(new Came(bytes, sender, isTruncated));
        });
        scratch.clear();
        for (int i = 0; i < scratch.capacity(); i += 61) {
            scratch.put(i, (byte) 0x55); // it is others' now
        }
        if (came != all.size() || came > count) {
            throw new AssertionError("says that " + came + " of " + count + " came, but gave " + all.size());
        }
        return all;
    }

    /** Receives so many. What the network reports meanwhile is no news. */
    List<Came> receive(int longest, int count) throws IOException {
        List<Came> all = new ArrayList<>();
        while (all.size() < count) {
            await(Ready.READ);
            try {
                all.addAll(look(longest, count - all.size()));
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException reported) {
                // the handle is still good
            }
        }
        return all;
    }

    Came receive() throws IOException {
        return receive(LONGEST, 1).getFirst();
    }

    // ---- sending ----

    /** Sends all of it. */
    Outgoing send(Outgoing batch) throws IOException {
        batch.dealtWith(handle.send(batch));
        while (batch.size() > 0) {
            await(Ready.WRITE);
            batch.dealtWith(handle.send(batch));
        }
        return batch;
    }

    Outgoing send(SocketAddress target, byte[]... datagrams) throws IOException {
        return send(Outgoing.of(target, datagrams));
    }

    // ---- the end ----

    void close() throws IOException {
        if (!closed) {
            closed = true;
            channel.release(handle::close);
        }
    }
}
