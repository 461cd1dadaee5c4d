package dev.sluice.transport;

import dev.sluice.io.Endpoint;
import dev.sluice.io.SocketOptions;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A datagram socket over any {@link DatagramChannel}. Watched by a {@link NioPoller}. One that adds commands of its own wraps it in a
 * {@link FilterDatagram}, and keeps the channel.
 *
 * <p>{@code java.nio} says 0 both for an empty datagram that was sent and for one that the kernel had no room for. So an empty one
 * leaves only as the first of a {@link #send} that comes after another {@code send} has asked to wait for {@link Ready#WRITE}: then
 * there is room for certain, and 0 means that it was sent. It costs a look at the poller, and nothing is sent twice or lost. A connected
 * channel doesn't send empty datagrams at all; there they leave by {@link EmptyDatagram}, at once.
 */
public final class NioDatagram implements DatagramHandle, NioPoller.Source {
    /** So often a datagram is tried whose way is blocked by reports about others; each report is given only once. */
    private static final int TRIES = 3;

    private final DatagramChannel channel;
    private final SocketAddress local;
    private final SocketAddress remote;
    /** An empty datagram is the next, and the caller was told to wait until there is room. */
    private boolean hasWaited;

    private NioDatagram(DatagramChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        local = channel.getLocalAddress();
        remote = channel.getRemoteAddress();
    }

    /**
     * Wraps a channel.
     *
     * @param channel with its options set, bound, and connected if it is to be; is the handle's now, and closed if this fails; will be in
     *        non-blocking mode
     * @return a handle
     * @throws IOException if the channel can't be used
     */
    public static NioDatagram of(DatagramChannel channel) throws IOException {
        Objects.requireNonNull(channel, "channel");
        try {
            return new NioDatagram(channel);
        } catch (Throwable e) {
            NioStream.closeAfter(channel, e);
            throw e;
        }
    }

    // ---- receiving ----

    /**
     * {@inheritDoc}
     *
     * <p>Always by {@code receive}, also if it is connected: {@code read} gives 0 both for an empty datagram and for none.
     */
    @Override
    public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) throws IOException {
        for (int came = 0; came < count; came++) {
            SocketAddress sender = channel.receive(scratch.clear());
            if (sender == null) {
                return came;
            }
            boolean isFull = !scratch.hasRemaining(); // perhaps there was more: java.nio doesn't tell
            scratch.flip();
            boolean isLonger = scratch.remaining() > longest;
            receiver.received(isLonger ? scratch.limit(longest) : scratch, sender, isLonger || isFull);
        }
        return count;
    }

    // ---- sending ----

    @Override
    public int send(Batch batch) throws IOException {
        for (int i = 0; i < batch.size(); i++) {
            if (!isDealtWith(batch, i)) {
                return i;
            }
        }
        return batch.size();
    }

    private boolean isDealtWith(Batch batch, int index) throws IOException {
        ByteBuffer data = batch.data(index);
        if (!data.hasRemaining() && remote == null && !mayLeave(index)) {
            return false;
        }
        hasWaited = false;
        try {
            return isTaken(batch, index, data);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            batch.failed(index, e);
        } catch (RuntimeException e) {
            batch.failed(index, new IOException("can't be sent to " + batch.target(index) + ": " + e, e));
        }
        return true;
    }

    /** Whether it is certain that there is room for an empty datagram. */
    private boolean mayLeave(int index) {
        boolean may = index == 0 && hasWaited;
        hasWaited = true;
        return may;
    }

    private boolean isTaken(Batch batch, int index, ByteBuffer data) throws IOException {
        boolean isEmpty = !data.hasRemaining();
        for (int tries = 1;; tries++) {
            try {
                return give(data, batch.target(index)) > 0 || isEmpty;
            } catch (PortUnreachableException aboutAnEarlierOne) {
                batch.reported(aboutAnEarlierOne);
                if (tries == TRIES) {
                    throw aboutAnEarlierOne;
                }
            }
        }
    }

    private int give(ByteBuffer data, SocketAddress target) throws IOException {
        if (!data.hasRemaining() && remote != null && (target == null || target.equals(remote))) {
            EmptyDatagram.send(channel, local, remote);
            return 0;
        }
        if (target != null) {
            return channel.send(data, target);
        }
        if (remote == null) {
            throw new IOException("a datagram without a target, on a socket that is not connected");
        }
        return channel.write(data);
    }

    // ---- the rest ----

    /** Knows {@link SocketOptions.Get} and {@link SocketOptions.Set}. */
    @Override
    public boolean on(Endpoint.Extension command, Consumer<? super Endpoint.Event> handler) throws IOException {
        switch (command) {
            case SocketOptions.Get(var replyTo) -> replyTo.tell(options());
            case SocketOptions.Set(var options) -> ChannelOptions.set(channel, options);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public SocketOptions.Effective options() {
        return ChannelOptions.get(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public NioPoller.Source source() {
        return this;
    }

    @Override
    public DatagramChannel channel() {
        return channel;
    }

    /** This side's address; also after the end. */
    @Override
    public SocketAddress localAddress() {
        return local;
    }

    /** The peer's address; also after the end. */
    @Override
    public SocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        return remote == null ? "NioDatagram " + local : "NioDatagram " + local + " - " + remote;
    }
}
