package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings.Reading;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How input is delivered. */
abstract class ReadingRules extends Rules {
    ReadingRules(ConnectionContract contract) {
        super(contract);
    }

    @Test
    void shouldDeliverWhatThePeerSends() throws Exception {
        try (Rig rig = registered()) {
            rig.send("hello");

            assertEquals("hello", rig.receivedText(5));
        }
    }

    @Test
    void shouldDeliverALotInOrder() throws Exception {
        try (Rig rig = registered()) {
            ByteString much = much();
            CompletableFuture<Void> sent = rig.sending(much);

            assertEquals(much, rig.received(much.length()));
            sent.join();
        }
    }

    @Test
    void shouldDeliverWhatCameBeforeTheHandler() throws Exception {
        try (Rig rig = bare(DEFAULT)) {
            rig.send("early");
            rig.register();

            assertEquals("early", rig.receivedText(5));
        }
    }

    @Test
    void shouldDeliverNothingWhileSuspended() throws Exception {
        try (Rig rig = registered()) {
            rig.send("now");
            assertEquals("now", rig.receivedText(3));
            rig.tell(new Connection.SuspendReading());
            rig.settle();
            rig.send("later");
            rig.write("x");
            assertEquals("x", rig.receive(1));
            rig.handler.expectNothing();

            rig.tell(new Connection.ResumeReading());

            assertEquals("later", rig.receivedText(5));
        }
    }

    @Test
    void shouldHonourASuspensionThatComesBeforeTheHandler() throws Exception {
        try (Rig rig = bare(DEFAULT)) {
            rig.tell(new Connection.SuspendReading());
            rig.register();
            rig.send("later");
            rig.settle();
            rig.handler.expectNothing();

            rig.tell(new Connection.ResumeReading());

            assertEquals("later", rig.receivedText(5));
        }
    }

    @Test
    void shouldLoseNothingWhileItIsSuspendedAgainAndAgain() throws Exception {
        try (Rig rig = registered()) {
            ByteString much = much();
            CompletableFuture<Void> sent = rig.sending(much);
            for (int i = 0; i < 100; i++) {
                rig.tell(new Connection.SuspendReading());
                rig.tell(new Connection.ResumeReading());
            }

            assertEquals(much, rig.received(much.length()));
            sent.join();
        }
    }

    @Test
    void shouldNoticeThePeersEndWhileSuspended() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.SuspendReading());
            rig.peer.endOutput();

            rig.closedNow(Reason.ByPeer.class);
        }
    }

    @Test
    void shouldDeliverWhatCameBeforeAnEndThatWasSeenWhileSuspended() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.SuspendReading());
            rig.send("last words");
            rig.peer.endOutput();
            rig.tell(new Connection.ResumeReading());

            assertEquals("last words", rig.receivedText(10));
            rig.closedNow(Reason.ByPeer.class);
        }
    }

    @Test
    void shouldDeliverOneReceivedForEachPull() throws Exception {
        try (Rig rig = registered(DEFAULT.reading(Reading.PULL))) {
            rig.tell(new Connection.Pull(1));
            rig.send("1");
            assertEquals("1", rig.receivedText(1));
            rig.send("2");
            rig.write("x");
            assertEquals("x", rig.receive(1));
            rig.handler.expectNothing();

            rig.tell(new Connection.Pull(1));

            assertEquals("2", rig.receivedText(1));
        }
    }

    @Test
    void shouldAddPullsUp() throws Exception {
        try (Rig rig = registered(DEFAULT.reading(Reading.PULL))) {
            rig.tell(new Connection.Pull(1));
            rig.tell(new Connection.Pull(2));
            for (String text : new String[] {"1", "2", "3"}) {
                rig.send(text);
                assertEquals(text, rig.receivedText(1));
            }
        }
    }

    @Test
    void shouldTellTheEndWithoutAPull() throws Exception {
        try (Rig rig = registered(DEFAULT.reading(Reading.PULL))) {
            rig.peer.endOutput();

            rig.closedNow(Reason.ByPeer.class);
        }
    }

    @Test
    void shouldRefuseAPullInPushMode() throws Exception {
        try (Rig rig = registered()) {
            rig.tell(new Connection.Pull(1));

            assertInstanceOf(Connection.Pull.class, rig.handler.expect(Connection.CommandFailed.class).command());
        }
    }

    @Test
    void shouldBoundWhatIsUnhandled() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        Spec slow = Spec.named("slow").on(Dispatcher.of(Thread::startVirtualThread));
        try (Rig rig = handledBy(slow, (ctx, connection) -> event -> {
            if (event instanceof Connection.Received(var data)) {
                go.await();
                handled.addAndGet(data.length());
            }
        })) {
            ByteString piece = random(10_000);
            AtomicInteger sent = new AtomicInteger();
            int all = contract.capacity() + 2 * DEFAULT.window();
            Thread sender = Thread.ofVirtual().start(() -> sendAll(rig, piece, all, sent));
            awaitStuck(sender);
            assertTrue(sent.get() <= all - DEFAULT.window() / 2, "nothing held the sender up: " + sent);
            assertEquals(0, handled.get());

            go.countDown();
            sender.join();
            rig.peer.endOutput();
            rig.awaitStopped();
            assertEquals(sent.get(), handled.get());
        } finally {
            go.countDown();
        }
    }

    private static void sendAll(Rig rig, ByteString piece, int all, AtomicInteger sent) {
        try {
            while (sent.get() < all) {
                rig.peer.send(piece);
                sent.addAndGet(piece.length());
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Looks only whether it ever waits: that it waits for good, nobody can see. */
    private static void awaitStuck(Thread sender) throws InterruptedException {
        for (int waits = 0; waits < 50 && sender.isAlive(); Thread.sleep(1)) {
            waits = sender.getState() == Thread.State.RUNNABLE ? 0 : waits + 1;
        }
    }

    @Test
    void shouldTellAResetAsAnError() throws Exception {
        assumeReset();
        try (Rig rig = registered()) {
            rig.peer.reset();

            rig.closedNow(Reason.ByError.class);
        }
    }

    @Test
    void shouldTellAResetAlsoWhileSuspended() throws Exception {
        assumeReset();
        try (Rig rig = registered()) {
            rig.tell(new Connection.SuspendReading());
            rig.settle();
            rig.peer.reset();

            rig.closedNow(Reason.ByError.class);
        }
    }

    @Test
    void shouldStayOpenForOutputIfSettingsSaySo() throws Exception {
        try (Rig rig = registered(DEFAULT.halfOpen(true))) {
            rig.peer.endOutput();
            rig.handler.expect(Connection.InputEnded.class);
            rig.write("still here");
            assertEquals("still here", rig.receive(10));

            rig.tell(new Connection.Close());

            rig.closedNow(Reason.ByClose.class);
            assertTrue(rig.hasPeerEnd());
        }
    }

    @Test
    void shouldDeliverAllBeforeItTellsThatTheInputHasEnded() throws Exception {
        try (Rig rig = registered(DEFAULT.halfOpen(true))) {
            rig.send("all of it");
            rig.peer.endOutput();

            assertEquals("all of it", rig.receivedText(9));
            rig.handler.expect(Connection.InputEnded.class);
        }
    }
}
