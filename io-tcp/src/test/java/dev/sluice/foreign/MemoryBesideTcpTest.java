package dev.sluice.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.testkit.MemoryAddress;
import dev.sluice.transport.testkit.MemoryListener;
import dev.sluice.transport.testkit.MemoryPeer;
import dev.sluice.transport.testkit.MemoryPoller;
import dev.sluice.transport.testkit.MemoryStream;
import dev.sluice.transport.testkit.Peer;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The side's poller is no selector at all. */
class MemoryBesideTcpTest extends SideBySide {
    private static final int CAPACITY = 10_000;

    private final List<MemoryListener> listeners = new CopyOnWriteArrayList<>();
    private int clients;

    @Override
    ChannelPoller poller() {
        return new MemoryPoller();
    }

    @Override
    StreamBind.Opener opener() {
        listeners.clear();
        return shared -> {
            MemoryListener listener = new MemoryListener(new MemoryAddress("side"), 50, CAPACITY);
            listeners.add(listener);
            return listener;
        };
    }

    /** The listeners of several loops take turns. */
    @Override
    Peer connect() throws IOException {
        return new MemoryPeer(listeners.get(clients++ % listeners.size()).connect());
    }

    @Override
    StreamOrigin.Opener dialled() {
        return () -> listeners.get(0).connect();
    }

    @Override
    StreamOrigin.Opener lonely() {
        return () -> MemoryStream.pair(CAPACITY).left();
    }

    @Test
    void shouldAcceptOnEachOfItsLoops() throws IOException {
        bindTcp();
        bindSide(AcceptSettings.DEFAULT.shards(8));
        assertEquals(2, listeners.size());

        TreeSet<String> threads = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            expectEcho(connectSide(), "hello");
            threads.add(sideMade.expect(Made.class).thread());
        }

        assertEquals(List.of("sides-side-0", "sides-side-1"), List.copyOf(threads));
    }
}
