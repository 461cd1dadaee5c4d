package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Result;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.Endpoint.SendCommand;
import dev.sluice.transport.DatagramOrigin.Resolver;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What waits for its targets to be looked up. Each target that is not known has a line: a command stands in the lines of all of its
 * targets, and leaves when it is the first in each and all are found. So those to one target keep their order, and nobody else waits.
 */
final class Lookups {
    /** A look-up has ended. */
    record Found(SocketAddress target, Result<SocketAddress> result) implements Endpoint.Extension, DeadLetter.Silent {}

    /** Those that wait for one target, and perhaps for others too. */
    private static final class Line {
        private final Queue<Waiting> waiting = new ArrayDeque<>();
        /** Null as long as it is looked up. */
        private Result<SocketAddress> found;
    }

    private static final class Waiting {
        private final Sending sending;
        private final Set<SocketAddress> targets;
        /** In so many lines it is not the first, or its target is not found. */
        private int missing;

        Waiting(Sending sending, Set<SocketAddress> targets) {
            this.sending = sending;
            this.targets = targets;
            this.missing = targets.size();
        }
    }

    private final Context<Endpoint.Command> ctx;
    private final Resolver resolver;
    private final Consumer<? super Sending> found;
    private final Map<SocketAddress, Line> lines = new HashMap<>();
    private final SequencedSet<Waiting> all = new LinkedHashSet<>();
    private final Queue<Waiting> leaving = new ArrayDeque<>();
    private int size;
    private long weight;

    /**
     * Nothing waits at first.
     *
     * @param found takes what has waited long enough
     */
    Lookups(Context<Endpoint.Command> ctx, Resolver resolver, Consumer<? super Sending> found) {
        this.ctx = ctx;
        this.resolver = resolver;
        this.found = found;
    }

    /** How many datagrams wait. */
    int size() {
        return size;
    }

    long weight() {
        return weight;
    }

    /** Whether a command has a target that must be looked up. */
    boolean areNeeded(SendCommand command) {
        return switch (command) {
            case Endpoint.Send send -> isUnknown(send.target());
            case SendAll several -> areNeeded(several);
        };
    }

    private boolean areNeeded(SendAll several) {
        for (Datagram one : several.datagrams()) {
            if (isUnknown(one.peer())) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnknown(SocketAddress target) {
        return target != null && !resolver.isResolved(target);
    }

    void add(SendCommand command) {
        Waiting waiting = new Waiting(new Sending(command), unknown(command));
        all.add(waiting);
        size += SendQueue.count(command);
        weight += SendQueue.weight(command);
        waiting.targets.forEach(target -> line(target).waiting.add(waiting));
    }

    private Set<SocketAddress> unknown(SendCommand command) {
        if (command instanceof Endpoint.Send send) {
            return Set.of(send.target());
        }
        Set<SocketAddress> unknown = new HashSet<>();
        for (Datagram one : ((SendAll) command).datagrams()) {
            if (isUnknown(one.peer())) {
                unknown.add(one.peer());
            }
        }
        return unknown;
    }

    private Line line(SocketAddress target) {
        return lines.computeIfAbsent(target, this::lookUp);
    }

    private Line lookUp(SocketAddress target) {
        ctx.offload(() -> resolve(target), (Result<Found> result) -> switch (result) {
            case Result.Ok(var found) -> found;
            case Result.Failed(var cause) -> new Found(target, new Result.Failed<>(cause));
        });
        return new Line();
    }

    private Found resolve(SocketAddress target) throws IOException {
        return new Found(target,
            new Result.Ok<>(Objects.requireNonNull(resolver.resolve(target), "the resolver gave null")));
    }

    /** A look-up has ended: those who have waited only for this leave. */
    void found(Found ended) {
        Line line = lines.get(ended.target());
        if (line == null) {
            return; // all were failed meanwhile
        }
        line.found = ended.result();
        moveOn(line);
        while (!leaving.isEmpty()) {
            leave(leaving.remove());
        }
    }

    private void moveOn(Line line) {
        Waiting first = line.waiting.element();
        if (line.found != null && --first.missing == 0) {
            leaving.add(first);
        }
    }

    private void leave(Waiting waiting) {
        forget(waiting);
        waiting.sending.lookedUp(this::resultFor);
        waiting.targets.forEach(this::leaveLine);
        found.accept(waiting.sending);
    }

    private void forget(Waiting waiting) {
        all.remove(waiting);
        size -= waiting.sending.datagrams().size();
        weight -= EndpointEvents.weight(waiting.sending.datagrams());
    }

    private Result<SocketAddress> resultFor(SocketAddress target) {
        Line line = target == null ? null : lines.get(target);
        return line == null ? null : line.found;
    }

    private void leaveLine(SocketAddress target) {
        Line line = lines.get(target);
        line.waiting.remove();
        if (line.waiting.isEmpty()) {
            lines.remove(target);
        } else {
            moveOn(line);
        }
    }

    /** Nobody waits any longer; what comes late is ignored. */
    void fail(Exception cause, DatagramOutput output) {
        while (!all.isEmpty()) {
            Waiting waiting = all.getFirst();
            forget(waiting);
            output.lost(waiting.sending.command(), cause);
        }
        lines.clear();
    }
}
