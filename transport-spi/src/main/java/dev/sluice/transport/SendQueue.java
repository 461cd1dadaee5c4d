package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.Endpoint.SendCommand;
import java.net.SocketAddress;

/** Datagrams that wait for the kernel, in order. */
final class SendQueue {
    /** Send, or a Sending as often as it has datagrams. */
    private final WriteRing ring = new WriteRing();
    /** How many have left. */
    private long gone;
    private long weight;

    boolean isEmpty() {
        return ring.isEmpty();
    }

    int size() {
        return ring.size();
    }

    /** All bytes that wait, and the overhead of each datagram. */
    long weight() {
        return weight;
    }

    void add(Send send) {
        enter(send, send.data());
    }

    void add(Sending sending) {
        sending.begins(gone + ring.size());
        for (Datagram one : sending.sendable()) {
            enter(sending, one.data());
        }
    }

    private void enter(Object entry, ByteString data) {
        ring.add(entry);
        weight += data.length() + EndpointEvents.OVERHEAD;
    }

    ByteString data(int index) {
        return switch (ring.get(index)) {
            case Send send -> send.data();
            case Object sending -> ((Sending) sending).at(gone + index).data();
        };
    }

    SocketAddress target(int index) {
        return switch (ring.get(index)) {
            case Send send -> send.target();
            case Object sending -> ((Sending) sending).at(gone + index).peer();
        };
    }

    /** What waits first: Send or Sending. */
    private Object removeFirst() {
        weight -= data(0).length() + EndpointEvents.OVERHEAD;
        Object first = ring.removeFirst();
        gone++;
        return first;
    }

    /**
     * The first has had its turn.
     *
     * @param failure null = it was sent
     * @param output told of the command, if that is finished by it
     */
    void finishFirst(Exception failure, DatagramOutput output) {
        long number = gone;
        switch (removeFirst()) {
            case Send send when failure == null -> output.done(send.ack());
            case Send send -> output.tellFailed(new CommandFailed(send, failure), send.ack());
            case Object several -> finish((Sending) several, number, failure, output);
        }
    }

    private static void finish(Sending sending, long number, Exception failure, DatagramOutput output) {
        sending.finish(number, failure);
        if (sending.isFinished()) {
            output.finished(sending);
        }
    }

    /** How many datagrams a command has. */
    static int count(SendCommand command) {
        return command instanceof SendAll all ? all.datagrams().size() : 1;
    }

    /** What it counts in a queue. */
    static long weight(SendCommand command) {
        return switch (command) {
            case Send send -> send.data().length() + EndpointEvents.OVERHEAD;
            case SendAll all -> EndpointEvents.weight(all.datagrams());
        };
    }
}
