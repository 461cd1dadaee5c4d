package dev.sluice.io;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Two byte strings one after the other: a node of a tree that has flat, never empty pieces as its leaves.
 *
 * <p>The depths of both sides differ by at most one, as in an AVL tree, so that even two gigabytes in single bytes are
 * at most 45 levels deep and every method may recurse. Nodes are never changed. {@link #join} puts the shallower tree
 * where the deeper one has a subtree of its depth, and on the way back up one rotation for each level restores balance.
 */
final class RopeBytes extends ByteString {
    private static final int COPIED_AT_MOST = 256;

    final ByteString left;
    final ByteString right;
    private final int depth;

    private RopeBytes(ByteString left, ByteString right) {
        super(left.length + right.length);
        this.left = left;
        this.right = right;
        this.depth = 1 + Math.max(depth(left), depth(right));
    }

    static int depth(ByteString bytes) {
        return bytes instanceof RopeBytes rope ? rope.depth : 0;
    }

    static ByteString concat(ByteString left, ByteString right) {
        if (left.isEmpty()) {
            return right;
        }
        if (right.isEmpty()) {
            return left;
        }
        return areSmall(left, right) ? merge(left, right) : join(left, right);
    }

    private static boolean areSmall(ByteString left, ByteString right) {
        return left.length + right.length <= COPIED_AT_MOST;
    }

    private static FlatBytes merge(ByteString left, ByteString right) {
        byte[] array = new byte[left.length + right.length];
        left.put(0, left.length, array, 0);
        right.put(0, right.length, array, left.length);
        return FlatBytes.owning(array);
    }

    /** Goes down to the outermost leaf for a single piece, so that many small ones are merged there. */
    private static ByteString join(ByteString left, ByteString right) {
        int gap = depth(left) - depth(right);
        if (left instanceof RopeBytes rope && (gap > 1 || depth(right) == 0)) {
            return balance(rope.left, join(rope.right, right));
        }
        if (right instanceof RopeBytes rope && (gap < -1 || depth(left) == 0)) {
            return balance(join(left, rope.left), rope.right);
        }
        return rope(left, right);
    }

    private static ByteString rope(ByteString left, ByteString right) {
        boolean leaves = depth(left) == 0 && depth(right) == 0;
        return leaves && areSmall(left, right) ? merge(left, right) : new RopeBytes(left, right);
    }

    /** Takes sides whose depths differ by at most two. */
    private static ByteString balance(ByteString left, ByteString right) {
        int gap = depth(left) - depth(right);
        if (gap > 1) {
            return rotateRight((RopeBytes) left, right);
        }
        return gap < -1 ? rotateLeft(left, (RopeBytes) right) : new RopeBytes(left, right);
    }

    private static RopeBytes rotateRight(RopeBytes left, ByteString right) {
        if (depth(left.right) > depth(left.left)) {
            RopeBytes middle = (RopeBytes) left.right;
            return new RopeBytes(new RopeBytes(left.left, middle.left), new RopeBytes(middle.right, right));
        }
        return new RopeBytes(left.left, new RopeBytes(left.right, right));
    }

    private static RopeBytes rotateLeft(ByteString left, RopeBytes right) {
        if (depth(right.left) > depth(right.right)) {
            RopeBytes middle = (RopeBytes) right.left;
            return new RopeBytes(new RopeBytes(left, middle.left), new RopeBytes(middle.right, right.right));
        }
        return new RopeBytes(new RopeBytes(left, right.left), right.right);
    }

    @Override
    byte at(int index) {
        return index < left.length ? left.at(index) : right.at(index - left.length);
    }

    @Override
    ByteString part(int from, int to) {
        int border = left.length;
        if (to - from == length) {
            return this;
        }
        if (to <= border) {
            return left.part(from, to);
        }
        return from >= border
            ? right.part(from - border, to - border)
            : join(left.part(from, border), right.part(0, to - border));
    }

    @Override
    int find(byte value, int from) {
        int border = left.length;
        int found = from < border ? left.find(value, from) : -1;
        if (found >= 0) {
            return found;
        }
        found = right.find(value, Math.max(0, from - border));
        return found < 0 ? -1 : border + found;
    }

    @Override
    boolean matches(int at, ByteString other, int from, int count) {
        int inLeft = inLeft(at, count);
        return (inLeft == 0 || left.matches(at, other, from, inLeft))
            && (inLeft == count || right.matches(at + inLeft - left.length, other, from + inLeft, count - inLeft));
    }

    @Override
    void put(int from, int count, ByteBuffer dst) {
        int inLeft = inLeft(from, count);
        if (inLeft > 0) {
            left.put(from, inLeft, dst);
        }
        if (inLeft < count) {
            right.put(from + inLeft - left.length, count - inLeft, dst);
        }
    }

    @Override
    void put(int from, int count, byte[] dst, int offset) {
        int inLeft = inLeft(from, count);
        if (inLeft > 0) {
            left.put(from, inLeft, dst, offset);
        }
        if (inLeft < count) {
            right.put(from + inLeft - left.length, count - inLeft, dst, offset + inLeft);
        }
    }

    /** How many of {@code count} bytes from {@code from} on lie in the left side. */
    private int inLeft(int from, int count) {
        return Math.max(0, Math.min(count, left.length - from));
    }

    @Override
    int hash(int before) {
        return right.hash(left.hash(before));
    }

    @Override
    FlatBytes flat() {
        return FlatBytes.owning(toByteArray());
    }

    @Override
    void eachPiece(Consumer<FlatBytes> action) {
        left.eachPiece(action);
        right.eachPiece(action);
    }
}
