package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.Endpoint.SendCommand;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The commands to send of one history, and what has come of each. */
final class Sends {
    /** Told to whoever has sent: all of it has left. */
    record Acked(int id) implements Endpoint.Extension {}

    /** Told to whoever has sent: this has not left. */
    record Failed(int id, Endpoint.CommandFailed failure) implements Endpoint.Extension {}

    /** Who is told what. */
    enum Wish {
        NOTHING, ACK, BOTH
    }

    private static final class Entry {
        final int id;
        final List<Datagram> datagrams;
        final Wish wish;
        boolean done;
        boolean failed;

        Entry(int id, List<Datagram> datagrams, Wish wish) {
            this.id = id;
            this.datagrams = datagrams;
            this.wish = wish;
        }

        @Override
        public String toString() {
            return "send " + id + " of " + datagrams.size() + " (" + wish + ")";
        }
    }

    private final List<Entry> all = new ArrayList<>();
    private final Map<SendCommand, Entry> byCommand = new IdentityHashMap<>();
    private final Map<Integer, Entry> byParcel = new HashMap<>();
    private final Parcels out;
    private final Consumer<String> blame;
    private int datagrams;
    private int emptyFailed;

    Sends(Parcels out, Consumer<String> blame) {
        this.out = out;
        this.blame = blame;
    }

    // ---- what is sent ----

    Send one(int length, SocketAddress target, Wish wish, ActorRef<Event> to) {
        Datagram datagram = new Datagram(out.next(length), target);
        Entry entry = enter(List.of(datagram), wish);
        Send send = new Send(datagram.data(), target, ack(entry, to));
        byCommand.put(send, entry);
        return send;
    }

    /** None of which may be empty. */
    SendAll several(List<Integer> lengths, List<SocketAddress> targets, Wish wish, ActorRef<Event> to) {
        List<Datagram> several = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            several.add(new Datagram(out.next(lengths.get(i)), targets.get(i)));
        }
        Entry entry = enter(several, wish);
        SendAll send = new SendAll(several, ack(entry, to));
        byCommand.put(send, entry);
        return send;
    }

    private Entry enter(List<Datagram> several, Wish wish) {
        Entry entry = new Entry(all.size(), several, wish);
        all.add(entry);
        datagrams += several.size();
        several.forEach(each -> byParcel.put(Parcels.id(each.data().toByteArray()), entry));
        return entry;
    }

    private static Ack<Event> ack(Entry entry, ActorRef<Event> to) {
        return switch (entry.wish) {
            case NOTHING -> null;
            case ACK -> new Ack<>(to, new Acked(entry.id));
            case BOTH -> new Ack<>(to, new Acked(entry.id), failed -> new Failed(entry.id, failed));
        };
    }

    /** How many datagrams were given to the endpoint so far. */
    int datagrams() {
        return datagrams;
    }

    int emptyFailed() {
        return emptyFailed;
    }

    // ---- what comes of it ----

    void done(int id) {
        Entry entry = all.get(id);
        requireFirst(entry, "done");
        entry.done = true;
    }

    void failed(int id, Endpoint.CommandFailed failure) {
        failed(all.get(id), failure);
    }

    /** Told to a handler. */
    void failed(Endpoint.CommandFailed failure) {
        Entry entry = failure.command() instanceof SendCommand send ? entryOf(send) : null;
        if (entry == null) {
            blame.accept("failed: " + failure.command() + " by " + failure.cause());
        } else if (entry.wish == Wish.BOTH) {
            blame.accept(entry + " wanted to hear of its failure itself");
        } else {
            failed(entry, failure);
        }
    }

    /** Of several, only those that were not sent come back. */
    private Entry entryOf(SendCommand command) {
        Entry entry = byCommand.get(command);
        if (entry == null && command instanceof SendAll part) {
            entry = byParcel.get(Parcels.id(part.datagrams().getFirst().data().toByteArray()));
        }
        return entry;
    }

    private void failed(Entry entry, Endpoint.CommandFailed failure) {
        requireFirst(entry, "failed: " + failure.cause());
        entry.failed = true;
        List<Datagram> unsent = failure.command() instanceof SendAll part ? part.datagrams() : entry.datagrams;
        if (!entry.datagrams.containsAll(unsent) || failure.cause() == null) {
            blame.accept(entry + " failed with " + failure);
        }
        unsent.forEach(each -> failed(each.data()));
    }

    private void failed(ByteString data) {
        emptyFailed += data.isEmpty() ? 1 : 0;
        if (out.hasArrived(data) && !data.isEmpty()) {
            blame.accept("told to have failed, but it has arrived: " + Parcels.id(data.toByteArray()));
        }
        out.failed(data);
    }

    private void requireFirst(Entry entry, String what) {
        if (entry.done || entry.failed) {
            blame.accept(entry + " is " + what + ", but was " + (entry.done ? "done" : "failed") + " before");
        }
    }

    // ---- at the end ----

    /** Whoever wanted to hear of both has heard of one; and what was done has arrived, if nothing gets lost. */
    void check(boolean mayLose) {
        for (Entry entry : all) {
            if (entry.wish == Wish.BOTH && !entry.done && !entry.failed) {
                blame.accept(entry + " has come to nothing");
            }
            if (entry.done && !mayLose && !entry.datagrams.stream().allMatch(each -> out.hasArrived(each.data()))) {
                blame.accept(entry + " was done, but has not arrived");
            }
        }
    }

    @Override
    public String toString() {
        return all.size() + " commands to send";
    }
}
