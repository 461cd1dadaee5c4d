package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that waits in a mailbox that is not the default one, behind a lock. Every message stands in the {@link Arrivals}; one that may be
 * overtaken stands besides in the urgent lane or in the order of the mailbox. Hence one that may not be is next as soon as
 * it has become the oldest of all.
 *
 * <p>Senders add, and then wake the cell; the cell, once it sleeps, looks again ({@link #isEmpty}). The lock is held for a moment only,
 * and nobody parks with it but those who wait for room, who give it back meanwhile.
 */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

    /** What became of a message, what had to go instead, and what is to be told of it. */
    record Added(Offer outcome, boolean isRisen, Envelope dropped, boolean isFailure) {
        private static final Added QUEUED = new Added(Offer.QUEUED, false, null, false);
        private static final Added RISEN = new Added(Offer.QUEUED, true, null, false);
        private static final Added FULL = new Added(Offer.FULL, false, null, false);
        private static final Added STOPPED = new Added(Offer.STOPPED, false, null, false);
    }

    private final Mailbox policy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // ---- under the lock ----
    private final Arrivals arrivals = new Arrivals();
    private final Deque<Arrivals.Slot> urgent = new ArrayDeque<>(0);
    /** Null: the order of arrival. */
    private Queue<Mailbox.Waiting> order;
    /** Of those that have been taken, but still take up room. */
    private int held;
    private int counted;
    private boolean failing;
    private boolean closed;
    // ---- written under the lock ----
    private volatile int waiting;
    private volatile int depth;

    Backlog(Mailbox policy) {
        this.policy = policy;
        this.order = policy.newOrder();
    }

    // ---- senders ----

    /** What is too much is dealt with as the policy says. */
    Added add(Envelope envelope) {
        lock.lock();
        try {
            if (closed) {
                return Added.STOPPED;
            }
            return isRefused(envelope) ? overflow(envelope) : append(envelope);
        } finally {
            lock.unlock();
        }
    }

    /** What is too much is left to the caller. */
    Added offer(Envelope envelope) {
        lock.lock();
        try {
            return tryAppend(envelope);
        } finally {
            lock.unlock();
        }
    }

    Added offer(Envelope envelope, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = Scheduler.nanos(atMost);
            while (left > 0 && !closed && isRefused(envelope)) {
                left = room.awaitNanos(left);
            }
            return tryAppend(envelope);
        } finally {
            lock.unlock();
        }
    }

    private Added tryAppend(Envelope envelope) {
        if (closed) {
            return Added.STOPPED;
        }
        return isRefused(envelope) ? Added.FULL : append(envelope);
    }

    private boolean isRefused(Envelope envelope) {
        return counted >= policy.capacity && envelope.isCounted();
    }

    private Added overflow(Envelope envelope) {
        Arrivals.Slot oldest = arrivals.oldestCounted();
        if (policy.overflow == Overflow.DROP_OLDEST && oldest != null) {
            remove(oldest);
            append(envelope);
            return new Added(Offer.QUEUED, false, oldest.envelope, false);
        }
        boolean fails = policy.overflow == Overflow.FAIL && !failing;
        failing |= fails;
        return new Added(Offer.FULL, false, envelope, fails);
    }

    private Added append(Envelope envelope) {
        Arrivals.Slot slot = arrivals.add(envelope);
        counted += slot.isCounted() ? 1 : 0;
        place(slot);
        changed();
        return depth == policy.highWater + 1 && policy.listener != null ? Added.RISEN : Added.QUEUED;
    }

    private void place(Arrivals.Slot slot) {
        if (!slot.isCounted()) {
            return;
        }
        if (policy.isUrgent(slot.message())) {
            slot.place = Arrivals.Place.URGENT;
            urgent.add(slot);
        } else if (order != null && isOrdered(slot)) {
            slot.place = Arrivals.Place.ORDERED;
        }
    }

    private boolean isOrdered(Arrivals.Slot slot) {
        try {
            return order.offer(slot);
        } catch (Throwable e) {
            giveUpOrder(e);
            return false;
        }
    }

    void tellHighWater(ActorRef<?> actor) {
        try {
            policy.listener.accept(actor);
        } catch (Throwable e) {
            LOG.error("the listener for the high water of {} failed", actor, e);
        }
    }

    int capacity() {
        return policy.capacity;
    }

    /** How many wait, with those that are taken and still take up room; any thread. */
    int depth() {
        return depth;
    }

    /** Whether there is nothing to take; any thread. */
    boolean isEmpty() {
        return waiting == 0;
    }

    // ---- the cell ----

    Envelope poll() {
        return isEmpty() ? null : take(false);
    }

    /** Like {@link #poll}, but what is taken takes up its room until it is {@link #free}. */
    Envelope hold() {
        return isEmpty() ? null : take(true);
    }

    private Envelope take(boolean hold) {
        lock.lock();
        try {
            Arrivals.Slot slot = next();
            if (slot == null) {
                return null;
            }
            arrivals.remove(slot);
            if (hold) {
                held++;
            } else {
                uncount(slot.envelope);
            }
            changed();
            return slot.envelope;
        } finally {
            lock.unlock();
        }
    }

    private Arrivals.Slot next() {
        Arrivals.Slot first = urgent.poll();
        if (first != null) {
            return first;
        }
        Arrivals.Slot oldest = arrivals.oldest();
        return oldest == null || oldest.place != Arrivals.Place.ORDERED ? oldest : nextOrdered(oldest);
    }

    private Arrivals.Slot nextOrdered(Arrivals.Slot oldest) {
        try {
            if (order.poll() instanceof Arrivals.Slot slot && slot.place == Arrivals.Place.ORDERED
                && arrivals.holds(slot)) {
                return slot;
            }
            giveUpOrder(new IllegalStateException("its queue gave something else than was given to it"));
        } catch (Throwable e) {
            giveUpOrder(e);
        }
        return oldest;
    }

    /** From here on in the order of arrival. */
    private void giveUpOrder(Throwable cause) {
        LOG.error("the order of a mailbox failed, and is given up", cause);
        order = null;
        arrivals.forgetOrder();
    }

    /** What was taken by {@link #hold} takes up no room any more. */
    void free(Envelope envelope) {
        lock.lock();
        try {
            held--;
            uncount(envelope);
            changed();
        } finally {
            lock.unlock();
        }
    }

    void failureTold() {
        lock.lock();
        try {
            failing = false;
        } finally {
            lock.unlock();
        }
    }

    /** What is there can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- under the lock ----

    private void remove(Arrivals.Slot slot) {
        arrivals.remove(slot);
        uncount(slot.envelope);
        switch (slot.place) {
            case URGENT -> urgent.remove(slot);
            case ORDERED -> removeOrdered(slot);
            case KEPT -> {
            }
        }
    }

    private void removeOrdered(Arrivals.Slot slot) {
        try {
            order.remove(slot);
        } catch (Throwable e) {
            giveUpOrder(e);
        }
    }

    private void uncount(Envelope envelope) {
        if (envelope.isCounted()) {
            counted--;
            room.signal();
        }
    }

    private void changed() {
        waiting = arrivals.size();
        depth = arrivals.size() + held;
    }

    @Override
    public String toString() {
        return policy.toString();
    }
}
