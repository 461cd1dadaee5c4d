package dev.sluice.transport;

import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener whose clients come, and whose failures happen, when a test says so. */
final class FakeListener implements ListenerHandle, FakePoller.Source {
    static final SocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 7);

    private final FakePoller poller;
    private final Queue<FakeStream> waiting = new ConcurrentLinkedQueue<>();
    final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    /** For each call of {@code accept} that gave one, the poll after which it came. */
    final List<Integer> accepted = new CopyOnWriteArrayList<>();
    /** When accept failed. */
    final List<Long> failed = new CopyOnWriteArrayList<>();
    volatile boolean closed;
    volatile Signal signal;
    volatile long unusable;

    FakeListener(FakePoller poller) {
        this.poller = poller;
    }

    FakeStream connect() {
        FakeStream stream = new FakeStream();
        waiting.add(stream);
        poller.wakeUp();
        return stream;
    }

    /** The poller doesn't hear of it. */
    void add(FakeStream stream) {
        waiting.add(stream);
    }

    int waiting() {
        return waiting.size();
    }

    @Override
    public void attach(Signal toSignal) {
        signal = toSignal;
    }

    @Override
    public long failures() {
        return unusable;
    }

    @Override
    public int ready() {
        return waiting.isEmpty() ? 0 : Ready.ACCEPT;
    }

    @Override
    public StreamHandle accept() throws IOException {
        Exception failure = failures.poll();
        if (failure != null) {
            failed.add(System.nanoTime());
            throwIt(failure);
        }
        FakeStream next = waiting.poll();
        if (next != null) {
            accepted.add(poller.polls);
        }
        return next;
    }

    private static void throwIt(Exception failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public Object source() {
        return this;
    }

    @Override
    public SocketAddress localAddress() {
        return ADDRESS;
    }
}
