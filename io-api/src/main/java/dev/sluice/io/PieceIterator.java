package dev.sluice.io;

import java.util.NoSuchElementException;

/** Walks the array of one piece after the other; what is right of the way down to the piece waits on a stack. */
final class PieceIterator implements ByteIterator {
    private byte[] array;
    private int position;
    private int end;
    private Waiting stack;

    PieceIterator(ByteString bytes) {
        enter(bytes);
    }

    @Override
    public boolean hasNext() {
        return position < end || stack != null;
    }

    @Override
    public byte nextByte() {
        if (position == end) {
            enterNextPiece();
        }
        return array[position++];
    }

    private void enterNextPiece() {
        if (stack == null) {
            throw new NoSuchElementException("no byte left");
        }
        ByteString next = stack.bytes;
        stack = stack.below;
        enter(next);
    }

    private void enter(ByteString bytes) {
        ByteString next = bytes;
        while (next instanceof RopeBytes rope) {
            stack = new Waiting(rope.right, stack);
            next = rope.left;
        }
        enter(next.flat());
    }

    private void enter(FlatBytes piece) {
        array = piece.array;
        position = piece.offset;
        end = piece.offset + piece.length;
    }

    private record Waiting(ByteString bytes, Waiting below) {}
}
