package dev.sluice.transport.contract;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Bare datagram handles on one thread: one under test, and others. */
final class DatagramRig implements AutoCloseable {
    final DatagramEnd ours;
    final DatagramEnd peer;
    private final DatagramHandleContract contract;
    private final Polling polling;
    private final List<DatagramEnd> all = new ArrayList<>();

    private DatagramRig(DatagramHandleContract contract, boolean isConnected) throws Exception {
        this.contract = contract;
        polling = new Polling(contract.poller());
        peer = another(null);
        ours = add(
            new DatagramEnd(contract.wrapped(contract.socket(null, isConnected ? peer.address() : null)), polling));
    }

    static DatagramRig open(DatagramHandleContract contract) throws Exception {
        return new DatagramRig(contract, false);
    }

    /** The one under test is connected to its peer, which is not. */
    static DatagramRig connected(DatagramHandleContract contract) throws Exception {
        return new DatagramRig(contract, true);
    }

    DatagramEnd another(SocketAddress local) throws Exception {
        return add(new DatagramEnd(contract.socket(local, null), polling));
    }

    private DatagramEnd add(DatagramEnd end) {
        all.add(end);
        return end;
    }

    void until(String what, Polling.Condition condition) throws IOException {
        polling.until(what, condition);
    }

    @Override
    public void close() throws IOException {
        for (DatagramEnd end : all) {
            end.close();
        }
        polling.close();
        contract.ended();
    }
}
