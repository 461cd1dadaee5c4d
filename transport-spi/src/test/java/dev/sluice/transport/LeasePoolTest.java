package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Lease;
import dev.sluice.transport.LeasePool.Figures;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeasePoolTest {
    private static final int ALL = LeasePool.SLAB_BYTES;

    private final LeasePool pool = new LeasePool();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(ALL);

    private ByteBuffer target(int limit) {
        return pool.target(limit, shared.clear());
    }

    /** As if a peer had sent so many bytes of that value. */
    private Lease read(int bytes, int value) {
        ByteBuffer target = target(ALL);
        byte[] sent = new byte[Math.min(bytes, target.remaining())];
        Arrays.fill(sent, (byte) value);
        target.put(sent);
        return pool.lend(target, sent.length);
    }

    private static void assertHolds(Lease lease, int bytes, int value) {
        byte[] expected = new byte[bytes];
        Arrays.fill(expected, (byte) value);
        assertEquals(ByteString.copyOf(expected), lease.copy());
    }

    @Test
    void shouldOfferAWholeSlabButNoMoreThanWasAskedFor() {
        assertEquals(ALL, target(Integer.MAX_VALUE).remaining());
        assertEquals(5000, target(5000).remaining());
        assertTrue(target(1).isDirect());
    }

    @Test
    void shouldFillASlabReadByRead() {
        Lease one = read(20_000, 1);
        Lease two = read(20_000, 2);
        Lease three = read(20_000, 3);

        assertHolds(one, 20_000, 1);
        assertHolds(two, 20_000, 2);
        assertHolds(three, 20_000, 3);
        assertEquals(new Figures(1, 0, 3), pool.figures());
        Lease four = read(20_000, 4);
        assertHolds(four, 20_000, 4);
        assertEquals(new Figures(2, 0, 4), pool.figures());
        assertHolds(three, 20_000, 3);
    }

    @Test
    void shouldReadIntoTheRestOnlyIfItIsWorthIt() {
        read(ALL - LeasePool.LEAST_ROOM, 1);
        assertEquals(LeasePool.LEAST_ROOM, target(ALL).remaining());
        assertEquals(LeasePool.LEAST_ROOM, target(Integer.MAX_VALUE).remaining());
        read(LeasePool.SMALL, 2);

        assertEquals(ALL, target(ALL).remaining());
    }

    @Test
    void shouldBeginASlabAgainWhenNobodyHasALeaseOnIt() {
        for (int i = 0; i < 1000; i++) {
            Lease lease = read(40_000, i);
            assertHolds(lease, 40_000, i);
            lease.release();
        }

        assertEquals(new Figures(1, 1, 0), pool.figures());
    }

    @Test
    void shouldCopyWhatIsSmall() {
        Lease small = read(LeasePool.SMALL - 1, 1);

        assertEquals(new Figures(1, 1, 0), pool.figures());
        Lease large = read(LeasePool.SMALL, 2);
        assertEquals(new Figures(1, 0, 1), pool.figures());
        Lease behind = read(100, 3);
        assertHolds(small, LeasePool.SMALL - 1, 1);
        assertHolds(large, LeasePool.SMALL, 2);
        assertHolds(behind, 100, 3);
    }

    @Test
    void shouldUseASlabAgainWhenItsLastLeaseIsSpent() {
        Lease first = read(ALL, 1);
        Lease shared = first.share();
        Lease sliced = first.slice(100, 200);
        read(ALL, 2);
        first.release();
        shared.release();
        assertEquals(new Figures(2, 0, 2), pool.figures());
        assertHolds(sliced, 100, 1);

        sliced.release();
        assertEquals(new Figures(2, 1, 1), pool.figures());

        assertHolds(read(ALL, 3), ALL, 3);
        assertEquals(new Figures(2, 0, 2), pool.figures());
    }

    @Test
    void shouldNeverShowOtherDataToASpentHandle() {
        Lease stale = read(ALL, 1);
        stale.handled();
        Lease next = read(ALL, 2);

        assertThrows(IllegalStateException.class, () -> stale.byteAt(0));
        assertThrows(IllegalStateException.class, stale::copy);
        assertThrows(IllegalStateException.class, stale::share);
        assertEquals(new Figures(1, 0, 1), pool.figures());
        assertHolds(next, ALL, 2);
    }

    @Test
    void shouldCopyWhenAllSlabsAreLentAndGoBackToLendingLater() {
        Deque<Lease> held = new ArrayDeque<>();
        for (int i = 0; i < LeasePool.SLABS; i++) {
            held.add(read(ALL, i));
        }
        assertSame(shared, target(ALL), "all are lent");
        assertEquals(700, target(700).remaining());
        Lease copied = read(ALL, 7);
        assertEquals(new Figures(LeasePool.SLABS, 0, LeasePool.SLABS), pool.figures());
        assertHolds(copied, ALL, 7);

        held.pop().release();
        Lease lent = read(ALL, 8);

        assertEquals(new Figures(LeasePool.SLABS, 0, LeasePool.SLABS), pool.figures());
        assertHolds(lent, ALL, 8);
        assertHolds(copied, ALL, 7);
        copied.release();
        held.forEach(Lease::release);
        lent.release();
        assertEquals(new Figures(LeasePool.SLABS, LeasePool.SLABS, 0), pool.figures());
    }

    @Test
    void shouldGiveABufferThatShowsTheLeaseAndNothingBeside() {
        read(5000, 1);
        Lease lease = read(5000, 2);
        ByteBuffer view = lease.slice(10, 20).buffer();

        assertTrue(view.isDirect() && view.isReadOnly());
        assertEquals(10, view.capacity());
        assertEquals(2, view.get(0));
        ByteBuffer part = ByteBuffer.allocate(3);
        assertEquals(3, lease.copyTo(4990, part));
        assertEquals(3, part.position());
        assertFalse(part.hasRemaining());
    }

    /** Four threads share, slice, check and release what one reads; at the end all is back, and no byte was ever wrong. */
    @Test
    void shouldTakeBackFromAnyThread() throws Exception {
        BlockingQueue<Lease> queue = new ArrayBlockingQueue<>(64);
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> takeAll(queue, wrong)));
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            queue.put(read(1 + random.nextInt(ALL), random.nextInt(100)).move());
        }
        for (int i = 0; i < threads.size(); i++) {
            queue.put(Lease.of(ByteString.empty()));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(0, wrong.get());
        Figures after = pool.figures();
        assertEquals(0, after.leases());
        assertEquals(after.slabs(), after.free());
        assertTrue(after.slabs() <= 64 + 4 + 2, "no more slabs than leases at a time: " + after);
    }

    private static void takeAll(BlockingQueue<Lease> queue, AtomicInteger wrong) {
        try {
            for (Lease lease = queue.take(); lease.length() > 0; lease = queue.take()) {
                byte first = lease.byteAt(0);
                Lease half = lease.slice(lease.length() / 2, lease.length());
                lease.release();
                for (int i = 0; i < half.length(); i += 1000) {
                    wrong.addAndGet(half.byteAt(i) == first ? 0 : 1);
                }
                half.release();
            }
        } catch (InterruptedException | RuntimeException e) {
            wrong.incrementAndGet();
        }
    }
}
