package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    private static final Faults NONE = Faults.seeded(1);

    private final MemoryStream.Pair pair = MemoryStream.pair(100);
    private int raised;

    private StreamHandle with(Faults plan) throws IOException {
        StreamHandle handle = plan.wrap(pair.left());
        handle.attach(bits -> raised |= bits);
        return handle;
    }

    private static int read(StreamHandle handle, int room) throws IOException {
        return handle.read(ByteBuffer.allocate(room));
    }

    private void peerWrites(int count) throws IOException {
        pair.right().write(ByteBuffer.wrap(new byte[count]));
    }

    @Test
    void shouldChangeNothingWithoutFaults() throws IOException {
        StreamHandle handle = with(NONE);
        peerWrites(10);

        assertTrue(handle.open());
        assertEquals(10, read(handle, 100));
        assertEquals(7, handle.write(ByteBuffer.allocate(7)));
        assertTrue(handle.endOutput());
        assertEquals(7, read(pair.right(), 100));
        assertEquals(-1, read(pair.right(), 100));
        assertSame(pair.left(), handle.source());
        assertSame(pair.left().localAddress(), handle.localAddress());
        assertSame(pair.left().remoteAddress(), handle.remoteAddress());
    }

    @Test
    void shouldReadAndWriteOneByte() throws IOException {
        StreamHandle handle = with(NONE.smallReads(100).smallWrites(100));
        peerWrites(10);

        ByteBuffer target = ByteBuffer.allocate(50);
        assertEquals(1, handle.read(target));
        assertEquals(50, target.limit());
        ByteBuffer source = ByteBuffer.allocate(5);
        assertEquals(1, handle.write(source));
        assertEquals(4, source.remaining());
        assertEquals(1, handle.write(new ByteBuffer[] {ByteBuffer.allocate(0), source}, 2));
        assertEquals(3, source.remaining());
    }

    @Test
    void shouldReadAndWriteNothing() throws IOException {
        StreamHandle handle = with(NONE.emptyReads(100).emptyWrites(100));
        peerWrites(10);

        assertEquals(0, read(handle, 10));
        assertEquals(0, handle.write(ByteBuffer.allocate(10)));
        assertEquals(0, handle.write(new ByteBuffer[] {ByteBuffer.allocate(10)}, 1));
    }

    @Test
    void shouldTransferOneByteOfAFileOrNone(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[10]);
        ByteBuffer scratch = ByteBuffer.allocate(100);
        try (FileChannel channel = FileChannel.open(file)) {
            assertEquals(10, with(NONE).transferFrom(channel, 0, 10, scratch));
            assertEquals(1, with(NONE.smallWrites(100)).transferFrom(channel, 0, 10, scratch));
            assertEquals(0, with(NONE.emptyWrites(100)).transferFrom(channel, 0, 10, scratch));
        }
    }

    @Test
    void shouldHaveInputThatThePollerDoesNotSee() throws IOException {
        StreamHandle handle = with(NONE.readsAhead(100));
        peerWrites(60);
        int all = read(handle, 1);

        assertEquals(0, pair.left().ready() & Ready.READ);
        while (handle.hasInput()) {
            int read = read(handle, 100);
            assertTrue(read > 0);
            all += read;
        }
        assertEquals(60, all);
    }

    @Test
    void shouldOpenLateAndSayThatItCanGoOn() throws IOException {
        StreamHandle handle = with(NONE.lateOpens(2));

        assertFalse(handle.open());
        assertEquals(Ready.HANDLE, raised);
        assertEquals(0, handle.watched(Ready.CONNECT));
        assertFalse(handle.open());
        assertTrue(handle.open());
    }

    @Test
    void shouldBlockTheEndOfTheOutput() throws IOException {
        StreamHandle handle = with(NONE.blockedEnds(2));

        assertFalse(handle.endOutput());
        assertFalse(handle.endOutput());
        assertTrue(handle.endOutput());
        assertEquals(-1, read(pair.right(), 1));
    }

    @Test
    void shouldResetAtSomeCall() throws IOException {
        StreamHandle handle = with(NONE.resetAt(2));
        handle.write(ByteBuffer.allocate(1));

        assertThrows(IOException.class, () -> read(handle, 1));
        assertThrows(IOException.class, () -> handle.write(ByteBuffer.allocate(1)));
        handle.close();
        assertThrows(IOException.class, () -> read(pair.right(), 1));
    }

    @Test
    void shouldFailOnceAtSomeCall() throws IOException {
        IOException cause = new IOException("on purpose");
        StreamHandle handle = with(NONE.fails(Faults.Call.WRITE, 2, cause));
        handle.write(ByteBuffer.allocate(1));

        assertSame(cause, assertThrows(IOException.class, () -> handle.write(ByteBuffer.allocate(1))));
        handle.write(ByteBuffer.allocate(1));
    }

    @Test
    void shouldCloseAlsoIfThatFails() throws IOException {
        StreamHandle handle = with(NONE.fails(Faults.Call.CLOSE, 1, new IOException("on purpose")));

        assertThrows(IOException.class, handle::close);
        assertEquals(-1, read(pair.right(), 1));
    }

    @Test
    void shouldDoTheSameAgain() throws IOException {
        Faults plan = NONE.smallReads(40).emptyReads(30).readsAhead(10);

        assertEquals(reads(plan), reads(plan));
    }

    private static List<Integer> reads(Faults plan) throws IOException {
        MemoryStream.Pair pair = MemoryStream.pair(1000);
        pair.right().write(ByteBuffer.allocate(1000));
        StreamHandle handle = plan.wrap(pair.left());
        List<Integer> reads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            reads.add(read(handle, 30));
        }
        return reads;
    }
}
