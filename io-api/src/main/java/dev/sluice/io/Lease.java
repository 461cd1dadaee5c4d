package dev.sluice.io;

import dev.sluice.actor.Owned;
import dev.sluice.runtime.Order;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Bytes on a pooled buffer, borrowed by whoever holds this handle: what {@link Connection.Leased} brings.
 *
 * <pre>
 *   brought by an event ──► spent when the handler is done with that event, unless before ...
 *      ├── keep() ────────► the handler's own, from now on
 *      ├── move(), new WriteLease(lease) ──► spent; the new handle has an owner of its own
 *      └── release() ─────► spent
 *   share(), slice() ──► one handle more on the same bytes, with an owner of its own; this one stays as it is
 * </pre>
 *
 * <p>A handle has one owner. Whoever owns one, by {@code keep}, {@code move}, {@code share} or {@code slice}, releases it, or moves
 * it on. When the last handle on some bytes is spent, their buffer is used again; handles never are. Any touch of a spent one throws
 * {@link IllegalStateException}, save {@link #discard} and {@code toString}; it never shows what came into the buffer since, even if
 * another thread spends it at this moment. The exception says how it was spent, and while leases are traced, where ({@link
 * LeaseTracing}).
 *
 * <p>To another actor a lease goes moved: {@code other.tell(new Frame(lease.move()))}. Such a message is {@link Owned} and discards
 * the lease, so that the buffer comes back when the message is lost. To stash an event, keep its lease; to answer a question, move it.
 *
 * <p>All methods: any thread. Two leases are equal only if they are the same handle.
 */
public abstract class Lease implements Owned {
    private static final AtomicIntegerFieldUpdater<Lease> STATE = AtomicIntegerFieldUpdater.newUpdater(Lease.class,
        "state");

    /** Spent by itself when the event that brought it is handled. */
    private static final int LENT = 0;
    private static final int OWNED = 1;
    private static final int RELEASED = 2;
    private static final int MOVED = 3;
    private static final int HANDLED = 4;

    private volatile int state;
    private final LeaseTrace trace = LeaseTrace.ofNew();

    /** For those who lend buffers: a handle that an event is to bring. */
    protected Lease() {}

    /**
     * A lease on bytes that no pool needs back, with the same rules: so that whoever handles leases is also given small pieces, or
     * is tested without a pool.
     *
     * @param bytes what it holds
     * @return a handle as an event brings it
     */
    public static Lease of(ByteString bytes) {
        return new UnpooledLease(Objects.requireNonNull(bytes, "bytes"));
    }

    // ---- the bytes ----

    /** {@return how many bytes there are} */
    public final int length() {
        requireUnspent();
        return size();
    }

    /**
     * {@return one byte}
     *
     * @param index from 0 to length - 1
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public final byte byteAt(int index) {
        requireUnspent();
        byte found = at(Objects.checkIndex(index, size()));
        requireStillUnspent();
        return found;
    }

    /**
     * Copies into a buffer as much as it has room for, from some byte on.
     *
     * @param from the first byte's index, from 0 to length
     * @param dst its position is moved by the number returned
     * @return how many bytes were copied: {@code min(length - from, dst.remaining())}
     * @throws IndexOutOfBoundsException if {@code from} lies outside
     */
    public final int copyTo(int from, ByteBuffer dst) {
        requireUnspent();
        int count = Math.min(size() - Objects.checkIndex(from, size() + 1), dst.remaining());
        put(from, count, dst);
        requireStillUnspent();
        return count;
    }

    /** {@return a copy, which may be kept for ever; the lease stays as it is} */
    public final ByteString copy() {
        requireUnspent();
        ByteString copy = bytes();
        requireStillUnspent();
        return copy;
    }

    /**
     * {@return the bytes, read-only, in a new buffer without a copy} Nothing stops whoever holds it when this handle is spent, and the
     * buffer then shows others' bytes: it is for those who know when that is.
     */
    public final ByteBuffer buffer() {
        requireUnspent();
        return view();
    }

    // ---- the handle ----

    /** Keeps the lease beyond the handling of the event that brought it: the caller, its owner, releases or moves it later. */
    public final void keep() {
        if (STATE.compareAndSet(this, LENT, OWNED)) {
            note("kept");
        }
        requireUnspent();
    }

    /** {@return a new handle in place of this one, which is spent} */
    public final Lease move() {
        spend(MOVED);
        return owned(part(0, size()));
    }

    /** {@return one more handle on the same bytes, with an owner of its own, who releases or moves it} */
    public final Lease share() {
        return slice(0, length());
    }

    /**
     * {@return one more handle, on a part of the bytes, with an owner of its own, who releases or moves it} It keeps the whole buffer
     * from being used again.
     *
     * @param from the first byte's index
     * @param to the index after the last byte
     * @throws IndexOutOfBoundsException unless 0 &lt;= from &lt;= to &lt;= length
     */
    public final Lease slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        if (!retain()) {
            throw spent();
        }
        if (isSpent()) {
            free(); // another thread was faster, and what was retained may be others'
            throw spent();
        }
        return owned(part(from, to));
    }

    /** Gives the bytes back: this handle is spent. */
    public final void release() {
        spend(RELEASED);
        free();
    }

    /** Releases the lease if it is not spent yet. */
    @Override
    public final void discard() {
        if (!isSpent() && isNowSpent(RELEASED)) {
            free();
        }
    }

    /**
     * The event that brought this handle has been handled, or never will be: releases it, unless it was kept, or is spent. For transports.
     *
     * @return how many bytes there are or were
     */
    public final int handled() {
        if (state == LENT && STATE.compareAndSet(this, LENT, HANDLED)) {
            note(how(HANDLED));
            free();
        }
        return size();
    }

    /** {@return how many bytes, and whether the handle is spent; at any time} */
    @Override
    public final String toString() {
        return "Lease[" + size() + " bytes" + (isSpent() ? ", " + how(state) : "") + "]";
    }

    // ---- for those who lend buffers ----

    /** {@return how many bytes there are; also when the handle is spent} */
    protected abstract int size();

    /**
     * {@return one byte}
     *
     * @param index has been checked
     */
    protected abstract byte at(int index);

    /**
     * Copies bytes.
     *
     * @param from the first one's index
     * @param count has been checked
     * @param dst has so much room
     */
    protected abstract void put(int from, int count, ByteBuffer dst);

    /** {@return a copy of all bytes, or themselves if they never change} */
    protected abstract ByteString bytes();

    /** {@return the bytes, in a read-only buffer of its own} */
    protected abstract ByteBuffer view();

    /**
     * {@return a new handle for a part of the bytes} The count of handles is not its business: see {@link #retain}.
     *
     * @param from the first byte's index
     * @param to the index after the last byte
     */
    protected abstract Lease part(int from, int to);

    /**
     * Counts one handle more on this buffer.
     *
     * @return false if there is none any more: it is not the caller's to use
     */
    protected abstract boolean retain();

    /** Counts one handle less; when it was the last, the buffer may be used again. */
    protected abstract void free();

    // ---- how a handle is spent ----

    private static Lease owned(Lease heir) {
        heir.state = OWNED;
        return heir;
    }

    private boolean isSpent() {
        return state > OWNED;
    }

    private void spend(int how) {
        if (!isNowSpent(how)) {
            throw spent();
        }
    }

    /** True for one caller only. */
    private boolean isNowSpent(int how) {
        for (int seen = state; seen <= OWNED; seen = state) {
            if (STATE.compareAndSet(this, seen, how)) {
                note(how(how));
                return true;
            }
        }
        return false;
    }

    private void requireUnspent() {
        if (isSpent()) {
            throw spent();
        }
    }

    /** Whoever spends a handle does so before its buffer is used again: so what was read before this was read in time. */
    private void requireStillUnspent() {
        Order.readsBeforeReads();
        requireUnspent();
    }

    private IllegalStateException spent() {
        return new IllegalStateException("a lease was used after it was " + how(state),
            trace == null ? null : trace.last());
    }

    private static String how(int state) {
        return switch (state) {
            case RELEASED -> "released";
            case MOVED -> "moved or written";
            case HANDLED -> "handled: who needs it for longer than its event keeps it";
            default -> throw new AssertionError(state);
        };
    }

    private void note(String what) {
        if (trace != null) {
            trace.note(what, isSpent());
        }
    }
}
