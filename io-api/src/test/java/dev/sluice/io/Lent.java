package dev.sluice.io;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A buffer that counts the handles on it, and is destroyed with the last. */
final class Lent {
    final AtomicInteger handles = new AtomicInteger();
    private final ByteBuffer memory;

    Lent(String text) {
        memory = ByteBuffer.wrap(text.getBytes());
    }

    Lease lend() {
        handles.incrementAndGet();
        return new Handle(0, memory.capacity());
    }

    private final class Handle extends Lease {
        private final int from;
        private final int to;

        Handle(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected int size() {
            return to - from;
        }

        @Override
        protected byte at(int index) {
            return memory.get(from + index);
        }

        @Override
        protected void put(int first, int count, ByteBuffer dst) {
            dst.put(memory.slice(from + first, count));
        }

        @Override
        protected ByteString bytes() {
            return ByteString.copyOf(view());
        }

        @Override
        protected ByteBuffer view() {
            return memory.slice(from, to - from).asReadOnlyBuffer();
        }

        @Override
        protected Lease part(int first, int last) {
            return new Handle(from + first, from + last);
        }

        @Override
        protected boolean retain() {
            return handles.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        @Override
        protected void free() {
            if (handles.getAndDecrement() <= 0) {
                throw new AssertionError("freed more often than it was lent");
            }
        }
    }
}
