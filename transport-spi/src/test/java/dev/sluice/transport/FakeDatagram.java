package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.SocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handle that takes, fails and gives what a test wants; watched by a {@link FakePoller}. */
class FakeDatagram implements DatagramHandle, FakePoller.Source {
    static final SocketAddress SENDER = new InetSocketAddress("127.0.0.1", 4711);

    final FakePoller poller = new FakePoller();
    final List<Datagram> taken = new CopyOnWriteArrayList<>();
    /** How many were offered, by each call. */
    final List<Integer> offered = new CopyOnWriteArrayList<>();
    /** By what a datagram carries. */
    final Map<String, IOException> failures = new ConcurrentHashMap<>();
    /** What comes: a ByteString, or an IOException. */
    final Queue<Object> input = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<IOException> reports = new ConcurrentLinkedQueue<>();
    private volatile IOException broken;
    private volatile int room = Integer.MAX_VALUE;
    volatile boolean isClosed;
    volatile int looks;

    // ---- for the test ----

    /** Takes so many from now on; none = it is blocked. */
    void room(int datagrams) {
        room = datagrams;
        poller.wakeUp();
    }

    void comes(Object... datagramsOrErrors) {
        input.addAll(List.of(datagramsOrErrors));
        poller.wakeUp();
    }

    /** Whoever sends next is told of this, and then sends. */
    void reports(IOException cause) {
        reports.add(cause);
    }

    /** Every send throws from now on. */
    void breaks(IOException cause) {
        broken = cause;
    }

    List<String> texts() {
        return taken.stream().map(datagram -> datagram.data().decodeUtf8()).toList();
    }

    @Override
    public int ready() {
        return (input.isEmpty() ? 0 : Ready.READ) | (room > 0 ? Ready.WRITE : 0);
    }

    // ---- the handle ----

    @Override
    public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) throws IOException {
        looks++;
        for (int came = 0; came < count; came++) {
            Object next = input.poll();
            if (next == null) {
                return came;
            }
            if (next instanceof IOException error) {
                throw error;
            }
            ByteString data = (ByteString) next;
            scratch.clear();
            data.copyTo(0, scratch);
            scratch.flip();
            boolean isTruncated = scratch.remaining() > longest;
            receiver.received(isTruncated ? scratch.limit(longest) : scratch, SENDER, isTruncated);
        }
        return count;
    }

    @Override
    public int send(Batch batch) throws IOException {
        if (broken != null) {
            throw broken;
        }
        for (IOException report; (report = reports.poll()) != null;) {
            batch.reported(report);
        }
        offered.add(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            if (room == 0) {
                return i;
            }
            room -= room == Integer.MAX_VALUE ? 0 : 1;
            take(batch, i);
        }
        return batch.size();
    }

    private void take(Batch batch, int index) {
        ByteString data = ByteString.copyOf(batch.data(index));
        IOException failure = failures.get(data.decodeUtf8());
        if (failure == null) {
            taken.add(new Datagram(data, batch.target(index)));
        } else {
            batch.failed(index, failure);
        }
    }

    @Override
    public SocketOptions.Effective options() {
        return new SocketOptions.Effective(Map.of());
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public Object source() {
        return this;
    }

    @Override
    public SocketAddress localAddress() {
        return SENDER;
    }

    @Override
    public SocketAddress remoteAddress() {
        return null;
    }
}
