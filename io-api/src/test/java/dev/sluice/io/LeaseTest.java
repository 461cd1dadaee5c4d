package dev.sluice.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Owned;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.testkit.Copies;
import dev.sluice.testkit.Probe;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A lease's handle: who owns it, what it shows, and that nobody can use a spent one. */
class LeaseTest {
    private final Lent memory = new Lent("hello");
    private final Lease lease = memory.lend();

    // ---- the bytes ----

    @Test
    void showsItsBytes() {
        ByteBuffer three = ByteBuffer.allocate(3);

        assertEquals(5, lease.length());
        assertEquals((byte) 'e', lease.byteAt(1));
        assertEquals(ByteString.utf8("hello"), lease.copy());
        assertEquals(3, lease.copyTo(2, three));
        assertEquals(ByteString.utf8("llo"), ByteString.copyOf(three.flip()));
        assertEquals(0, lease.copyTo(5, three));
        assertEquals(ByteBuffer.wrap("hello".getBytes()), lease.buffer());
    }

    @Test
    void letsNobodyWriteOrLeaveItsBounds() {
        assertThrows(ReadOnlyBufferException.class, () -> lease.buffer().put((byte) 0));
        assertThrows(IndexOutOfBoundsException.class, () -> lease.byteAt(5));
        assertThrows(IndexOutOfBoundsException.class, () -> lease.byteAt(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> lease.copyTo(6, ByteBuffer.allocate(1)));
        assertThrows(IndexOutOfBoundsException.class, () -> lease.slice(2, 6));
        assertThrows(IndexOutOfBoundsException.class, () -> lease.slice(3, 2));
        assertEquals(1, memory.handles.get(), "a slice that failed");
    }

    @Test
    void isEqualToNoOther() {
        assertEquals(lease, lease);
        assertNotEquals(lease, lease.share());
    }

    // ---- the handle ----

    private static Stream<Arguments> touches() {
        return Stream.of(
            touch("length", Lease::length),
            touch("byteAt", lease -> lease.byteAt(0)),
            touch("copy", Lease::copy),
            touch("copyTo", lease -> lease.copyTo(0, ByteBuffer.allocate(9))),
            touch("buffer", Lease::buffer),
            touch("share", Lease::share),
            touch("slice", lease -> lease.slice(0, 1)),
            touch("keep", Lease::keep),
            touch("move", Lease::move),
            touch("release", Lease::release),
            touch("write", WriteLease::new));
    }

    private static void assertSpent(String how, Executable touch) {
        String message = assertThrows(IllegalStateException.class, touch).getMessage();
        assertTrue(message.contains(how), message);
    }

    private static Arguments touch(String name, Consumer<Lease> touch) {
        return Arguments.of(name, touch);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("touches")
    void refusesEveryTouchOfAReleasedHandle(String name, Consumer<Lease> touch) {
        lease.release();

        assertSpent("released", () -> touch.accept(lease));
        assertEquals(0, memory.handles.get());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("touches")
    void refusesEveryTouchOfAMovedHandle(String name, Consumer<Lease> touch) {
        Lease moved = lease.move();

        assertSpent("moved or written", () -> touch.accept(lease));
        assertEquals(ByteString.utf8("hello"), moved.copy());
        assertEquals(1, memory.handles.get());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("touches")
    void refusesEveryTouchOfAHandleWhoseEventWasHandled(String name, Consumer<Lease> touch) {
        assertEquals(5, lease.handled());

        assertSpent("keeps it", () -> touch.accept(lease));
        assertEquals(0, memory.handles.get());
    }

    @Test
    void staysAfterItsEventIfItWasKept() {
        lease.keep();
        lease.keep();

        assertEquals(5, lease.handled());
        assertEquals(ByteString.utf8("hello"), lease.copy());
        lease.release();
        assertEquals(0, memory.handles.get());
    }

    @Test
    void tellsItsLengthToTheTransportHoweverItWasSpent() {
        lease.release();

        assertEquals(5, lease.handled());
        assertEquals(0, memory.handles.get());
    }

    @Test
    void ownsWhatIsMovedSharedOrSliced() {
        Lease moved = lease.move();
        Lease shared = moved.share();
        Lease sliced = shared.slice(1, 3);
        Stream.of(moved, shared, sliced).forEach(Lease::handled);

        assertEquals(3, memory.handles.get());
        assertEquals(ByteString.utf8("el"), sliced.copy());
        Stream.of(moved, shared, sliced).forEach(Lease::release);
        assertEquals(0, memory.handles.get());
    }

    @Test
    void staysAsLongAsOneOfThoseWhoShareIt() {
        Lease shared = lease.share();
        lease.release();

        assertEquals(ByteString.utf8("hello"), shared.copy());
        shared.release();
        assertEquals(0, memory.handles.get());
        assertThrows(IllegalStateException.class, shared::copy);
    }

    @Test
    void isDiscardedOnceAndWithoutAComplaint() {
        Lease shared = lease.share();
        lease.discard();
        lease.discard();

        assertEquals(1, memory.handles.get());
        shared.discard();
        assertEquals(0, memory.handles.get());
    }

    @Test
    void saysWhatItIsAtAnyTime() {
        assertEquals("Lease[5 bytes]", lease.toString());
        lease.release();
        assertEquals("Lease[5 bytes, released]", lease.toString());
    }

    @Test
    void isReleasedByOneOfManyThreadsOnly() {
        for (int round = 0; round < 200; round++) {
            Lent contended = new Lent("x");
            Lease handle = contended.lend();
            AtomicInteger won = new AtomicInteger();
            race(4, () -> {
                handle.release();
                won.incrementAndGet();
            });

            assertEquals(1, won.get());
            assertEquals(0, contended.handles.get());
        }
    }

    @Test
    void isSharedOrReleasedButNeverBothWhenThreadsRace() {
        for (int round = 0; round < 200; round++) {
            Lent contended = new Lent("x");
            Lease handle = contended.lend();
            AtomicInteger turn = new AtomicInteger();
            race(4, () -> {
                if (turn.getAndIncrement() == 0) {
                    handle.release();
                } else {
                    handle.share().release();
                }
            });

            assertEquals(0, contended.handles.get(), "neither lost nor given back twice");
        }
    }

    /** What fails in it with a spent handle, fails. */
    private static void race(int threads, Runnable what) {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> all = IntStream.range(0, threads).mapToObj(i -> Thread.ofPlatform().start(() -> {
            try {
                start.await();
                what.run();
            } catch (IllegalStateException spent) {
                // that is what it is for
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        })).toList();
        for (Thread thread : all) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    // ---- leases in messages ----

    private record Frame(Lease lease) implements Owned {
        @Override
        public void discard() {
            lease.discard();
        }
    }

    @Test
    void movesIntoAWrite() {
        WriteLease write = new WriteLease(lease);

        assertThrows(IllegalStateException.class, lease::copy);
        assertEquals(ByteString.utf8("hello"), write.lease().copy());
        write.discard();
        write.discard();
        assertEquals(0, memory.handles.get());
    }

    @Test
    void isDiscardedWithACompound() {
        Compound compound = new Compound(new WriteLease(lease.share()), new Write(ByteString.utf8("x")),
            new WriteLease(lease));
        assertEquals(2, memory.handles.get(), "one moved, and one moved of a share, whose owner is nobody");

        compound.discard();

        assertEquals(0, memory.handles.get());
    }

    @Test
    void comesBackWhenItsMessageIsLost() {
        try (ActorSystem system = ActorSystem.create("lost")) {
            ActorRef<Object> gone = system.spawn("gone", ctx -> message -> ctx.stop());
            gone.tell("stop");
            system.stopped(gone).join();
            List<Lent> lent = Stream.generate(() -> new Lent("x")).limit(4).toList();
            gone.tell(new Leased(lent.get(0).lend()));
            gone.tell(new WriteLease(lent.get(1).lend()));
            gone.tell(new Frame(lent.get(2).lend().move()));
            gone.tell(lent.get(3).lend().move());

            lent.forEach(each -> assertEquals(0, each.handles.get()));
        }
    }

    @Test
    void comesBackWhenItIsAnAnswerThatComesTooLate() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        try (ActorSystem system = ActorSystem.create("late")) {
            ActorRef<ActorRef<Lease>> slow = system.spawn("slow", ctx -> replyTo -> {
                late.await();
                replyTo.tell(lease.move());
            });
            var answer = system.ask(slow, (ActorRef<Lease> replyTo) -> replyTo, Duration.ofMillis(1));
            assertThrows(CompletionException.class, answer::join);
            late.countDown();
        }

        assertEquals(0, memory.handles.get());
    }

    @Test
    void isTheAskersWhenItIsAnAnswer() {
        try (ActorSystem system = ActorSystem.create("asked")) {
            ActorRef<ActorRef<Lease>> lender = system.spawn("lender", ctx -> replyTo -> replyTo.tell(lease.move()));
            Lease answer = system.ask(lender, (ActorRef<Lease> replyTo) -> replyTo, Probe.PATIENCE).join();

            assertEquals(ByteString.utf8("hello"), answer.copy());
            answer.release();
        }
        assertEquals(0, memory.handles.get());
    }

    @Test
    void goesAsItIsWhereMessagesAreCopied() {
        Frame frame = new Frame(lease);
        Leased event = new Leased(lease);

        assertSame(lease, Copies.deep().apply(lease));
        assertSame(frame, Copies.deep().apply(frame));
        assertSame(event, Copies.deep().apply(event));
        assertEquals(List.of(lease), Copies.deep().apply(List.of(lease)));
    }

    @Test
    void hasTheSameRulesWithoutAPool() {
        Lease unpooled = Lease.of(ByteString.utf8("hello"));
        Lease slice = unpooled.slice(1, 5);
        unpooled.release();

        assertThrows(IllegalStateException.class, unpooled::copy);
        assertEquals(ByteString.utf8("ello"), slice.copy());
        assertEquals((byte) 'o', slice.byteAt(3));
        assertEquals(ByteBuffer.wrap("ello".getBytes()), slice.buffer());
        assertEquals(2, slice.copyTo(1, ByteBuffer.allocate(2)));
        slice.release();
        assertThrows(IllegalStateException.class, slice::length);
    }
}
