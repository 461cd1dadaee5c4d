package dev.sluice.transport.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between UDP clients and a server, and does to their datagrams, in both directions, what a bad network does: loses some, makes two
 * of others, and holds some back until others have overtaken them. All by a seed; what arrives when is the kernel's and the scheduler's
 * choice, though, so that no run is quite like another.
 *
 * {@snippet :
 * try (LossyProxy proxy = LossyProxy.to(server, DatagramFaults.seeded(1).loses(20).duplicates(10).reorders(10))) {
 *     talkTo(proxy.address());
 * }
 * }
 *
 * <p>Each client has a socket of its own towards the server, which so can tell them apart. The proxy has one thread, and ends when it is
 * closed, or by itself when nothing has come for a minute. Any thread may ask or close it.
 */
public final class LossyProxy implements AutoCloseable {
    /** What comes from further clients is lost. */
    private static final int MOST_CLIENTS = 256;
    private static final int MOST_HELD = 1024;
    private static final int LONGEST = 1 << 16;
    /** So long is held back at the most. */
    private static final long HELD_MILLIS = 20;
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private record Held(byte[] data, DatagramChannel channel, SocketAddress target, long until) {}

    private final AtomicLong forwarded = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong duplicated = new AtomicLong();
    private final AtomicLong delayed = new AtomicLong();
    private final Map<SocketAddress, DatagramChannel> clients = new HashMap<>();
    private final Queue<Held> held = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
    private final Selector selector;
    private final DatagramChannel front;
    private final InetSocketAddress address;
    private final InetSocketAddress server;
    private final DatagramFaults plan;
    private final Random random;
    private final Thread thread;
    private volatile boolean closing;
    private long lastInput;

    private LossyProxy(InetSocketAddress server, DatagramFaults plan) throws IOException {
        this.server = server;
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.selector = Selector.open();
        this.front = open(selector, null);
        this.address = (InetSocketAddress) front.getLocalAddress();
        this.thread = new Thread(this::run, "lossy-proxy");
        thread.setDaemon(true);
    }

    /**
     * Begins.
     *
     * @param server where the clients' datagrams go
     * @param plan what is lost, duplicated and reordered, in percent; of its other faults nothing happens here
     * @return a proxy; to be closed
     * @throws IOException if it can't be bound
     */
    public static LossyProxy to(InetSocketAddress server, DatagramFaults plan) throws IOException {
        LossyProxy proxy = new LossyProxy(Objects.requireNonNull(server, "server"), plan);
        proxy.lastInput = System.nanoTime();
        proxy.thread.start();
        return proxy;
    }

    private static DatagramChannel open(Selector selector, SocketAddress client) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.register(selector, SelectionKey.OP_READ, client);
            return channel;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    // ---- what others may ask; any thread ----

    /** {@return where clients send to, and are answered from: on the loopback interface} */
    public InetSocketAddress address() {
        return address;
    }

    /** {@return how many datagrams it has sent on, duplicates with them} */
    public long forwarded() {
        return forwarded.get();
    }

    /** {@return how many it has lost} */
    public long lost() {
        return lost.get();
    }

    /** {@return of how many it has made two} */
    public long duplicated() {
        return duplicated.get();
    }

    /** {@return how many it has held back} */
    public long delayed() {
        return delayed.get();
    }

    // ---- the thread ----

    private void run() {
        try {
            while (!closing && !isIdle()) {
                selector.select(this::serve, timeoutMillis());
                release();
            }
        } catch (IOException e) {
            throw new AssertionError("the proxy has failed", e);
        } finally {
            closeAll();
        }
    }

    private boolean isIdle() {
        return System.nanoTime() - lastInput > TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
    }

    private long timeoutMillis() {
        return held.isEmpty() ? IDLE_MILLIS : HELD_MILLIS;
    }

    private void serve(SelectionKey key) {
        lastInput = System.nanoTime();
        try {
            forward(key);
        } catch (IOException e) {
            lost.incrementAndGet(); // such as a port that is closed already: on this network that is a loss like any other
        }
    }

    private void forward(SelectionKey key) throws IOException {
        DatagramChannel from = (DatagramChannel) key.channel();
        SocketAddress sender = from.receive(buffer.clear());
        if (sender == null) {
            return;
        }
        byte[] data = new byte[buffer.flip().remaining()];
        buffer.get(data);
        if (from != front) {
            pass(data, front, (SocketAddress) key.attachment());
        } else {
            DatagramChannel way = client(sender);
            if (way == null) {
                lost.incrementAndGet();
            } else {
                pass(data, way, server);
            }
        }
    }

    /** A client's own way to the server; null = there are too many. */
    private DatagramChannel client(SocketAddress sender) throws IOException {
        DatagramChannel way = clients.get(sender);
        if (way == null && clients.size() < MOST_CLIENTS) {
            way = open(selector, sender);
            clients.put(sender, way);
        }
        return way;
    }

    // ---- what happens to a datagram ----

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    private void pass(byte[] data, DatagramChannel way, SocketAddress target) throws IOException {
        if (chance(plan.loses())) {
            lost.incrementAndGet();
            return;
        }
        if (chance(plan.duplicates())) {
            duplicated.incrementAndGet();
            passOnce(data, way, target);
        }
        passOnce(data, way, target);
    }

    private void passOnce(byte[] data, DatagramChannel way, SocketAddress target) throws IOException {
        if (chance(plan.reorders()) && held.size() < MOST_HELD) {
            delayed.incrementAndGet();
            long millis = 1 + random.nextLong(HELD_MILLIS);
            held.add(new Held(data, way, target, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
        } else {
            send(data, way, target);
        }
    }

    private void send(byte[] data, DatagramChannel way, SocketAddress target) throws IOException {
        forwarded.incrementAndGet(); // before whoever receives it can ask
        try {
            way.send(ByteBuffer.wrap(data), target);
        } catch (IOException e) {
            forwarded.decrementAndGet();
            throw e;
        }
    }

    /** Whatever was held back for long enough leaves, behind those that came meanwhile. */
    private void release() {
        long now = System.nanoTime();
        for (int i = held.size(); i > 0; i--) {
            Held next = held.remove();
            if (next.until - now > 0) {
                held.add(next);
            } else {
                sendLate(next);
            }
        }
    }

    private void sendLate(Held next) {
        try {
            send(next.data, next.channel, next.target);
        } catch (IOException e) {
            lost.incrementAndGet();
        }
    }

    // ---- the end ----

    /** Ends the thread, and waits for it; what was held back is lost. Does nothing the second time. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether its thread has ended, and its sockets are closed.
     *
     * @return true once it is so
     */
    public boolean isClosed() {
        return !thread.isAlive();
    }

    private void closeAll() {
        List<AutoCloseable> all = new ArrayList<>(clients.values());
        all.add(front);
        all.add(selector);
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Exception e) {
                throw new AssertionError("the proxy can't be closed", e);
            }
        }
    }
}
