package dev.sluice.io;

import java.util.NoSuchElementException;

/**
 * Goes once through the bytes of a {@link ByteString}, in order and without boxing. An iterator is for one thread at a
 * time.
 */
public sealed interface ByteIterator permits PieceIterator {
    /** {@return whether {@link #nextByte()} has another byte} */
    boolean hasNext();

    /**
     * {@return the next byte}
     *
     * @throws NoSuchElementException if there is none
     */
    byte nextByte();
}
