package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.loop.Loop;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Ready;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryPollerTest {
    private final MemoryPoller poller = new MemoryPoller();
    private final MemoryStream.Pair pair = MemoryStream.pair(8);
    private int raised;

    private ChannelPoller.Registration register() throws IOException {
        return poller.register(pair.left(), bits -> raised |= bits);
    }

    private int poll() {
        raised = 0;
        poller.poll(0);
        return raised;
    }

    private void peerWrites() throws IOException {
        pair.right().write(ByteBuffer.wrap(new byte[1]));
    }

    @Test
    void shouldRaiseWhatIsOfInterestAsLongAsItIsReady() throws IOException {
        ChannelPoller.Registration registration = register();
        peerWrites();
        assertEquals(0, poll());
        registration.interest(Ready.READ);

        assertEquals(Ready.READ, poll());
        assertEquals(Ready.READ, poll());
        pair.left().read(ByteBuffer.allocate(1));
        assertEquals(0, poll());
    }

    @Test
    void shouldFlushInALaterPoll() throws IOException {
        ChannelPoller.Registration registration = register();
        registration.interest(Ready.WRITE);
        int[] flushed = {0};

        registration.cancel(() -> flushed[0]++);

        assertEquals(0, flushed[0]);
        assertEquals(0, poll());
        assertEquals(1, flushed[0]);
        assertThrows(IllegalStateException.class, () -> registration.cancel(() -> {
        }));
    }

    @Test
    void shouldRaiseLostWhenItIsClosed() throws IOException {
        ChannelPoller.Registration registration = register();
        int[] flushed = {0};

        poller.close();
        registration.cancel(() -> flushed[0]++);

        assertEquals(Ready.LOST, raised);
        assertEquals(1, flushed[0]);
        assertThrows(IOException.class, this::register);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> poller.register("a string", bits -> {
        }));
    }

    @Test
    void shouldEndThePollThatComesAfterAWakeUp() {
        poller.wakeUp();

        assertEquals(0, poller.poll(-1));
    }

    @Test
    void shouldReturnInTime() {
        assertEquals(0, poller.poll(1_000_000));
    }

    /** Each end waits for the other, each on a thread of its own; a wake-up that was lost would leave both waiting. */
    @Test
    void shouldNeverLoseAWakeUp() {
        try (Loop one = Loop.threaded("one", Duration.ZERO); Loop other = Loop.threaded("other", Duration.ZERO)) {
            AtomicLong moved = new AtomicLong();
            CompletableFuture<Void> done = new CompletableFuture<>();
            one.execute(() -> pingPong(one, pair.left(), moved, done));
            other.execute(() -> pingPong(other, pair.right(), moved, done));
            one.execute(() -> write(pair.left()));

            done.join();
        }
    }

    private static void pingPong(Loop loop, MemoryStream stream, AtomicLong moved, CompletableFuture<Void> done) {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        try {
            loop.poller(ChannelPoller.class, MemoryPoller::new).register(stream, bits -> {
                read(stream, buffer.clear());
                write(stream);
                if (moved.incrementAndGet() == 20_000) {
                    done.complete(null);
                }
            }).interest(Ready.READ);
        } catch (IOException e) {
            done.completeExceptionally(e);
        }
    }

    private static void read(MemoryStream stream, ByteBuffer target) {
        try {
            stream.read(target);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(MemoryStream stream) {
        try {
            stream.write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
