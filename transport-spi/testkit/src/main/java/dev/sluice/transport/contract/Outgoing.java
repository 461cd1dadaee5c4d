package dev.sluice.transport.contract;

import dev.sluice.transport.DatagramHandle;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A batch to send, and what came of it. */
final class Outgoing implements DatagramHandle.Batch {
    private record One(byte[] data, SocketAddress target) {}

    final SortedMap<Integer, IOException> failures = new TreeMap<>();
    final List<IOException> reports = new ArrayList<>();
    private final List<One> all = new ArrayList<>();
    private int from;

    static Outgoing of(SocketAddress target, byte[]... datagrams) {
        Outgoing batch = new Outgoing();
        for (byte[] data : datagrams) {
            batch.and(data, target);
        }
        return batch;
    }

    Outgoing and(byte[] data, SocketAddress target) {
        all.add(new One(data.clone(), target));
        return this;
    }

    /** So many more are dealt with; what they carried is overwritten, since nobody may have kept it. */
    void dealtWith(int count) {
        if (count < 0 || count > size()) {
            throw new AssertionError("dealt with " + count + " of " + size());
        }
        all.subList(from, from + count).forEach(one -> Arrays.fill(one.data, (byte) 0));
        from += count;
    }

    @Override
    public int size() {
        return all.size() - from;
    }

    @Override
    public ByteBuffer data(int index) {
        return ByteBuffer.wrap(all.get(from + index).data);
    }

    @Override
    public SocketAddress target(int index) {
        return all.get(from + index).target;
    }

    @Override
    public void failed(int index, IOException cause) {
        if (failures.put(from + index, cause) != null) {
            throw new AssertionError("failed twice: " + index, cause);
        }
    }

    @Override
    public void reported(IOException cause) {
        reports.add(cause);
    }
}
