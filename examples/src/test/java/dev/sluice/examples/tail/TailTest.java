package dev.sluice.examples.tail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    private final ActorSystem system = ActorSystem.create("tail");
    private final Probe<Tail.Event> told = Probe.in(system);
    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        system.close();
    }

    private Path file() {
        return folder.resolve("file");
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Tail.Following follow(boolean fromStart, Probe<Tail.Event> reader) {
        Tail.get(system).tell(request(fromStart, reader.ref()));
        return reader.expect(Tail.Following.class);
    }

    private Tail.Follow request(boolean fromStart, ActorRef<Tail.Event> reader) {
        return new Tail.Follow(file(), fromStart, Duration.ofMillis(1), reader);
    }

    /** It may come in pieces. */
    private static void expect(String text, Probe<Tail.Event> reader) {
        StringBuilder all = new StringBuilder();
        while (all.length() < text.length()) {
            all.append(reader.expect(Tail.Appended.class).data().decodeUtf8());
        }
        assertEquals(text, all.toString());
    }

    private static void expectWithoutLess(String text, Probe<Tail.Event> reader) {
        assertEquals(text, reader.expect(Tail.Appended.class).data().decodeUtf8());
    }

    @Test
    void shouldTellOnlyWhatIsAppended() throws IOException {
        append("before");
        follow(false, told);

        append("after");

        expect("after", told);
    }

    @Test
    void shouldTellWhatIsThereAlready() throws IOException {
        append("before");
        follow(true, told);

        append(", after");

        expect("before, after", told);
    }

    @Test
    void shouldTellAFileOfMoreThanOnePiece() throws IOException {
        String much = "0123456789".repeat(20_000);
        append(much);
        follow(true, told);

        expect(much, told);
    }

    @Test
    void shouldWaitForAFileThatIsMissing() throws IOException {
        follow(false, told);

        append("late");

        expect("late", told);
    }

    @Test
    void shouldReadARenamedFileToItsEndBeforeItsSuccessor() throws IOException {
        append("one");
        follow(true, told);
        expect("one", told);
        Path away = Files.move(file(), folder.resolve("file.1"));
        Files.writeString(away, ", two", StandardOpenOption.APPEND);
        expect(", two", told);

        append("three");

        told.expect(new Tail.StartedOver(file()));
        expect("three", told);
    }

    @Test
    void shouldStartOverWhenTheFileIsTruncated() throws IOException {
        append("a long text");
        follow(true, told);
        expect("a long text", told);

        Files.writeString(file(), "short");

        told.expect(new Tail.StartedOver(file()));
        expect("short", told);
    }

    @Test
    void shouldReadNothingWhileTheReaderIsBusy() throws IOException {
        CountDownLatch isBusy = new CountDownLatch(1);
        ActorRef<Tail.Event> busy = system.spawn(Spec.named("busy"), (Context<Tail.Event> ctx) -> event -> {
            told.ref().tell(event);
            if (event instanceof Tail.Appended) {
                isBusy.await();
            }
        });
        Probe<Tail.Event> witness = Probe.in(system);
        append("first");
        Tail.get(system).tell(request(true, busy));
        ActorRef<Tail.Command> follower = told.expect(Tail.Following.class).follower();
        expectWithoutLess("first", told);
        follow(false, witness);
        follower.tell(new Tail.ResumeReading()); // which says nothing to one that isn't suspended
        appendSeenBy(witness, ", second", ", third");

        isBusy.countDown();

        expectWithoutLess(", second, third", told);
    }

    @Test
    void shouldReadNothingWhileItIsSuspended() throws IOException {
        append("first");
        ActorRef<Tail.Command> follower = follow(true, told).follower();
        expectWithoutLess("first", told);
        Probe<Tail.Event> witness = Probe.in(system);
        follow(false, witness);
        follower.tell(new Tail.SuspendReading());
        appendSeenBy(witness, "1", "2", "3", "4", "5");

        follower.tell(new Tail.ResumeReading());

        // Somebody may have been looking when it was suspended: that is one piece, and all that follows is another.
        String seen = told.expect(Tail.Appended.class).data().decodeUtf8();
        if (seen.length() < 5) {
            seen += told.expect(Tail.Appended.class).data().decodeUtf8();
        }
        assertEquals("12345", seen);
    }

    private void appendSeenBy(Probe<Tail.Event> witness, String... texts) throws IOException {
        for (String text : texts) {
            append(text);
            expectWithoutLess(text, witness);
        }
    }

    @Test
    void shouldTellItsEndOnce() throws IOException {
        append("all");
        Tail.Following following = follow(true, told);
        expect("all", told);
        following.follower().tell(new Tail.Unfollow());
        following.follower().tell(new Tail.Unfollow());

        assertNull(told.expect(Tail.Closed.class).cause());
        append(", more");
        told.expectNothing();
    }

    /** To open it would wait for somebody who writes, perhaps for ever, and nobody could end that. */
    @Test
    void shouldRefuseAPipe() throws Exception {
        assumeTrue(makesPipe(file()), "no mkfifo");

        Tail.get(system).tell(request(true, told.ref()));

        assertTrue(told.expect(Tail.Closed.class).cause().getMessage().contains("no regular file"));
    }

    private static boolean makesPipe(Path path) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldEndWithACauseIfItCanNotRead() throws IOException {
        Files.createDirectory(file());
        Tail.get(system).tell(request(true, told.ref()));

        assertInstanceOf(IOException.class, told.expect(Tail.Closed.class).cause());
        told.expectNothing();
    }

    @Test
    void shouldEndWithItsReader() throws Exception {
        Probe<Object> watcher = Probe.in(system);
        ActorRef<Tail.Event> reader = system.spawn(Spec.named("reader"), (Context<Tail.Event> ctx) -> event -> {
            if (event instanceof Tail.Following(var follower, var path)) {
                watcher.watch(follower);
                ctx.stop();
            }
        });
        Tail.get(system).tell(request(true, reader));

        watcher.expect(Terminated.class);
    }

    /** Whoever has it closes it: the follower, or the runtime, if nobody takes it back. */
    @Test
    void shouldCloseItsFileWhenItIsKilled() throws IOException {
        append("something");
        for (int i = 0; i < 50; i++) {
            follow(true, told);
            system.kill(Tail.get(system)).join();
            told.await(Tail.Closed.class, closed -> true);
        }

        await().until(() -> open() == 0);
    }

    /** How many descriptors of the file there are; 0 where nobody tells. */
    private long open() throws IOException {
        Path all = Path.of("/proc/self/fd");
        if (Files.notExists(all)) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(all)) {
            return descriptors.filter(this::isOurs).count();
        }
    }

    private boolean isOurs(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file().toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void shouldAnswerAlsoWhenTheManagerHasEnded() {
        ActorRef<Tail.Follow> manager = Tail.get(system);
        system.stop(manager).join();
        manager.tell(request(true, told.ref()));

        assertInstanceOf(IllegalStateException.class, told.expect(Tail.Closed.class).cause());
    }
}
