package dev.sluice.transport.testkit;

import dev.sluice.io.SocketOptions;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.Ready;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * A datagram socket in memory, on a {@link MemoryNetwork}; watched by a {@link MemoryPoller}. Sockets that talk to each other may live on
 * different threads.
 *
 * <p>Its manners are those of UDP on one machine: datagrams come in order; what a receiver has no room for is dropped there and counted;
 * one to an address where nobody is vanishes, and if the sender is connected, a later {@link #receive} tells so, once, with a {@link
 * PortUnreachableException}. A socket that is connected receives from its peer only.
 */
public final class MemoryDatagram implements DatagramHandle, MemoryPoller.Source {
    private record Waiting(byte[] data, MemoryAddress sender) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final MemoryNetwork network;
    private final MemoryAddress local;
    private final MemoryAddress remote;
    private final int capacity;
    private long dropped;
    private boolean unreachable;
    private boolean closed;
    private volatile boolean blocked;
    private volatile Runnable changed;

    MemoryDatagram(MemoryNetwork network, MemoryAddress local, MemoryAddress remote, int capacity) {
        this.network = network;
        this.local = local;
        this.remote = remote;
        this.capacity = capacity;
    }

    // ---- what a test says ----

    /**
     * Says whether the network takes anything from this socket. Any thread.
     *
     * @param value true: nothing can be sent until it is false again
     */
    public void block(boolean value) {
        blocked = value;
        tellChange();
    }

    /**
     * How many datagrams wait here to be received. Any thread.
     *
     * @return a count
     */
    public int waiting() {
        return locked(waiting::size);
    }

    // ---- what the poller sees ----

    @Override
    public int ready() {
        int reads = locked(() -> !closed && (unreachable || !waiting.isEmpty()) ? Ready.READ : 0);
        return blocked ? reads : reads | locked(() -> closed ? 0 : Ready.WRITE);
    }

    @Override
    public void watch(Runnable whenChanged) {
        changed = whenChanged;
    }

    private void tellChange() {
        Runnable watcher = changed;
        if (watcher != null) {
            watcher.run();
        }
    }

    // ---- receiving ----

    @Override
    public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) throws IOException {
        int received = 0;
        Waiting next = received < count ? next(true) : null;
        while (next != null) {
            give(next, scratch, longest, receiver);
            next = ++received < count ? next(false) : null;
        }
        return received;
    }

    /** An error is only told while no datagram was received in the same call. */
    private Waiting next(boolean isFirst) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (unreachable && isFirst) {
                unreachable = false;
                throw new PortUnreachableException("nobody is at " + remote);
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private static void give(Waiting next, ByteBuffer scratch, int longest, Receiver receiver) {
        int length = Math.min(next.data.length, Math.min(longest, scratch.capacity()));
        scratch.clear().put(next.data, 0, length).flip();
        receiver.received(scratch, next.sender, length < next.data.length);
    }

    /** False = nobody is there who takes it. */
    private boolean arrive(byte[] data, MemoryAddress sender) {
        boolean isWelcome = locked(() -> admit(data, sender) ? 1 : 0) == 1;
        tellChange();
        return isWelcome;
    }

    private boolean admit(byte[] data, MemoryAddress sender) {
        if (closed || remote != null && !remote.equals(sender)) {
            return false;
        }
        if (waiting.size() < capacity) {
            waiting.add(new Waiting(data, sender));
        } else {
            dropped++;
        }
        return true;
    }

    // ---- sending ----

    @Override
    public int send(Batch batch) throws IOException {
        int size = batch.size();
        int dealt = 0;
        while (dealt < size && !blocked) {
            requireStillOpen();
            try {
                send(batch.data(dealt), batch.target(dealt));
            } catch (IOException e) {
                batch.failed(dealt, e);
            }
            dealt++;
        }
        return dealt;
    }

    private void send(ByteBuffer data, SocketAddress target) throws IOException {
        if (data.remaining() > MemoryNetwork.LONGEST) {
            throw new IOException("message too long: " + data.remaining());
        }
        MemoryAddress address = address(target == null ? remote : target);
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        MemoryDatagram receiver = network.at(address);
        boolean arrived = receiver != null && receiver.arrive(bytes, local);
        if (!arrived && remote != null) {
            locked(this::becomeUnreachable);
            tellChange();
        }
    }

    private int becomeUnreachable() {
        unreachable = true;
        return 0;
    }

    private MemoryAddress address(SocketAddress target) throws IOException {
        if (!(target instanceof MemoryAddress address)) {
            throw new IOException(target == null ? "no target, and not connected" : "no address in memory: " + target);
        }
        if (remote != null && !remote.equals(address)) {
            throw new IOException("connected to " + remote + ", not to " + address);
        }
        return address;
    }

    private void requireStillOpen() throws IOException {
        lock.lock();
        try {
            requireOpen();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    // ---- the end, and what else there is to ask ----

    @Override
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SocketOptions.Effective options() {
        return new SocketOptions.Effective(Map.of());
    }

    @Override
    public void close() {
        network.leave(this);
        locked(() -> {
            closed = true;
            waiting.clear();
            return 0;
        });
    }

    private int locked(IntSupplier step) {
        lock.lock();
        try {
            return step.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Object source() {
        return this;
    }

    @Override
    public MemoryAddress localAddress() {
        return local;
    }

    @Override
    public MemoryAddress remoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        return "MemoryDatagram " + local + (remote == null ? "" : " - " + remote);
    }
}
