package dev.sluice.transport.contract;

import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A bare listener and its streams, on one thread. */
final class ListenerRig implements AutoCloseable {
    private static final int PEEKS = 10;

    final ListenerHandle listener;
    private final ListenerHandleContract contract;
    private final Polling polling;
    private final Polling.Channel channel;
    private final List<StreamEnd> ends = new ArrayList<>();
    private boolean closed;

    ListenerRig(ListenerHandleContract contract, ListenerHandle listener) throws IOException {
        this.contract = contract;
        this.listener = listener;
        polling = new Polling(contract.poller());
        channel = polling.channel();
        listener.attach(channel);
        channel.register(listener.source());
        channel.interest(Ready.ACCEPT);
    }

    // ---- clients ----

    StreamEnd connect() throws Exception {
        return end(contract.connect(listener.localAddress()));
    }

    private StreamEnd end(StreamHandle handle) {
        StreamEnd end = new StreamEnd(handle, polling);
        ends.add(end);
        return end;
    }

    void open(StreamEnd client, StreamEnd accepted) throws IOException {
        client.isOpposite(accepted);
        client.attach();
        accepted.attach();
        polling.until("both ends are open", () -> {
            boolean isOpen = client.goesOnOpening();
            return accepted.goesOnOpening() && isOpen;
        });
    }

    /** Whether a client is told, while it connects or while it reads, that nobody is there any more. */
    boolean seesTheEnd(StreamEnd client) throws IOException {
        client.isOpposite(client);
        try {
            client.attach();
            polling.until("the client is open", client::goesOnOpening);
            return client.readToTheEnd().length == 0;
        } catch (IOException e) {
            return true;
        }
    }

    boolean isTurnedAway() {
        try {
            return seesTheEnd(connect());
        } catch (Exception e) {
            return true;
        }
    }

    // ---- the listener ----

    /** Null = nobody is there, or it can't take anybody just now. */
    StreamEnd acceptNow() {
        try {
            StreamHandle accepted = listener.accept();
            return accepted == null ? null : end(accepted);
        } catch (IOException later) {
            return null;
        }
    }

    void awaitSomebody() throws IOException {
        channel.raised();
        polling.until("somebody waits", () -> (channel.raised() & Ready.ACCEPT) != 0);
    }

    StreamEnd accept() throws IOException {
        StreamEnd accepted = null;
        while (accepted == null) {
            awaitSomebody();
            accepted = acceptNow();
        }
        return accepted;
    }

    boolean isAnybodyThere() throws IOException {
        channel.raised();
        boolean raised = false;
        for (int i = 0; i < PEEKS; i++) {
            polling.look();
            raised |= (channel.raised() & Ready.ACCEPT) != 0;
        }
        return raised;
    }

    void until(String what, Polling.Condition condition) throws IOException {
        polling.until(what, condition);
    }

    // ---- the end ----

    void closeListener() throws IOException {
        if (!closed) {
            closed = true;
            channel.release(listener::close);
        }
    }

    @Override
    public void close() throws IOException {
        closeListener();
        for (StreamEnd end : ends) {
            end.close();
        }
        polling.close();
        contract.ended();
    }
}
