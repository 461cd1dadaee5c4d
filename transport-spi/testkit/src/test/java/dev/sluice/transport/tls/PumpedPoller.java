package dev.sluice.transport.tls;

import dev.sluice.loop.Signal;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.testkit.MemoryPoller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Watches memory, and lets peers that have something to do by themselves do it at each poll. */
final class PumpedPoller implements ChannelPoller {
    private final MemoryPoller memory = new MemoryPoller();
    private final List<RawTlsPeer> peers = new ArrayList<>();

    void add(RawTlsPeer peer) {
        peers.removeIf(RawTlsPeer::isClosed);
        peers.add(peer);
    }

    @Override
    public int poll(long timeoutNanos) {
        int moved = 0;
        for (RawTlsPeer peer : peers) {
            moved += peer.pump() ? 1 : 0;
        }
        return moved + memory.poll(moved > 0 ? 0 : timeoutNanos);
    }

    @Override
    public Registration register(Object source, Signal signal) throws IOException {
        return memory.register(source, signal);
    }

    @Override
    public void raiseAll(int bits) {
        memory.raiseAll(bits);
    }

    @Override
    public void wakeUp() {
        memory.wakeUp();
    }

    @Override
    public void close() {
        memory.close();
    }
}
