package dev.sluice.udp;

import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.FilterDatagram;
import dev.sluice.transport.Ready;
import java.nio.ByteBuffer;

/** A socket from which nobody reads: what comes is the kernel's to drop. */
final class SendOnly extends FilterDatagram {
    SendOnly(DatagramHandle handle) {
        super(handle);
    }

    @Override
    public int watched(int wanted) {
        return super.watched(wanted & ~Ready.READ);
    }

    @Override
    public boolean hasInput() {
        return false;
    }

    @Override
    public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) {
        return 0;
    }
}
