package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.WriteRefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What was written in a history, what became of each write, and what the peer may have got of it. */
final class Writes {
    /** Told to whoever wants to know: this write is done. */
    record Acked(int id) implements Connection.Extension {}

    /** Told to whoever wants to know: this write has failed. */
    record Failed(int id, Exception cause) implements Connection.Extension {}

    private static final int SPREAD = 1 << 20;

    private final List<Entry> all = new ArrayList<>();
    private final Map<Connection.Command, Entry> byCommand = new IdentityHashMap<>();
    private final Consumer<String> blame;
    private final Map<ActorRef<Event>, Integer> lastDone = new HashMap<>();
    private final Set<ActorRef<Event>> stopped = new HashSet<>();
    private int handled;

    Writes(Consumer<String> blame) {
        this.blame = blame;
    }

    private static final class Entry {
        final int id;
        final int length;
        /** Null = it has no ack. */
        final ActorRef<Event> ackTo;
        final boolean tellsFailed;
        boolean done;
        Exception failure;

        Entry(int id, int length, ActorRef<Event> ackTo, boolean tellsFailed) {
            this.id = id;
            this.length = length;
            this.ackTo = ackTo;
            this.tellsFailed = tellsFailed;
        }

        boolean hasOutcome() {
            return done || failure != null;
        }

        boolean isRefused() {
            return failure instanceof WriteRefusedException;
        }

        /** What could not be refused as a whole, because it was taken. */
        boolean isLost() {
            return failure != null && !isRefused();
        }
    }

    /** Who is told of it: null = nobody; otherwise in his own protocol, or only of what is done. */
    Connection.Write next(int length, ActorRef<Event> to, boolean alsoFailed) {
        Entry entry = new Entry(all.size(), length, to, alsoFailed);
        all.add(entry);
        ByteString data = ByteString.copyOf(Pattern.from((long) entry.id * SPREAD, length));
        Connection.Write write = new Connection.Write(data, to == null ? null : ack(entry.id, to, alsoFailed));
        byCommand.put(write, entry);
        return write;
    }

    private static Connection.Ack<Event> ack(int id, ActorRef<Event> to, boolean alsoFailed) {
        return alsoFailed
            ? new Connection.Ack<>(to, new Acked(id), failed -> new Failed(id, failed.cause()))
            : new Connection.Ack<>(to, new Acked(id));
    }

    /** The connection has come to each that there is so far. */
    void allHandled() {
        handled = all.size();
    }

    void done(int id) {
        Entry entry = all.get(id);
        requireFirst(entry, "done");
        Integer last = lastDone.put(entry.ackTo, id);
        if (last != null && id <= last) {
            blame.accept("write " + id + " is done after " + last);
        }
        entry.done = true;
    }

    void failed(int id, Exception cause) {
        requireFirst(all.get(id), "failed: " + cause);
        all.get(id).failure = cause;
    }

    /** True if it is one of these. */
    boolean failed(Connection.Command command, Exception cause) {
        Entry entry = byCommand.get(command);
        if (entry != null) {
            failed(entry.id, cause);
        }
        return entry != null;
    }

    private void requireFirst(Entry entry, String what) {
        if (entry.hasOutcome()) {
            blame.accept("write " + entry.id + " is " + what + ", but was "
                + (entry.done ? "done" : "failed: " + entry.failure) + " before");
        }
    }

    /** What it is told from now on, it may not hear. */
    void isStopped(ActorRef<Event> handler) {
        stopped.add(handler);
    }

    // ---- at the end ----

    /**
     * Each that wanted to be told was told. If its failure was for the handler, and it came after the connection's end, it is a dead
     * letter.
     */
    void checkOutcomes() {
        for (Entry entry : all) {
            boolean isDue = entry.tellsFailed && !stopped.contains(entry.ackTo) || entry.id < handled;
            if (entry.ackTo != null && isDue && !entry.hasOutcome()) {
                blame.accept("write " + entry.id + " was neither done nor failed");
            }
        }
    }

    /** What the peer has got is what was written, in order; all of it, if the connection has ended in order. */
    void checkOutput(byte[] output, boolean isComplete) {
        int at = 0;
        for (Entry entry : all) {
            if (!entry.isRefused()) {
                int fits = fits(output, at, entry);
                at += fits;
                if (fits < entry.length) {
                    endsIn(entry, at, output, isComplete);
                    return;
                }
            }
        }
        if (at < output.length) {
            blame.accept("the peer got " + (output.length - at) + " bytes too many, at " + at);
        }
    }

    private static int fits(byte[] output, int at, Entry entry) {
        int count = 0;
        while (count < entry.length && at + count < output.length
            && output[at + count] == Pattern.at((long) entry.id * SPREAD + count)) {
            count++;
        }
        return count;
    }

    private void endsIn(Entry entry, int at, byte[] output, boolean isComplete) {
        if (at < output.length) {
            blame.accept("what the peer got is not what was written, from byte " + at + " on, in write " + entry.id);
        } else if (isComplete && entry.isLost()) {
            blame.accept("closed in order, but write " + entry.id + " is lost: " + entry.failure);
        } else if (isComplete && (entry.id < handled || entry.done)) {
            blame.accept("closed in order, but of write " + entry.id + " the peer got only " + output.length + " of "
                + (output.length + entry.length) + " bytes");
        }
    }

    @Override
    public String toString() {
        return all.size() + " writes";
    }
}
