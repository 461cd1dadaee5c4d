package dev.sluice.transport;

import static dev.sluice.transport.ConnectionFixture.random;
import static dev.sluice.transport.ConnectionFixture.slow;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Abort;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.ConfirmedClose;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.ResumeWriting;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteCommand;
import dev.sluice.io.Connection.WriteFile;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFileTest {
    /** More than the two kernels' buffers take, even if one of them grows. */
    private static final int BIG = 8 << 20;

    @TempDir
    private Path folder;

    private Path file(String name, ByteString content) throws IOException {
        return Files.write(folder.resolve(name), content.toByteArray());
    }

    private Path missing() {
        return folder.resolve("missing");
    }

    private static WriteFile whole(Path file) {
        return new WriteFile(file, null);
    }

    private static Write text(String text) {
        return new Write(ByteString.utf8(text));
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static CommandFailed failed(ConnectionFixture fixture) {
        return fixture.handler.await(CommandFailed.class, failed -> true);
    }

    @AfterEach
    void noFileIsLeftOpen() {
        await().pollInterval(Duration.ofMillis(2)).untilAsserted(() -> assertEquals(List.of(), openFiles()));
    }

    /** As the kernel tells them. */
    private List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> own = Files.list(Path.of("/proc/self/fd"))) {
            own.forEach(descriptor -> {
                try {
                    open.add(Files.readSymbolicLink(descriptor));
                } catch (IOException e) {
                    // closed meanwhile, such as the one that lists
                }
            });
        }
        open.removeIf(path -> !path.startsWith(folder));
        return open;
    }

    // ---- what leaves ----

    @Test
    void shouldWriteAFileInItsPlace() throws Exception {
        ByteString content = random(100_000);
        Path file = file("file", content);
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<String> writer = Probe.in(fixture.system);
            fixture.connection.tell(new Write(ByteString.utf8("<"), new Ack<>(writer.ref(), "before")));
            fixture.connection.tell(new WriteFile(file, new Ack<>(writer.ref(), "file")));
            fixture.connection.tell(new Write(ByteString.utf8(">"), new Ack<>(writer.ref(), "after")));

            assertEquals("<", fixture.receive(1));
            assertArrayEquals(content.toByteArray(), fixture.receiveBytes(content.length()));
            assertEquals(">", fixture.receive(1));
            writer.expect("before");
            writer.expect("file");
            writer.expect("after");
        }
    }

    @Test
    void shouldWriteSlices() throws Exception {
        Path file = file("file", ByteString.utf8("0123456789"));
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new WriteFile(file, 7, 3, null));
            fixture.connection.tell(new WriteFile(file, 2, 4, null));
            fixture.connection.tell(new WriteFile(file, 5, 0, null));
            fixture.connection.tell(new WriteFile(file, 10, WriteFile.TO_THE_END, null));
            fixture.connection.tell(new WriteFile(file, 8, WriteFile.TO_THE_END, null));

            assertEquals("789234589", fixture.receive(9));
        }
    }

    @Test
    void shouldAckAnEmptyFile() throws Exception {
        Path file = file("empty", ByteString.empty());
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<String> writer = Probe.in(fixture.system);
            fixture.connection.tell(new WriteFile(file, new Ack<>(writer.ref(), "nothing")));

            writer.expect("nothing");
        }
    }

    @Test
    void shouldWriteManyFilesInOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                fixture.connection.tell(whole(file("file" + i, ByteString.utf8("file " + i + "\n"))));
                expected.append("file ").append(i).append('\n');
            }
            assertEquals(expected.toString(), fixture.receive(expected.length()));
        }
    }

    @Test
    void shouldWriteThroughAHandleThatCopiesAndTakesLittle() throws Exception {
        ByteString content = random(1 << 20);
        Path file = file("file", content);
        Layer reluctant = inner -> new PassingHandle(inner) {
            @Override
            public int write(ByteBuffer source) throws IOException {
                int limit = source.limit();
                source.limit(Math.min(limit, source.position() + 1000));
                int written = super.write(source);
                source.limit(limit);
                return written;
            }
        };
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT, reluctant)) {
            fixture.connection.tell(new Compound(text("<"), whole(file), text(">")));

            assertEquals("<", fixture.receive(1));
            assertArrayEquals(content.toByteArray(), fixture.receiveBytes(content.length()));
            assertEquals(">", fixture.receive(1));
        }
    }

    /** A hundred mebibytes, of which the queue counts nothing, and the heap sees nothing. */
    @Test
    void shouldWriteALargeFileToASlowReader() throws Exception {
        long size = 100L << 20;
        Path file = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            for (long at = 0; at < size; at += 1 << 20) {
                sparse.seek(at);
                sparse.writeLong(at);
            }
        }
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<String> writer = Probe.in(fixture.system);
            fixture.connection.tell(new WriteFile(file, new Ack<>(writer.ref(), "done")));
            for (long at = 0; at < size; at += 1 << 20) {
                assertEquals(at, ByteBuffer.wrap(fixture.receiveBytes(1 << 20)).getLong());
            }
            writer.expect("done");
            fixture.handler.expectNothing();
        }
    }

    /** akka-core#15991: the ack came before there was room for the next write. */
    @Test
    void shouldHaveRoomForTheNextWriteWhenAFileIsAcked() throws Exception {
        Path file = file("file", random(BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT.queuedWrites(1))) {
            Probe<String> writer = Probe.in(fixture.system);
            fixture.connection.tell(new WriteFile(file, new Ack<>(writer.ref(), "file")));
            fixture.receiveBytes(BIG);
            writer.expect("file");
            fixture.connection.tell(new Write(ByteString.utf8("next"), new Ack<>(writer.ref(), "next")));

            writer.expect("next");
            assertEquals("next", fixture.receive(4));
            fixture.handler.expectNothing();
        }
    }

    /** The ancestor forgets the one who waits, if a file was the last that was written. */
    @Test
    void shouldAnswerResumeWritingBehindAFile() throws Exception {
        Path file = file("file", random(BIG));
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedWrites(1).marks(0, 1000);
        try (ConnectionFixture fixture = slow(settings)) {
            fixture.connection.tell(whole(file));
            fixture.write("refused");
            failed(fixture);
            fixture.connection.tell(new ResumeWriting());
            fixture.receiveBytes(BIG);

            fixture.handler.expect(new Flow(true));
        }
    }

    // ---- what fails ----

    @Test
    void shouldFailAMissingFileAndLiveOn() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            WriteFile write = whole(missing());
            fixture.write("a");
            fixture.connection.tell(write);
            fixture.write("b");

            CommandFailed failed = failed(fixture);
            assertSame(write, failed.command());
            assertInstanceOf(NoSuchFileException.class, failed.cause());
            assertTrue(failed.cause().getMessage().contains("missing"), failed.cause().getMessage());
            assertEquals("ab", fixture.receive(2));
        }
    }

    @Test
    void shouldTellTheWriterOfAMissingFileIfItWantsToKnow() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.connection.tell(new WriteFile(missing(), new Ack<Object>(writer.ref(), "done", failed -> failed)));

            writer.expect(CommandFailed.class);
            fixture.handler.expectNothing();
        }
    }

    @Test
    void shouldFailADirectory() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(whole(folder));

            Exception cause = failed(fixture).cause();
            assertInstanceOf(FileSystemException.class, cause);
            assertTrue(cause.getMessage().contains("no regular file"), cause.getMessage());
        }
    }

    @Test
    void shouldFailAFileThatIsTooShort() throws Exception {
        Path file = file("file", ByteString.utf8("12345"));
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            for (WriteFile write : List.of(new WriteFile(file, 0, 6, null), new WriteFile(file, 3, 3, null),
                new WriteFile(file, 6, 0, null), new WriteFile(file, 6, WriteFile.TO_THE_END, null),
                new WriteFile(file, Long.MAX_VALUE, Long.MAX_VALUE, null))) {
                fixture.connection.tell(write);
                CommandFailed failed = failed(fixture);
                assertSame(write, failed.command());
                assertInstanceOf(EOFException.class, failed.cause());
                assertTrue(failed.cause().getMessage().contains("has 5 bytes"), failed.cause().getMessage());
            }
            fixture.write("alive");
            assertEquals("alive", fixture.receive(5));
        }
    }

    @Test
    void shouldFailAllOfACompoundBeforeAnythingOfItLeaves() throws Exception {
        Path there = file("there", ByteString.utf8("there"));
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            List<WriteCommand> parts = List.of(text("header"), whole(there), text("between"), whole(missing()),
                text("trailer"));
            fixture.write("a");
            fixture.connection.tell(new Compound(parts));
            fixture.write("b");

            for (WriteCommand part : parts) {
                CommandFailed failed = failed(fixture);
                assertSame(part, failed.command());
                assertInstanceOf(NoSuchFileException.class, failed.cause());
            }
            assertEquals("ab", fixture.receive(2));
            fixture.handler.expectNothing();
        }
    }

    @Test
    void shouldEndTheConnectionWhenAFileIsTruncatedWhileItLeaves() throws Exception {
        Path file = file("file", random(4 * BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<Object> writer = Probe.in(fixture.system);
            fixture.connection.tell(new WriteFile(file, new Ack<Object>(writer.ref(), "done", failed -> failed)));
            fixture.write("behind");
            fixture.receiveBytes(1);
            truncate(file, 1000);

            assertThrows(IOException.class, () -> fixture.peer.getInputStream().readAllBytes());
            Exception cause = writer.expect(CommandFailed.class).cause();
            assertInstanceOf(EOFException.class, cause);
            assertTrue(cause.getMessage().contains("truncated to 1000 bytes"), cause.getMessage());
            assertSame(cause, failed(fixture).cause());
            assertEquals(new Reason.ByError(cause), fixture.closed());
        }
    }

    @Test
    void shouldFailAFileThatIsTruncatedBeforeItLeaves() throws Exception {
        Path file = file("file", random(100_000));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT.queuedBytes(2 * BIG))) {
            fixture.connection.tell(new Write(random(BIG)));
            fixture.connection.tell(whole(file));
            fixture.write("behind");
            fixture.handler.expect(new Flow(false));
            await().until(() -> !openFiles().isEmpty());
            truncate(file, 0);
            fixture.receiveBytes(BIG);

            assertInstanceOf(EOFException.class, failed(fixture).cause());
            assertEquals("behind", fixture.receive(6));
        }
    }

    @Test
    void shouldEndTheConnectionWhenAFileThatWasToBeWrittenToItsEndHasGrown() throws Exception {
        Path file = file("file", random(BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(whole(file));
            fixture.receiveBytes(1);
            Files.write(file, new byte[1], StandardOpenOption.APPEND);

            assertThrows(IOException.class, () -> fixture.peer.getInputStream().readAllBytes());
            Exception cause = failed(fixture).cause();
            assertTrue(cause.getMessage().contains("has grown"), cause.getMessage());
            assertInstanceOf(Reason.ByError.class, fixture.closed());
        }
    }

    @Test
    void shouldNotMindThatAFileGrowsBehindWhatIsWritten() throws Exception {
        Path file = file("file", random(BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            Probe<String> writer = Probe.in(fixture.system);
            fixture.connection.tell(new WriteFile(file, 0, BIG, new Ack<>(writer.ref(), "done")));
            fixture.receiveBytes(1);
            Files.write(file, new byte[1], StandardOpenOption.APPEND);
            fixture.receiveBytes(BIG - 1);

            writer.expect("done");
        }
    }

    // ---- the end ----

    @Test
    void shouldFlushAFileBeforeItCloses() throws Exception {
        Path file = file("file", random(BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(whole(file));
            fixture.connection.tell(new Close());

            assertEquals(BIG, fixture.peer.getInputStream().readAllBytes().length);
            fixture.peer.close();
            assertEquals(new Reason.ByClose(), fixture.closed());
        }
    }

    @Test
    void shouldFlushAFileBeforeItConfirms() throws Exception {
        Path file = file("file", random(BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(whole(file));
            fixture.connection.tell(new ConfirmedClose());

            assertEquals(BIG, fixture.peer.getInputStream().readAllBytes().length);
            fixture.send("bye");
            fixture.peer.shutdownOutput();
            fixture.handler.expect(new Received(ByteString.utf8("bye")));
            assertEquals(new Reason.ByConfirmedClose(), fixture.closed());
        }
    }

    /** Then no message comes any more: what a reader has read it must tell otherwise. */
    @Test
    void shouldFlushAFileBeforeTheSystemStops() throws Exception {
        Path file = file("file", random(BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(whole(file));
            fixture.receiveBytes(1);
            Thread closer = Thread.ofVirtual().start(fixture.system::close);

            assertEquals(BIG - 1, fixture.peer.getInputStream().readAllBytes().length);
            fixture.peer.close();
            closer.join();
        }
    }

    @Test
    void shouldCloseItsFilesWhenItIsAborted() throws Exception {
        Path file = file("file", random(BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            for (int i = 0; i < 10; i++) {
                fixture.connection.tell(new Compound(whole(file), text("x"), whole(file)));
            }
            fixture.receiveBytes(1);
            fixture.connection.tell(new Abort());

            for (int i = 0; i < 30; i++) {
                fixture.handler.expect(CommandFailed.class);
            }
            fixture.handler.expect(new Closed(new Reason.ByAbort()));
        }
    }

    @Test
    void shouldKeepFewFilesOpenHoweverManyAreQueued() throws Exception {
        Path file = file("file", random(BIG));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT)) {
            for (int i = 0; i < 100; i++) {
                fixture.connection.tell(new WriteFile(file, 0, 1 << 16, null));
            }
            fixture.receiveBytes(1);
            int open = openFiles().size();
            assertTrue(open >= 1 && open <= 4, () -> open + " are open");
            assertEquals((100 << 16) - 1, fixture.receiveBytes((100 << 16) - 1).length);
        }
    }

    // ---- slow disks ----

    @Test
    void shouldWaitForTheDiskWithoutTheLoopAndWithoutTheStallClock() throws Exception {
        ByteString content = random(1 << 20);
        HeldFiles files = new HeldFiles();
        Path held = files.path(file("file", content));
        try (ConnectionFixture fixture = slow(ConnectionSettings.DEFAULT.stall(Duration.ofMillis(50)))) {
            Probe<String> writer = Probe.in(fixture.system);
            Probe<String> timer = Probe.in(fixture.system);
            fixture.connection.tell(new WriteFile(held, new Ack<>(writer.ref(), "done")));
            fixture.system.spawn(Object.class, Spec.named("timer")
                .on(Dispatcher.of(fixture.system.loops().get(0))), ctx -> {
                    ctx.timers().once("late", Duration.ofMillis(200), "late");
                    return late -> timer.ref().tell("late");
                });
            timer.expect("late");
            fixture.send("alive");
            assertEquals("alive", fixture.received(5));

            files.permits.release(1000);
            assertArrayEquals(content.toByteArray(), fixture.receiveBytes(content.length()));
            writer.expect("done");
        }
        await().until(() -> files.open.availablePermits() == 0);
    }

    @Test
    void shouldCloseAFileThatIsOpenedTooLate() throws Exception {
        HeldFiles files = new HeldFiles();
        Path held = files.path(file("file", random(10)));
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(whole(held));
            await().until(files.permits::hasQueuedThreads);
            fixture.connection.tell(new Abort());
            fixture.handler.expect(CommandFailed.class);
            assertEquals(new Reason.ByAbort(), fixture.closed());

            files.permits.release(1);
            await().until(() -> files.opened.get() == 1 && files.open.availablePermits() == 0);
        }
    }
}
