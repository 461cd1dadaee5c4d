package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * The attempts of one try to connect. It is decided once: for the first that is open, or by whoever gives it up. Belongs to its
 * {@link Dial}; deciding is for any thread.
 */
final class Race {
    private final ActorRef<DialMessage> dial;
    private final Tcp.Connect command;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final Deque<InetSocketAddress> left;
    private final List<Attempt> running = new ArrayList<>(1);
    private Exception failure;
    /** An attempt has ended since the last one began: its slot may be free. */
    private boolean hasFreed;

    Race(ActorRef<DialMessage> dial, Tcp.Connect command, Collection<InetSocketAddress> addresses) {
        this.dial = dial;
        this.command = command;
        this.left = new ArrayDeque<>(addresses);
    }

    // ---- any thread ----

    /** True for the first. */
    boolean decide() {
        return decided.compareAndSet(false, true);
    }

    boolean isDecided() {
        return decided.get();
    }

    void tell(DialMessage message) {
        dial.tell(message);
    }

    // ---- the dial's ----

    boolean hasNext() {
        return !left.isEmpty();
    }

    boolean isRunning() {
        return !running.isEmpty();
    }

    Attempt next() {
        Attempt next = new Attempt(this, command, left.remove());
        running.add(next);
        hasFreed = false;
        return next;
    }

    void failed(Attempt attempt, Exception cause) {
        running.remove(attempt);
        hasFreed = true;
        failure = both(failure, cause);
    }

    /** Whether somebody who got no slot would perhaps get one now. */
    boolean hasFreed() {
        return hasFreed;
    }

    /** It could not be placed: its turn comes again. */
    void putBack(Attempt attempt) {
        running.remove(attempt);
        left.addFirst(attempt.remote());
    }

    /** The first, the others suppressed in it. */
    Exception failure() {
        return failure;
    }

    /** Puts what has failed so far behind the cause for which this race is over. */
    Exception overBecause(Exception cause) {
        return both(cause, failure);
    }

    private static Exception both(Exception first, Exception next) {
        if (first == null || next == null) {
            return first == null ? next : first;
        }
        first.addSuppressed(next);
        return first;
    }

    /** All but the winner, if there is one. */
    void abortOthers(Attempt winner) {
        running.stream().filter(attempt -> attempt != winner).forEach(Attempt::abort);
    }

    /** Who has not answered. */
    String waitsFor() {
        String silent = running.stream().map(Attempt::remote).map(Sockets::text).collect(Collectors.joining(", "));
        String untried = left.stream().map(Sockets::text).collect(Collectors.joining(", "));
        return (silent.isEmpty() ? "" : ": no answer from " + silent)
            + (untried.isEmpty() ? "" : "; not tried: " + untried);
    }
}
