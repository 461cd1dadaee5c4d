package dev.sluice.io;

import dev.sluice.actor.Owned;
import java.nio.ByteBuffer;

/**
 * Bytes on a pooled buffer, borrowed by whoever holds this handle. A handle has one owner, and is spent by {@link #move}, {@link
 * #release} or by being written; any touch of a spent one throws, so it never shows other data.
 */
public abstract class Lease implements Owned {
    /** For those who lend buffers. */
    protected Lease() {}

    /** {@return how many bytes there are} */
    public abstract int length();

    /** {@return a copy, which may be kept for ever; the lease stays as it is} */
    public abstract ByteString copy();

    /** {@return another handle on the same bytes, with an owner of its own} */
    public abstract Lease share();

    /** Keeps the lease beyond the handling of the event that brought it: its owner releases or moves it later. */
    public abstract void keep();

    /** {@return a new handle in place of this one, which is spent} */
    public abstract Lease move();

    /** Gives the bytes back: this handle is spent. */
    public abstract void release();

    /** {@return the bytes, read-only; for those who know when the lease is spent, and touch it no more from then on} */
    public abstract ByteBuffer buffer();

    @Override
    public void discard() {
        release();
    }
}
