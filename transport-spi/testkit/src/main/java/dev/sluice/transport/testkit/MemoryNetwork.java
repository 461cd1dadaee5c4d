package dev.sluice.transport.testkit;

import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where {@link MemoryDatagram}s find each other: a network in memory, on which nothing is lost but what a receiver has no room for. Any
 * thread.
 */
public final class MemoryNetwork {
    /** The greatest length of a datagram, which is that of UDP over IPv4. */
    public static final int LONGEST = 65507;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<MemoryAddress, MemoryDatagram> bound = new HashMap<>();
    private final int capacity;
    private int unnamed;

    /**
     * A network with nobody on it.
     *
     * @param capacity how many datagrams may wait at a socket to be received; what comes beyond that is dropped, and counted
     */
    public MemoryNetwork(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is less than 1: " + capacity);
        }
        this.capacity = capacity;
    }

    /**
     * Binds a socket.
     *
     * @param local where; null = at an address that nobody has had before
     * @return a socket that is open
     * @throws BindException if somebody is there
     */
    public MemoryDatagram bind(MemoryAddress local) throws BindException {
        return open(local, null);
    }

    /**
     * Binds a socket, and connects it.
     *
     * @param local where; null = at an address that nobody has had before
     * @param remote the only one that it sends to and receives from; nobody needs to be there
     * @return a socket that is open
     * @throws BindException if somebody is there
     */
    public MemoryDatagram connect(MemoryAddress local, MemoryAddress remote) throws BindException {
        return open(local, Objects.requireNonNull(remote, "remote"));
    }

    private MemoryDatagram open(MemoryAddress local, MemoryAddress remote) throws BindException {
        lock.lock();
        try {
            MemoryAddress address = local == null ? new MemoryAddress("unnamed-" + ++unnamed) : local;
            MemoryDatagram socket = new MemoryDatagram(this, address, remote, capacity);
            if (bound.putIfAbsent(address, socket) != null) {
                throw new BindException("address already in use: " + address);
            }
            return socket;
        } finally {
            lock.unlock();
        }
    }

    /** Null = nobody is there. */
    MemoryDatagram at(MemoryAddress address) {
        lock.lock();
        try {
            return bound.get(address);
        } finally {
            lock.unlock();
        }
    }

    void leave(MemoryDatagram socket) {
        lock.lock();
        try {
            bound.remove(socket.localAddress(), socket);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many sockets are open.
     *
     * @return a count
     */
    public int open() {
        lock.lock();
        try {
            return bound.size();
        } finally {
            lock.unlock();
        }
    }
}
