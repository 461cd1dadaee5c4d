package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.EndpointSettings.Reading;
import dev.sluice.transport.DatagramOrigin;
import dev.sluice.transport.contract.Told.Cause;
import dev.sluice.transport.testkit.DatagramFaults;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The books of one datagram history: what was asked for, what has come of it, and what is wrong with that. */
final class DatagramBooks implements DatagramOrigin.Observer {
    private final List<String> blamed = new ArrayList<>();
    private final Parcels out = new Parcels("sent", this::blame);
    private final Parcels in = new Parcels("came", this::blame);
    private final Sends sends = new Sends(out, this::blame);
    private final Told told = new Told();
    private final List<DatagramRecorder> handlers = new ArrayList<>();
    private final List<Closed> closers = new ArrayList<>();
    private final EndpointSettings settings;
    private final DatagramFaults faults;
    private final boolean tellsUnreachable;
    private boolean opened;
    private boolean failed;
    private int observedEnds;
    private boolean registersInTime;
    private boolean mayDeliver = true;
    private boolean isConnected;
    private int asked;
    private long pulled;
    private long received;
    private long truncated;
    private long networkErrors;

    DatagramBooks(EndpointSettings settings, DatagramFaults faults, boolean tellsUnreachable) {
        this.settings = settings;
        this.faults = faults;
        this.tellsUnreachable = tellsUnreachable;
    }

    void blame(String problem) {
        blamed.add(problem);
    }

    List<String> blamed() {
        return blamed;
    }

    Parcels out() {
        return out;
    }

    Parcels in() {
        return in;
    }

    Sends sends() {
        return sends;
    }

    Told told() {
        return told;
    }

    // ---- what was asked for ----

    void registers(DatagramRecorder handler) {
        handlers.add(handler);
    }

    void pulls(int count) {
        pulled += count;
    }

    void mayDeliver(boolean value) {
        mayDeliver = value;
    }

    void asksForClose() {
        asked++;
    }

    /** Everything that was told is handled; as long as nothing can have ended, it must have been. */
    void allHandled() {
        if (told.isEmpty()) {
            registersInTime = !handlers.isEmpty();
        }
    }

    // ---- what was told ----

    @Override
    public void opened(ActorRef<Endpoint.Command> which, SocketAddress local, SocketAddress remote) {
        opened = true;
        isConnected = remote != null;
    }

    @Override
    public void failed(Exception cause) {
        failed = true;
    }

    @Override
    public void closed(Exception cause) {
        observedEnds++;
    }

    /** How many may come of one. */
    int mostOfEach() {
        return faults.duplicates() > 0 ? 2 : 1;
    }

    Parcels.Reader reader() {
        return new Parcels.Reader(faults.reorders() == 0);
    }

    void received(byte[] data, Parcels.Reader reader) {
        countInput();
        if (data.length > settings.longestDatagram()) {
            blame("delivered " + data.length + " bytes as if it were whole");
        }
        in.arrived(data, mostOfEach(), reader);
    }

    void receivedInPart(byte[] data, Parcels.Reader reader) {
        countInput();
        truncated++;
        if (faults.truncates() == 0 && data.length != settings.longestDatagram()) {
            blame("truncated to " + data.length + " bytes");
        }
        in.arrivedInPart(data, mostOfEach(), reader);
    }

    private void countInput() {
        received++;
        if (!mayDeliver) {
            blame("delivered while it was suspended");
        }
        if (settings.reading() == Reading.PULL && received > pulled) {
            blame("delivered more than the " + pulled + " that were pulled");
        }
    }

    void batch(boolean isOne) {
        if (isOne != settings.receivesBatches()) {
            blame(isOne ? "delivered as a batch" : "not delivered as a batch");
        }
    }

    void networkError() {
        networkErrors++;
        boolean isExpected = faults.networkErrors() > 0
            || tellsUnreachable && isConnected && told.has(Cause.PEER_BROKE) || told.has(Cause.STREAM_BREAKS);
        if (!isExpected) {
            blame("a network error that nobody has caused");
        }
    }

    void failed(Endpoint.CommandFailed failure) {
        if (!(failure.command() instanceof Endpoint.Pull)) {
            sends.failed(failure);
        }
    }

    void closer(Closed closed) {
        closers.add(closed);
    }

    // ---- when everything is handled ----

    /** Nothing has ended, and everything that was told is handled. */
    void check(EndpointFigures figures) {
        long outcome = figures.sent() + figures.failed() + figures.refused() + figures.queuedDatagrams();
        if (outcome != sends.datagrams()) {
            blame("of " + sends.datagrams() + " datagrams were " + outcome + " sent, failed, refused or queued: "
                + figures);
        }
        if (figures.received() != received || figures.truncated() != truncated || figures.unhandledBytes() != 0) {
            blame("delivered " + received + ", truncated " + truncated + ", and all handled: " + figures);
        }
        if (figures.networkErrors() < networkErrors
            || figures.queuedDatagrams() == 0 != (figures.queuedBytes() == 0)) {
            blame("told " + networkErrors + " network errors: " + figures);
        }
    }

    /** Nothing has ended, nothing is held up, and nothing moves any more. */
    void checkDelivery(boolean outMayLose, boolean inMayLose) {
        if (!outMayLose) {
            out.checkAll(sends.emptyFailed());
        }
        if (!inMayLose) {
            in.checkAll(0);
        }
    }

    // ---- at the end ----

    void checkEnd(boolean outMayLose) {
        sends.check(outMayLose);
        out.checkEmpty(mostOfEach());
        in.checkEmpty(mostOfEach());
        if (opened == failed) {
            blame(opened ? "it was opened, and has failed to open" : "it was neither opened nor failed to");
        }
        if (observedEnds != (opened ? 1 : 0)) {
            blame("its observer was told " + observedEnds + " times that it is closed");
        }
        checkClosed();
    }

    private void checkClosed() {
        List<Closed> inTime = handlers.stream().map(DatagramRecorder::closed)
            .filter(closed -> closed != null && !isLate(closed)).toList();
        if (inTime.size() > 1) {
            blame("Closed was told to several handlers: " + inTime);
        }
        if (opened && inTime.isEmpty() && registersInTime && !told.has(Cause.HANDLER_STOPPED)) {
            blame("nobody was told Closed");
        }
        inTime.stream().filter(closed -> !explains(closed))
            .forEach(closed -> blame(closed + ", but there was only " + told));
        if (closers.size() != asked) {
            blame(asked + " have asked for a close, but " + closers.size() + " were told");
        }
    }

    private boolean explains(Closed closed) {
        return closed.cause() == null
            ? told.has(Cause.CLOSE)
            : told.has(Cause.HANDLER_STOPPED) || told.has(Cause.CONNECTION_STOPPED) || told.has(Cause.CONNECTION_KILLED)
                || told.has(Cause.STREAM_BREAKS);
    }

    /** What is told to those who close, or register, when there is no endpoint any more. */
    static boolean isLate(Closed closed) {
        return closed.cause() != null && "the endpoint had ended before".equals(closed.cause().getMessage());
    }

    @Override
    public String toString() {
        return "ends: " + told + ", " + sends + ", " + out + ", " + in + "\n  settings: " + settings.reading()
            + ", batches "
            + settings.receivesBatches() + ", longest " + settings.longestDatagram() + ", window " + settings.window()
            + ", marks " + settings.lowMark() + " " + settings.highMark() + ", queue " + settings.queuedBytes()
            + " bytes "
            + settings.queuedDatagrams() + " datagrams\n  " + faults;
    }
}
