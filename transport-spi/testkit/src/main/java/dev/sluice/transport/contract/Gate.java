package dev.sluice.transport.contract;

import dev.sluice.loop.Signal;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.FilterDatagram;
import dev.sluice.transport.Ready;
import java.io.IOException;

/** A socket that takes nothing while the gate is closed, as one whose buffer is full. */
final class Gate extends FilterDatagram {
    private volatile boolean closed;
    private volatile Signal signal;

    Gate(DatagramHandle inner) {
        super(inner);
    }

    /** Any thread. */
    void close(boolean value) {
        closed = value;
        Signal told = signal;
        if (!value && told != null) {
            told.raise(Ready.HANDLE);
        }
    }

    @Override
    public void attach(Signal toSignal) {
        signal = toSignal;
        super.attach(toSignal);
    }

    @Override
    public int send(Batch batch) throws IOException {
        return closed ? 0 : super.send(batch);
    }

    @Override
    public int watched(int wanted) {
        return super.watched(closed ? wanted & ~Ready.WRITE : wanted);
    }
}
