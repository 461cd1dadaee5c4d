package dev.sluice.transport.contract;

import dev.sluice.loop.Signal;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.FilterDatagram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Blames whoever uses a socket in a way that its contract doesn't allow. */
final class TrackedDatagram extends FilterDatagram {
    private final Thread owner = Thread.currentThread();
    private final Consumer<String> blame;
    private boolean attached;
    private int closed;

    TrackedDatagram(DatagramHandle inner, Consumer<String> blame) {
        super(inner);
        this.blame = blame;
    }

    private void check(String what, boolean isFirst) {
        if (Thread.currentThread() != owner) {
            blame.accept(what + " on another thread");
        }
        if (closed > 0) {
            blame.accept(what + " when it is closed");
        }
        if (isFirst == attached) {
            blame.accept(what + (attached ? " twice" : " before it is attached"));
        }
    }

    int closed() {
        return closed;
    }

    @Override
    public void attach(Signal signal) {
        check("attached", true);
        attached = true;
        super.attach(signal);
    }

    @Override
    public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) throws IOException {
        check("received", false);
        if (count < 1 || scratch.position() != 0 || scratch.limit() != scratch.capacity()) {
            blame.accept("asked for " + count + " datagrams into " + scratch);
        }
        return super.receive(scratch, longest, count, receiver);
    }

    @Override
    public int send(Batch batch) throws IOException {
        check("sent", false);
        if (batch.size() < 1) {
            blame.accept("given nothing to send");
        }
        return super.send(batch);
    }

    @Override
    public int watched(int wanted) {
        check("asked what to watch", false);
        return super.watched(wanted);
    }

    @Override
    public void close() throws IOException {
        closed++;
        super.close();
    }
}
