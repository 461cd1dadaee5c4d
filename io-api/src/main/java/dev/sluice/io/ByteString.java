package dev.sluice.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An immutable sequence of bytes, which may be kept for ever and read by any number of threads.
 *
 * <p>Nobody else can reach the bytes to change them: factories copy what they are given, and the buffers handed out are
 * read-only. Slicing and concatenating share bytes instead of copying them. What is sliced or concatenated may
 * therefore keep a bigger array in memory; {@link #compact()} lets go of it.
 *
 * <p>A byte string is <em>flat</em>, one range of one array, or after concatenation a <em>rope</em> of flat pieces. A
 * rope is always balanced: reaching a byte, slicing and concatenating take a number of steps that grows with the
 * logarithm of the number of pieces, in whatever order it was put together.
 *
 * <p>Two byte strings are equal if they hold the same bytes; how they are laid out in memory makes no difference.
 *
 * <p>No argument may be {@code null}, save that of {@code equals}: {@link NullPointerException} names the argument.
 */
public abstract sealed class ByteString permits FlatBytes, RopeBytes {
    final int length;

    ByteString(int length) {
        this.length = length;
    }

    /** {@return the byte string without bytes, always the same object} */
    public static ByteString empty() {
        // Not a constant of this class: a class whose initializer needs its own subclass can deadlock two threads.
        return FlatBytes.EMPTY;
    }

    /**
     * {@return a copy of an array}
     *
     * @param bytes stays the caller's
     */
    public static ByteString copyOf(byte[] bytes) {
        requireNonNull(bytes, "bytes");
        return FlatBytes.owning(bytes.clone());
    }

    /**
     * {@return a copy of a part of an array}
     *
     * @param bytes  stays the caller's
     * @param offset where to begin
     * @param length how many bytes to copy
     * @throws IndexOutOfBoundsException if that part doesn't lie within the array
     */
    public static ByteString copyOf(byte[] bytes, int offset, int length) {
        requireNonNull(bytes, "bytes");
        if ((offset | length) < 0 || length > bytes.length - offset) {
            throw new IndexOutOfBoundsException(
                "offset " + offset + ", length " + length + ", bytes.length " + bytes.length);
        }
        return FlatBytes.owning(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /**
     * {@return all that remains in a buffer, copied once, into an array of exactly that size}
     *
     * @param source its position is moved to its limit; it stays the caller's, who may refill it at once
     */
    public static ByteString copyOf(ByteBuffer source) {
        requireNonNull(source, "source");
        byte[] copy = new byte[source.remaining()];
        source.get(copy);
        return FlatBytes.owning(copy);
    }

    /**
     * {@return text encoded as UTF-8}
     *
     * @param text what to encode; a lone surrogate becomes a question mark
     */
    public static ByteString utf8(String text) {
        requireNonNull(text, "text");
        return FlatBytes.owning(text.getBytes(UTF_8));
    }

    /** {@return how many bytes there are} */
    public final int length() {
        return length;
    }

    /** {@return whether there are no bytes} */
    public final boolean isEmpty() {
        return length == 0;
    }

    /**
     * {@return one byte}
     *
     * @param index from 0 to length - 1
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public final byte byteAt(int index) {
        return at(Objects.checkIndex(index, length));
    }

    /** {@return a new iterator over the bytes; on a rope it is faster than asking for each byte by its index} */
    public final ByteIterator iterator() {
        return new PieceIterator(this);
    }

    /**
     * {@return a part of these bytes} It shares the arrays of the whole and so keeps them in memory. Nothing is copied,
     * save that neighbouring pieces of a rope may be merged if they have at most 256 bytes together.
     *
     * @param from the first byte's index
     * @param to   the index after the last byte
     * @throws IndexOutOfBoundsException unless 0 &lt;= from &lt;= to &lt;= length
     */
    public final ByteString slice(int from, int to) {
        if (from < 0 || from > to || to > length) {
            throw new IndexOutOfBoundsException("from " + from + ", to " + to + ", length " + length);
        }
        return part(from, to);
    }

    /**
     * {@return these bytes followed by others} At most 256 bytes are copied, to keep small pieces together; all else is
     * shared.
     *
     * @param other what follows
     * @throws IllegalArgumentException if both together are longer than an {@code int} can say
     */
    public final ByteString concat(ByteString other) {
        requireNonNull(other, "other");
        if (other.length > Integer.MAX_VALUE - length) {
            throw new IllegalArgumentException("too long: length " + length + ", other.length " + other.length);
        }
        return RopeBytes.concat(this, other);
    }

    /**
     * {@return the index of the first such byte, or -1}
     *
     * @param value what to look for
     */
    public final int indexOf(byte value) {
        return find(value, 0);
    }

    /**
     * {@return the index of the first such byte that is not before {@code from}, or -1}
     *
     * @param value what to look for
     * @param from  where to begin, from 0 to length
     * @throws IndexOutOfBoundsException if {@code from} lies outside
     */
    public final int indexOf(byte value, int from) {
        return find(value, checkFrom(from));
    }

    /**
     * {@return the index where others first occur, not before {@code from}, or -1} Bytes that almost occur again and
     * again make this slow: up to the product of both lengths.
     *
     * @param other what to look for; if it is empty it is found at once
     * @param from  where to begin, from 0 to length
     * @throws IndexOutOfBoundsException if {@code from} lies outside
     */
    public final int indexOf(ByteString other, int from) {
        requireNonNull(other, "other");
        return BytesSearch.find(other, this, checkFrom(from));
    }

    /**
     * {@return whether these bytes begin with others}
     *
     * @param prefix what they may begin with; if it is empty they do
     */
    public final boolean startsWith(ByteString prefix) {
        requireNonNull(prefix, "prefix");
        return prefix.length <= length && matches(0, prefix, 0, prefix.length);
    }

    /**
     * Copies into a buffer as much as it has room for, from some byte on, and allocates nothing. So a long byte string
     * goes out through a small buffer: call this again with {@code from} raised by what was sent.
     *
     * @param from the first byte's index, from 0 to length
     * @param dst  its position is moved by the number returned
     * @return how many bytes were copied: {@code min(length - from, dst.remaining())}
     * @throws IndexOutOfBoundsException if {@code from} lies outside
     * @throws ReadOnlyBufferException   if the buffer is read-only
     */
    public final int copyTo(int from, ByteBuffer dst) {
        requireNonNull(dst, "dst");
        int count = Math.min(length - checkFrom(from), dst.remaining());
        put(from, count, dst);
        return count;
    }

    /**
     * Copies all bytes into an array.
     *
     * @param dst    takes the bytes
     * @param offset where the first one goes
     * @throws IndexOutOfBoundsException if they don't fit; nothing is copied then
     */
    public final void copyTo(byte[] dst, int offset) {
        requireNonNull(dst, "dst");
        if (offset < 0 || length > dst.length - offset) {
            throw new IndexOutOfBoundsException(
                "offset " + offset + ", length " + length + ", dst.length " + dst.length);
        }
        put(0, length, dst, offset);
    }

    /** {@return a copy of all bytes, an array that the caller may write to} */
    public final byte[] toByteArray() {
        byte[] copy = new byte[length];
        put(0, length, copy, 0);
        return copy;
    }

    /** {@return all bytes in a new read-only buffer, at position 0; a flat byte string is not copied, a rope is} */
    public final ByteBuffer asByteBuffer() {
        return flat().buffer();
    }

    /** {@return an unmodifiable list of new read-only buffers, one for each piece and none empty; nothing is copied} */
    public final List<ByteBuffer> asByteBuffers() {
        List<ByteBuffer> buffers = new ArrayList<>();
        eachPiece(piece -> buffers.add(piece.buffer()));
        return List.copyOf(buffers);
    }

    /** {@return the same bytes, flat, in an array of exactly their size: this if it is so already, otherwise a copy} */
    public final ByteString compact() {
        FlatBytes flat = flat();
        return flat.isWholeArray() ? flat : FlatBytes.owning(toByteArray());
    }

    /** {@return the text that these bytes encode in UTF-8, with U+FFFD in place of what is malformed} */
    public final String decodeUtf8() {
        return flat().decode(UTF_8);
    }

    /** {@return whether the other object is a byte string of the same bytes} */
    @Override
    public final boolean equals(Object object) {
        return this == object
            || object instanceof ByteString other && length == other.length && matches(0, other, 0, length);
    }

    /** {@return a hash of the bytes, computed at each call: keeping it would make each byte string bigger} */
    @Override
    public final int hashCode() {
        return hash(1);
    }

    /**
     * {@return the length and the first bytes, as text if they are printable UTF-8, otherwise in hexadecimal}
     * Examples: {@code ByteString[5 "hello"]}, {@code ByteString[3 00ff10]}, {@code ByteString[900 "GET /in"...]}.
     */
    @Override
    public final String toString() {
        return BytesText.describe(this);
    }

    // What the two representations do. The methods above have checked the arguments.

    abstract byte at(int index);
    abstract ByteString part(int from, int to);
    abstract int find(byte value, int from);

    /** Compares {@code count} bytes of this from {@code at} on with those of the other from {@code from} on. */
    abstract boolean matches(int at, ByteString other, int from, int count);

    abstract void put(int from, int count, ByteBuffer dst);
    abstract void put(int from, int count, byte[] dst, int offset);

    /** Carries a hash on over these bytes. */
    abstract int hash(int before);

    /** This if it is flat, otherwise a copy. */
    abstract FlatBytes flat();

    abstract void eachPiece(Consumer<FlatBytes> action);

    private int checkFrom(int from) {
        if (from < 0 || from > length) {
            throw new IndexOutOfBoundsException("from " + from + ", length " + length);
        }
        return from;
    }
}
