package dev.sluice.transport.testkit;

import dev.sluice.transport.DatagramHandle;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A batch of datagrams that carry one number each. */
final class Numbers implements DatagramHandle.Batch {
    final List<Integer> failed = new ArrayList<>();
    private final SocketAddress target;
    private final int[] values;

    private Numbers(SocketAddress target, int... values) {
        this.target = target;
        this.values = values;
    }

    static Numbers to(SocketAddress target, int... values) {
        return new Numbers(target, values);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public ByteBuffer data(int index) {
        return ByteBuffer.wrap(new byte[] {(byte) values[index], 0, 0, 0});
    }

    @Override
    public SocketAddress target(int index) {
        return target;
    }

    @Override
    public void failed(int index, IOException cause) {
        failed.add(index);
    }
}
