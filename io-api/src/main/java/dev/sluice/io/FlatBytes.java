package dev.sluice.io;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One range of one array. With compressed pointers it takes 24 bytes beside the array, as most messages are one such
 * object; a fourth field, for the hash say, would make it 32.
 */
final class FlatBytes extends ByteString {
    static final FlatBytes EMPTY = new FlatBytes(new byte[0], 0, 0);

    final byte[] array;
    final int offset;

    private FlatBytes(byte[] array, int offset, int length) {
        super(length);
        this.array = array;
        this.offset = offset;
    }

    /** Keeps the array itself: from now on nobody may write to it. */
    static FlatBytes owning(byte[] array) {
        return array.length == 0 ? EMPTY : new FlatBytes(array, 0, array.length);
    }

    boolean isWholeArray() {
        return length == array.length;
    }

    ByteBuffer buffer() {
        // The slice keeps whoever holds the buffer from rewinding it to the rest of the array.
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    String decode(Charset charset) {
        return new String(array, offset, length, charset);
    }

    @Override
    byte at(int index) {
        return array[offset + index];
    }

    @Override
    ByteString part(int from, int to) {
        if (from == to) {
            return EMPTY;
        }
        return to - from == length ? this : new FlatBytes(array, offset + from, to - from);
    }

    @Override
    int find(byte value, int from) {
        int end = offset + length;
        for (int i = offset + from; i < end; i++) {
            if (array[i] == value) {
                return i - offset;
            }
        }
        return -1;
    }

    @Override
    boolean matches(int at, ByteString other, int from, int count) {
        return other instanceof FlatBytes flat
            ? matchesFlat(offset + at, flat, flat.offset + from, count)
            : other.matches(from, this, at, count);
    }

    private boolean matchesFlat(int start, FlatBytes other, int otherStart, int count) {
        return Arrays.equals(array, start, start + count, other.array, otherStart, otherStart + count);
    }

    @Override
    void put(int from, int count, ByteBuffer dst) {
        dst.put(array, offset + from, count);
    }

    @Override
    void put(int from, int count, byte[] dst, int dstOffset) {
        System.arraycopy(array, offset + from, dst, dstOffset, count);
    }

    @Override
    int hash(int before) {
        int hash = before;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    FlatBytes flat() {
        return this;
    }

    @Override
    void eachPiece(Consumer<FlatBytes> action) {
        if (length > 0) {
            action.accept(this);
        }
    }
}
