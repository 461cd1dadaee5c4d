package dev.sluice.transport.testkit;

import dev.sluice.io.Endpoint;
import dev.sluice.io.SocketOptions;
import dev.sluice.loop.Signal;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.testkit.DatagramFaults.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A datagram socket on which things go wrong according to a plan. */
final class FaultyDatagram implements DatagramHandle {
    private record Came(byte[] data, SocketAddress sender, boolean isTruncated) {}

    private final DatagramHandle handle;
    private final DatagramFaults plan;
    private final Random random;
    private final int[] calls = new int[Call.values().length];
    /** What has come and was not given yet. */
    private final List<Came> ahead = new ArrayList<>();
    private int transfers;
    private boolean hasReported;

    FaultyDatagram(DatagramHandle handle, DatagramFaults plan) {
        this.handle = handle;
        this.plan = plan;
        this.random = new Random(plan.seed());
    }

    // ---- what goes wrong ----

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    private void count(Call call) throws IOException {
        DatagramFaults.Failure failure = plan.failure(call);
        if (++calls[call.ordinal()] == (failure == null ? 0 : failure.time())) {
            if (failure.cause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw failure.cause() instanceof IOException io ? io : new IOException(failure.cause());
        }
    }

    private void countUnchecked(Call call) {
        try {
            count(call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void countTransfer(Call call) throws IOException {
        count(call);
        transfers++;
        if (plan.breaksAt() > 0 && transfers >= plan.breaksAt()) {
            throw new ClosedChannelException();
        }
    }

    // ---- receiving ----

    @Override
    public void attach(Signal signal) {
        countUnchecked(Call.ATTACH);
        handle.attach(signal);
    }

    @Override
    public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) throws IOException {
        countTransfer(Call.RECEIVE);
        if (chance(plan.looksInVain())) {
            return 0;
        }
        reportError();
        if (ahead.size() < count) {
            handle.receive(scratch, longest, count - ahead.size(), this::came);
        }
        int given = Math.min(count, ahead.size());
        for (int i = 0; i < given; i++) {
            give(ahead.removeFirst(), scratch, receiver);
        }
        return given;
    }

    /** Not twice in a row: one that comes again and again is another fault. */
    private void reportError() throws IOException {
        hasReported = !hasReported && chance(plan.networkErrors());
        if (hasReported) {
            throw new PortUnreachableException("on purpose");
        }
    }

    private void came(ByteBuffer data, SocketAddress sender, boolean isTruncated) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        if (chance(plan.loses())) {
            return;
        }
        Came came = new Came(bytes, sender, isTruncated);
        if (!isTruncated && bytes.length > 0 && chance(plan.truncates())) {
            came = new Came(Arrays.copyOf(bytes, random.nextInt(bytes.length)), sender, true);
        }
        put(came);
        if (chance(plan.duplicates())) {
            put(came);
        }
    }

    private void put(Came came) {
        ahead.add(chance(plan.reorders()) ? random.nextInt(ahead.size() + 1) : ahead.size(), came);
    }

    private static void give(Came came, ByteBuffer scratch, Receiver receiver) {
        receiver.received(scratch.clear().put(came.data).flip(), came.sender, came.isTruncated);
    }

    @Override
    public boolean hasInput() {
        countUnchecked(Call.HAS_INPUT);
        return !ahead.isEmpty() || handle.hasInput();
    }

    // ---- sending ----

    @Override
    public int send(Batch batch) throws IOException {
        countTransfer(Call.SEND);
        if (chance(plan.blocks())) {
            return 0;
        }
        int dealt = 0;
        while (dealt < batch.size() && deals(batch, dealt)) {
            dealt++;
        }
        return dealt;
    }

    private boolean deals(Batch batch, int index) throws IOException {
        if (chance(plan.refuses())) {
            batch.failed(index, new IOException("refused on purpose"));
            return true;
        }
        if (chance(plan.loses())) {
            return true;
        }
        boolean taken = handle.send(new One(batch, index, true)) > 0;
        if (taken && chance(plan.duplicates())) {
            handle.send(new One(batch, index, false));
        }
        return taken;
    }

    /** One of many. Leaves the data as it is, so that it can be sent twice. */
    private record One(Batch batch, int index, boolean tells) implements Batch {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public ByteBuffer data(int first) {
            return batch.data(index).duplicate();
        }

        @Override
        public SocketAddress target(int first) {
            return batch.target(index);
        }

        @Override
        public void failed(int first, IOException cause) {
            if (tells) {
                batch.failed(index, cause);
            }
        }
    }

    // ---- what else there is to ask ----

    @Override
    public boolean on(Endpoint.Extension command, Consumer<? super Endpoint.Event> handler) throws IOException {
        count(Call.COMMAND);
        return handle.on(command, handler);
    }

    @Override
    public int watched(int wanted) {
        countUnchecked(Call.WATCHED);
        return handle.watched(wanted);
    }

    @Override
    public long dropped() {
        countUnchecked(Call.DROPPED);
        return handle.dropped();
    }

    @Override
    public SocketOptions.Effective options() {
        countUnchecked(Call.OPTIONS);
        return handle.options();
    }

    @Override
    public void close() throws IOException {
        try {
            count(Call.CLOSE);
        } finally {
            handle.close();
        }
    }

    @Override
    public Object source() {
        countUnchecked(Call.SOURCE);
        return handle.source();
    }

    @Override
    public SocketAddress localAddress() {
        countUnchecked(Call.ADDRESS);
        return handle.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        countUnchecked(Call.ADDRESS);
        return handle.remoteAddress();
    }

    @Override
    public String toString() {
        return "faulty " + handle;
    }
}
