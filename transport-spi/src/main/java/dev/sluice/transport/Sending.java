package dev.sluice.transport;

import dev.sluice.actor.Result;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.Endpoint.SendCommand;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A command on its way that is more than a {@link Send} to a known address: of several datagrams, or with targets that had to be looked
 * up. It remembers which of them failed.
 */
final class Sending {
    private final SendCommand command;
    private final List<Datagram> datagrams;
    /** Those that can be sent, with their addresses. */
    private List<Datagram> sendable;
    /** For each of those, which one it is; null = they are all. */
    private int[] indexes;
    /** Null for those that have not failed; null as a whole if none has. */
    private Exception[] failures;
    /** The number that the first of the sendable has in the queue. */
    private long base;
    private int finished;

    Sending(SendCommand command) {
        this.command = command;
        this.datagrams = datagrams(command);
        this.sendable = datagrams;
    }

    private static List<Datagram> datagrams(SendCommand command) {
        return switch (command) {
            case Send(var data, var target, var ack) -> List.of(new Datagram(data, target));
            case SendAll all -> all.datagrams();
        };
    }

    SendCommand command() {
        return command;
    }

    List<Datagram> datagrams() {
        return datagrams;
    }

    /** Those that can be sent, with their addresses. */
    List<Datagram> sendable() {
        return sendable;
    }

    // ---- looked up ----

    /**
     * The unknown targets are known now, or fail those that have them.
     *
     * @param found gives null for a target that was known before
     */
    void lookedUp(Function<SocketAddress, Result<SocketAddress>> found) {
        sendable = new ArrayList<>(datagrams.size());
        indexes = new int[datagrams.size()];
        for (int i = 0; i < datagrams.size(); i++) {
            Datagram asked = datagrams.get(i);
            switch (found.apply(asked.peer())) {
                case null -> add(i, asked);
                case Result.Ok(var address) -> add(i, new Datagram(asked.data(), address));
                case Result.Failed(Exception cause) -> fail(i, cause);
                case Result.Failed(Throwable error) -> fail(i, new IOException("the look-up has failed", error));
            }
        }
    }

    private void add(int index, Datagram known) {
        indexes[sendable.size()] = index;
        sendable.add(known);
    }

    // ---- in the queue ----

    /** The first of the sendable has this number in the queue, and the others follow. */
    void begins(long number) {
        base = number;
    }

    Datagram at(long number) {
        return sendable.get((int) (number - base));
    }

    /**
     * One of them is dealt with.
     *
     * @param failure null = it was sent
     */
    void finish(long number, Exception failure) {
        finished++;
        if (failure != null) {
            int i = (int) (number - base);
            fail(indexes == null ? i : indexes[i], failure);
        }
    }

    /** All have had their turn. */
    boolean isFinished() {
        return finished == sendable.size();
    }

    // ---- what comes of it ----

    private void fail(int index, Exception cause) {
        if (failures == null) {
            failures = new Exception[datagrams.size()];
        }
        failures[index] = cause;
    }

    /** What is told when it is finished: null = all were sent. */
    CommandFailed failure() {
        if (failures == null) {
            return null;
        }
        List<Datagram> unsent = new ArrayList<>();
        for (int i = 0; i < failures.length; i++) {
            if (failures[i] != null) {
                unsent.add(datagrams.get(i));
            }
        }
        boolean isAll = unsent.size() == datagrams.size();
        return new CommandFailed(isAll ? command : new SendAll(unsent, command.ack()), cause());
    }

    /** The first, with the others suppressed in it; several may have failed by the same one. */
    private Exception cause() {
        Set<Exception> causes = Collections.newSetFromMap(new IdentityHashMap<>());
        Exception first = null;
        for (Exception failure : failures) {
            if (failure != null && causes.add(failure)) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        return first;
    }
}
