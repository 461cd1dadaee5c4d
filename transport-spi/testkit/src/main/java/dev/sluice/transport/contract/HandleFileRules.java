package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.Ready;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a file is transferred to a bare stream. */
abstract class HandleFileRules {
    private final StreamHandleContract contract;
    @TempDir
    Path folder;

    HandleFileRules(StreamHandleContract contract) {
        this.contract = contract;
    }

    private FileChannel file(int bytes) throws IOException {
        return FileChannel.open(Files.write(folder.resolve("file"), Pattern.from(0, bytes)));
    }

    /** Moves a part of the file while the peer reads. Returns what came. */
    private static byte[] transfer(StreamPair pair, FileChannel file, long from, int count) throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        long[] at = {from};
        pair.until("the file is transferred", () -> {
            if (at[0] < from + count && (at[0] == from || pair.ours.can(Ready.WRITE))) {
                long taken = pair.ours.transfer(file, at[0], from + count - at[0]);
                assertTrue(taken >= 0 && taken <= from + count - at[0], "took " + taken);
                at[0] += taken;
            }
            StreamPair.take(pair.peer, got, count);
            return got.size() == count;
        });
        return got.toByteArray();
    }

    @Test
    void shouldTransferAWholeFile() throws Exception {
        try (StreamPair pair = StreamPair.open(contract); FileChannel file = file(30_000)) {
            assertArrayEquals(Pattern.from(0, 30_000), transfer(pair, file, 0, 30_000));
            assertEquals(0, file.position());
        }
    }

    @Test
    void shouldTransferOnlyTheRangeThatIsAskedFor() throws Exception {
        try (StreamPair pair = StreamPair.open(contract); FileChannel file = file(1000)) {
            assertArrayEquals(Pattern.from(100, 50), transfer(pair, file, 100, 50));
            pair.ours.write(new byte[] {7});

            assertArrayEquals(new byte[] {7}, pair.peer.read(1));
        }
    }

    @Test
    void shouldTransferNothingFromBehindTheEndOfTheFile() throws Exception {
        try (StreamPair pair = StreamPair.open(contract); FileChannel file = file(100)) {
            assertEquals(0, pair.ours.transfer(file, 100, 10));
            assertEquals(0, pair.ours.transfer(file, 5000, 10));
            pair.ours.write(new byte[] {7});

            assertArrayEquals(new byte[] {7}, pair.peer.read(1));
        }
    }

    @Test
    void shouldTransferNoMoreThanTheFileHas() throws Exception {
        try (StreamPair pair = StreamPair.open(contract); FileChannel file = file(100)) {
            long at = 90;
            while (at < 100) {
                long taken = pair.ours.transfer(file, at, 5000);
                at += taken;
                if (taken == 0) {
                    pair.ours.await(Ready.WRITE);
                }
            }

            assertEquals(100, at);
            assertArrayEquals(Pattern.from(90, 10), pair.peer.read(10));
        }
    }

    @Test
    void shouldTransferInPiecesWhatIsMoreThanThePeerReads() throws Exception {
        int much = contract.capacity() + (1 << 20);
        try (StreamPair pair = StreamPair.open(contract); FileChannel file = file(much)) {
            assertArrayEquals(Pattern.from(0, much), transfer(pair, file, 0, much));
        }
    }

    @Test
    void shouldMixFilesWithOtherOutputInOrder() throws Exception {
        try (StreamPair pair = StreamPair.open(contract); FileChannel file = file(10)) {
            pair.ours.write(new byte[] {1});
            assertArrayEquals(new byte[] {1}, pair.peer.read(1));
            assertArrayEquals(Pattern.from(0, 10), transfer(pair, file, 0, 10));
            pair.ours.write(new byte[] {2});
            assertArrayEquals(new byte[] {2}, pair.peer.read(1));
        }
    }
}
