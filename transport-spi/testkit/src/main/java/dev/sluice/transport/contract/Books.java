package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.contract.Told.Cause;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The books of one history: what was asked for, what has come of it, and what is wrong with that. */
final class Books implements StreamOrigin.Observer {
    private final List<String> blamed = new ArrayList<>();
    private final Writes writes = new Writes(this::blame);
    private final Told told = new Told();
    private final List<Recorder> handlers = new ArrayList<>();
    private final List<Connection.Closed> closers = new ArrayList<>();
    private final ConnectionSettings settings;
    private boolean opened;
    private boolean failed;
    private boolean registersInTime;
    private boolean inputEnded;
    private boolean mayDeliver = true;
    private int askedToClose;
    private int certainClosers;
    private long messages;
    private long pulled;

    Books(ConnectionSettings settings) {
        this.settings = settings;
    }

    void blame(String problem) {
        blamed.add(problem);
    }

    List<String> blamed() {
        return blamed;
    }

    Writes writes() {
        return writes;
    }

    Told told() {
        return told;
    }

    // ---- what was asked for ----

    void registers(Recorder handler) {
        handlers.add(handler);
    }

    void pulls(int count) {
        pulled += count;
    }

    /** From here on nothing may be delivered, but for what a confirmed close delivers in any case. */
    void isSuspended() {
        mayDeliver = told.has(Cause.CONFIRMED_CLOSE);
    }

    void mayDeliver() {
        mayDeliver = true;
    }

    /** Everything that was told is handled; as long as nothing can have ended, it must have been. */
    void allHandled() {
        if (told.isEmpty()) {
            writes.allHandled();
            registersInTime = !handlers.isEmpty();
        }
    }

    void asksForClose() {
        askedToClose++;
    }

    /** Who asked for this close can't have come too late. */
    void isCertainToClose() {
        certainClosers++;
    }

    // ---- what was told ----

    @Override
    public void opened(ActorRef<Connection.Command> which, SocketAddress local, SocketAddress remote) {
        opened = true;
    }

    @Override
    public void failed(Exception cause) {
        failed = true;
    }

    @Override
    public void handlerFailed(ActorRef<Connection.Command> which, Throwable cause) {
        blame("no handler: " + cause);
    }

    void received(int length) {
        messages++;
        if (!mayDeliver) {
            blame("delivered " + length + " bytes while suspended");
        }
        if (settings.reading() == Reading.PULL && messages > pulled && !told.has(Cause.CONFIRMED_CLOSE)) {
            blame("delivered more than the " + pulled + " that were pulled");
        }
    }

    void inputEnded() {
        if (!settings.halfOpen() || !told.has(Cause.PEER_ENDED)) {
            blame("InputEnded should not have been told");
        }
        inputEnded = true;
    }

    void failed(Connection.Command command, Exception cause) {
        boolean isExpected = writes.failed(command, cause) || command instanceof Connection.Pull
            || command instanceof Connection.ResumeWriting;
        if (!isExpected) {
            blame("failed: " + command + " by " + cause);
        }
    }

    void closed(Connection.Closed closed) {
        closers.add(closed);
    }

    // ---- at the end ----

    void check(RawPeer peer) {
        Reason reason = reason();
        boolean keepsAll = reason != null && told.promisesAll(reason);
        checkEnd(reason);
        writes.checkOutcomes();
        writes.checkOutput(peer.received(), keepsAll && !peer.isGone());
        boolean sawTheEnd = reason instanceof Reason.ByPeer || reason instanceof Reason.ByConfirmedClose;
        checkInput(peer.sent(), inputEnded || keepsAll && sawTheEnd && registersInTime);
        if (!peer.isGone() && !peer.sawEnd() && !peer.sawReset()) {
            blame("the peer has not noticed the end");
        }
        if (keepsAll && peer.sawReset()) {
            blame("the peer was reset, but it ended by " + reason);
        }
    }

    /** What a handler was told; null = none was told of an end, or only that it came too late. */
    private Reason reason() {
        List<Reason> reasons = handlers.stream().map(Recorder::reason).filter(Objects::nonNull)
            .filter(reason -> !isLate(reason)).toList();
        if (reasons.size() > 1) {
            blame("Closed was told to several handlers: " + reasons);
        }
        return reasons.isEmpty() ? null : reasons.get(0);
    }

    private void checkEnd(Reason reason) {
        if (opened == failed) {
            blame(opened ? "it was opened, and has failed to open" : "it was neither opened nor failed to");
        }
        if (opened && reason == null && registersInTime && !told.has(Cause.HANDLER_STOPPED)) {
            blame("nobody was told Closed");
        }
        if (reason != null && !explains(reason)) {
            blame("it ended by " + reason + ", but there was only " + told);
        }
        checkClosers(reason);
    }

    private void checkClosers(Reason reason) {
        if (closers.size() != askedToClose) {
            blame(askedToClose + " have asked for a close, but " + closers.size() + " were told");
        }
        List<Reason> inTime = closers.stream().map(Connection.Closed::reason).filter(why -> !isLate(why)).toList();
        if (opened && inTime.size() < certainClosers) {
            blame("a closer was told that it came too late");
        }
        inTime.stream().filter(why -> reason != null && !why.equals(reason))
            .forEach(why -> blame("the handler was told " + reason + ", and a closer " + why));
    }

    /** What is told to those who close, or register, when there is no connection any more. */
    static boolean isLate(Reason reason) {
        return reason instanceof Reason.ByError(var cause)
            && "the connection had ended before".equals(cause.getMessage());
    }

    /** Without a handler, which may come later, a confirmed close is one like any other. */
    private boolean explains(Reason reason) {
        boolean hadNobody = !registersInTime || told.has(Cause.HANDLER_STOPPED);
        return told.explains(reason)
            || reason instanceof Reason.ByClose && hadNobody && told.has(Cause.CONFIRMED_CLOSE);
    }

    /** What a handler that was stopped had been told and didn't handle is lost. */
    private void checkInput(long sent, boolean isComplete) {
        if (told.has(Cause.HANDLER_STOPPED)) {
            return;
        }
        long at = 0;
        for (Recorder handler : handlers) {
            for (byte value : handler.received()) {
                if (value != Pattern.at(at)) {
                    blame("byte " + at + " that was delivered is not what the peer had sent");
                    return;
                }
                at++;
            }
        }
        if (at > sent || isComplete && at < sent) {
            blame("delivered " + at + " bytes of the " + sent + " that the peer had sent");
        }
    }

    @Override
    public String toString() {
        return "ends: " + told + ", " + writes + "\n  settings: " + settings.reading() + ", window " + settings.window()
            + ", marks " + settings.lowMark() + " " + settings.highMark() + ", queue " + settings.queuedBytes()
            + " bytes " + settings.queuedWrites() + " writes, pauses reading " + settings.pausesReading()
            + ", half open " + settings.halfOpen() + ", suspends writing " + settings.suspendsWriting();
    }
}
