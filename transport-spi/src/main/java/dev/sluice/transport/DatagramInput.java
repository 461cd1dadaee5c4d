package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.NetworkError;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.ReceivedAll;
import dev.sluice.io.Endpoint.Truncated;
import dev.sluice.io.EndpointSettings;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;

/**
 * The receiving half of an endpoint: what may be delivered, and how it is received. What may not be delivered stays in the kernel, and
 * the poller is told to look away.
 */
final class DatagramInput implements DatagramHandle.Receiver {
    private static final int PUSH = -1;
    /** So much is received in one turn; then others have theirs. */
    private static final int DATAGRAMS_PER_TURN = 64;
    private static final int BYTES_PER_TURN = 256 << 10;
    /** So many errors in a row, with not even an empty look between them, are no reports about the network: the handle is broken. */
    private static final int ERRORS_IN_A_ROW = 64;

    private final EndpointSettings settings;
    private final EndpointEvents events;
    private final Traffic traffic;
    private long received;
    private long bytesReceived;
    private long truncated;
    private long networkErrors;
    private long unhandled;
    /** How many more datagrams were asked for; when nobody has to ask, {@link #PUSH}. */
    private int credits;
    private boolean suspended;
    private int errors;
    /** Those of one look, if they are told as one. */
    private final List<Datagram> gathered = new ArrayList<>(0);

    DatagramInput(EndpointSettings settings, EndpointEvents events, Traffic traffic) {
        this.settings = settings;
        this.events = events;
        this.traffic = traffic;
        this.credits = pulls() ? 0 : PUSH;
    }

    // ---- what opens and closes delivery ----

    void suspended(boolean value) {
        suspended = value;
    }

    boolean pulls() {
        return settings.reading() == EndpointSettings.Reading.PULL;
    }

    void credit(int count) {
        credits = (int) Math.min(Integer.MAX_VALUE, (long) credits + count);
    }

    void handled(long weight) {
        unhandled -= weight;
    }

    boolean mayDeliver() {
        return events.hasHandler() && !suspended && credits != 0 && room() > 0;
    }

    private long room() {
        return settings.window() == Integer.MAX_VALUE ? Long.MAX_VALUE : settings.window() - unhandled;
    }

    // ---- receiving ----

    /**
     * Receives what is there, as far as it may be delivered.
     *
     * @throws IOException if the handle is broken
     */
    void receive(DatagramHandle handle, ByteBuffer scratch) throws IOException {
        long lastByte = bytesReceived + BYTES_PER_TURN;
        int left = DATAGRAMS_PER_TURN;
        boolean isMore = true;
        try {
            while (isMore && left > 0 && bytesReceived < lastByte && mayDeliver()) {
                int count = Math.min(left, atOnce(lastByte - bytesReceived));
                int came = receive(handle, scratch.clear(), count);
                isMore = came == count;
                left -= count;
            }
        } finally {
            tellGathered();
        }
    }

    /** As many as are certain to fit into the window, and into this turn; but one, if there is any room at all. */
    private int atOnce(long bytesLeft) {
        long longest = settings.longestDatagram() + (long) EndpointEvents.OVERHEAD;
        long fitting = Math.max(1, Math.min(room(), bytesLeft) / longest);
        return (int) Math.min(credits == PUSH ? DATAGRAMS_PER_TURN : credits, fitting);
    }

    /** An error counts as if all had come: perhaps there is more behind it. */
    private int receive(DatagramHandle handle, ByteBuffer scratch, int count) throws IOException {
        try {
            int came = handle.receive(scratch, settings.longestDatagram(), count, this);
            errors = 0;
            return came;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (++errors == ERRORS_IN_A_ROW) {
                throw e;
            }
            reported(e);
            return count;
        }
    }

    @Override
    public void received(ByteBuffer data, SocketAddress sender, boolean isTruncated) {
        ByteString copy = ByteString.copyOf(data);
        count(copy.length());
        if (isTruncated) {
            truncated++;
            tellGathered();
            events.tell(new Truncated(copy, sender));
        } else if (settings.receivesBatches()) {
            gathered.add(new Datagram(copy, sender));
        } else {
            events.tell(new Received(copy, sender));
        }
    }

    private void count(int length) {
        errors = 0;
        received++;
        bytesReceived += length;
        traffic.read(length);
        unhandled += length + EndpointEvents.OVERHEAD;
        if (credits > 0) {
            credits--;
        }
    }

    private void tellGathered() {
        if (!gathered.isEmpty()) {
            ReceivedAll all = new ReceivedAll(gathered);
            gathered.clear();
            events.tell(all);
        }
    }

    /** The network has reported something, here or while something was sent. */
    void reported(IOException cause) {
        networkErrors++;
        tellGathered();
        events.tell(new NetworkError(cause));
    }

    // ---- figures ----

    long received() {
        return received;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    long truncated() {
        return truncated;
    }

    long networkErrors() {
        return networkErrors;
    }

    long unhandled() {
        return unhandled;
    }
}
