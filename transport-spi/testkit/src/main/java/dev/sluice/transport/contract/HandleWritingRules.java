package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.Ready;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a bare stream is written. */
abstract class HandleWritingRules {
    private final StreamHandleContract contract;

    HandleWritingRules(StreamHandleContract contract) {
        this.contract = contract;
    }

    private StreamPair open() throws Exception {
        return StreamPair.open(contract);
    }

    /** More than all buffers hold. */
    private int much() {
        return contract.capacity() + (1 << 20);
    }

    @Test
    void shouldTakeFromThePositionToTheLimit() throws Exception {
        byte[] all = Pattern.from(0, 40);
        ByteBuffer direct = ByteBuffer.allocateDirect(40).put(all);
        try (StreamPair pair = open()) {
            for (ByteBuffer source : List.of(ByteBuffer.wrap(all), ByteBuffer.wrap(all).asReadOnlyBuffer(), direct)) {
                source.limit(20).position(10);
                writeCounting(pair, source);

                assertArrayEquals(Arrays.copyOfRange(all, 10, 20), pair.peer.read(10));
                assertEquals(20, source.limit());
            }
        }
    }

    private static void writeCounting(StreamPair pair, ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            int before = source.position();
            int taken = pair.ours.handle.write(source);
            assertEquals(before + taken, source.position());
            if (taken == 0) {
                pair.ours.await(Ready.WRITE);
            }
        }
    }

    @Test
    void shouldTakeNothingOfAnEmptyBuffer() throws Exception {
        try (StreamPair pair = open()) {
            assertEquals(0, pair.ours.handle.write(ByteBuffer.allocate(0)));
            assertEquals(0, pair.ours.handle.write(new ByteBuffer[] {ByteBuffer.allocate(0)}, 1));
            pair.ours.write(new byte[] {7});

            assertArrayEquals(new byte[] {7}, pair.peer.read(1));
        }
    }

    @Test
    void shouldKeepNothingOfWhatItHasTaken() throws Exception {
        try (StreamPair pair = open()) {
            byte[] sent = Pattern.from(0, 1000);
            byte[] lent = sent.clone();
            ByteBuffer source = ByteBuffer.wrap(lent);
            while (source.hasRemaining()) {
                if (pair.ours.handle.write(source) == 0) {
                    pair.ours.await(Ready.WRITE);
                }
                Arrays.fill(lent, 0, source.position(), (byte) 0);
            }

            assertArrayEquals(sent, pair.peer.read(1000));
        }
    }

    @Test
    void shouldTakeOnlyAPartWhenThePeerDoesNotReadAndTheRestWhenItDoes() throws Exception {
        try (StreamPair pair = open()) {
            int taken = StreamPair.fill(pair.ours, much());
            assertTrue(taken < much(), "took all of " + much());
            byte[] rest = Pattern.from(taken, much() - taken);

            ByteArrayOutputStream got = new ByteArrayOutputStream();
            ByteBuffer source = ByteBuffer.wrap(rest);
            pair.until("the rest is taken", () -> {
                StreamPair.take(pair.peer, got, much());
                if (source.hasRemaining() && pair.ours.can(Ready.WRITE)) {
                    pair.ours.handle.write(source);
                }
                return got.size() == much();
            });

            assertArrayEquals(Pattern.from(0, much()), got.toByteArray());
        }
    }

    @Test
    void shouldGatherBuffersInOrderEmptyOnesToo() throws Exception {
        try (StreamPair pair = open()) {
            byte[] all = Pattern.from(0, 60);
            ByteBuffer[] sources = {ByteBuffer.wrap(all, 0, 10), ByteBuffer.allocate(0), ByteBuffer.wrap(all, 10, 20),
                ByteBuffer.allocate(0), ByteBuffer.wrap(all, 30, 30)};
            gather(pair, sources, 5, 60);

            assertArrayEquals(all, pair.peer.read(60));
        }
    }

    private static void gather(StreamPair pair, ByteBuffer[] sources, int count, long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            long taken = pair.ours.handle.write(sources, count);
            left -= taken;
            assertEquals(left, remaining(sources, count));
            if (taken == 0) {
                pair.ours.await(Ready.WRITE);
            }
        }
    }

    private static long remaining(ByteBuffer[] sources, int count) {
        return Arrays.stream(sources, 0, count).mapToLong(ByteBuffer::remaining).sum();
    }

    @Test
    void shouldLeaveTheBuffersBehindTheCountAlone() throws Exception {
        try (StreamPair pair = open()) {
            ByteBuffer[] sources = {ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2}),
                ByteBuffer.wrap(new byte[] {9, 9}), null};
            gather(pair, sources, 2, 2);
            pair.ours.write(new byte[] {3});

            assertArrayEquals(new byte[] {1, 2, 3}, pair.peer.read(3));
            assertEquals(2, sources[2].remaining());
        }
    }

    @Test
    void shouldGatherOnlyAPartInOrder() throws Exception {
        try (StreamPair pair = open()) {
            int each = much() / 4;
            ByteBuffer[] sources = new ByteBuffer[4];
            for (int i = 0; i < 4; i++) {
                sources[i] = ByteBuffer.wrap(Pattern.from((long) i * each, each));
            }
            long taken = 0;
            for (int idle = 0; idle < 100;) {
                long now = pair.ours.handle.write(sources, 4);
                taken += now;
                idle = now == 0 ? idle + 1 : 0;
            }
            assertTrue(taken > 0 && taken < 4L * each, "took " + taken);
            for (int i = 0; i < 4; i++) {
                long here = Math.clamp(taken - (long) i * each, 0, each);
                assertEquals(here, sources[i].position(), "of buffer " + i);
            }

            assertArrayEquals(Pattern.from(0, (int) taken), pair.peer.read((int) taken));
        }
    }

    @Test
    void shouldCarryALotBothWaysAtOnce() throws Exception {
        try (StreamPair pair = open()) {
            int all = much();
            ByteBuffer there = ByteBuffer.wrap(Pattern.from(0, all));
            ByteBuffer back = ByteBuffer.wrap(Pattern.from(1, all));
            ByteArrayOutputStream gotThere = new ByteArrayOutputStream();
            ByteArrayOutputStream gotBack = new ByteArrayOutputStream();
            pair.until("all is carried", () -> {
                exchange(pair.ours, there, gotBack, all);
                exchange(pair.peer, back, gotThere, all);
                return gotThere.size() == all && gotBack.size() == all;
            });

            assertArrayEquals(there.array(), gotThere.toByteArray());
            assertArrayEquals(back.array(), gotBack.toByteArray());
        }
    }

    private static void exchange(StreamEnd end, ByteBuffer rest, ByteArrayOutputStream got, int all)
        throws IOException {
        if (end.can(rest.hasRemaining() ? Ready.READ | Ready.WRITE : Ready.READ)) {
            end.handle.write(rest);
            end.readInto(got, Math.max(1, all - got.size()));
        }
    }
}
