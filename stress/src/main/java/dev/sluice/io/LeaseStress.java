package dev.sluice.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A handle that two threads misuse at the same moment: its buffer comes back once, and it never shows what came into it since. */
public class LeaseStress {
    private LeaseStress() {}

    private static final int SPENT = -1;

    /** Memory of one byte: 1 as it was lent, 2 as it is used again. */
    private static final class Memory {
        final AtomicInteger handles = new AtomicInteger(1);
        final AtomicInteger freed = new AtomicInteger();
        byte content = 1;
    }

    private static final class Handle extends Lease {
        private final Memory memory;

        Handle(Memory memory) {
            this.memory = memory;
        }

        @Override
        protected int size() {
            return 1;
        }

        @Override
        protected byte at(int index) {
            return memory.content;
        }

        @Override
        protected void put(int from, int count, ByteBuffer dst) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected ByteString bytes() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected ByteBuffer view() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Lease part(int from, int to) {
            return new Handle(memory);
        }

        @Override
        protected boolean retain() {
            return memory.handles.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        @Override
        protected void free() {
            if (memory.handles.decrementAndGet() == 0) {
                memory.freed.incrementAndGet();
                memory.content = 2;
            }
        }
    }

    private static class Lent {
        final Memory memory = new Memory();
        final Lease lease = new Handle(memory);

        final int released() {
            try {
                lease.release();
                return 1;
            } catch (IllegalStateException spent) {
                return SPENT;
            }
        }
    }

    /** One thread reads, another one releases, and the buffer is used again at once. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "it was read in time")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "it was spent")
    @Outcome(expect = FORBIDDEN, desc = "it shows others' bytes")
    @State
    public static class ReadAgainstRelease extends Lent {
        @Actor
        public void reader(I_Result seen) {
            try {
                seen.r1 = lease.byteAt(0);
            } catch (IllegalStateException spent) {
                seen.r1 = SPENT;
            }
        }

        @Actor
        public void releaser() {
            lease.release();
        }
    }

    /** Both threads release. */
    @JCStressTest
    @Outcome(id = {"1, -1", "-1, 1"}, expect = ACCEPTABLE, desc = "one of them did")
    @Outcome(expect = FORBIDDEN, desc = "both did, or nobody")
    @State
    public static class ReleaseAgainstRelease extends Lent {
        @Actor
        public void one(II_Result seen) {
            seen.r1 = released();
        }

        @Actor
        public void other(II_Result seen) {
            seen.r2 = released();
        }
    }

    /** One thread shares, and releases its share, while another one releases. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "whoever came first, the buffer came back once")
    @Outcome(expect = FORBIDDEN, desc = "it is lost, or came back twice")
    @State
    public static class ShareAgainstRelease extends Lent {
        @Actor
        public void sharer() {
            try {
                lease.share().release();
            } catch (IllegalStateException spent) {
                // then there was nothing to share
            }
        }

        @Actor
        public void releaser() {
            lease.release();
        }

        @Arbiter
        public void count(II_Result seen) {
            seen.r1 = memory.handles.get();
            seen.r2 = memory.freed.get();
        }
    }
}
