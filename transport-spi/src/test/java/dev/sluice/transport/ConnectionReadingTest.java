package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ConnectionReadingTest {
    @Test
    void shouldDeliverWhatThePeerSends() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.send("hello");

            assertEquals("hello", fixture.received(5));
        }
    }

    @Test
    void shouldDeliverWhatCameBeforeTheHandler() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, null)) {
            fixture.send("early");
            fixture.connection.tell(new Connection.Register(fixture.handler.ref()));

            assertEquals("early", fixture.received(5));
        }
    }

    @Test
    void shouldHonourASuspensionThatComesBeforeTheHandler() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, null)) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.connection.tell(new Connection.Register(fixture.handler.ref()));
            fixture.send("later");
            fixture.connection.tell(new Connection.Pull(1));
            fixture.handler.expect(Connection.CommandFailed.class);
            fixture.handler.expectNothing();

            fixture.connection.tell(new Connection.ResumeReading());

            assertEquals("later", fixture.received(5));
        }
    }

    @Test
    void shouldNoticeThePeersEndWhileSuspended() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.peer.close();

            assertInstanceOf(Reason.ByPeer.class, fixture.closed());
        }
    }

    @Test
    void shouldDeliverWhatCameBeforeAnEndThatWasSeenWhileSuspended() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.send("last words");
            fixture.peer.shutdownOutput();
            fixture.connection.tell(new Connection.ResumeReading());

            assertEquals("last words", fixture.received(10));
            assertInstanceOf(Reason.ByPeer.class, fixture.closed());
        }
    }

    @Test
    void shouldDeliverOneReceivedForEachPull() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.reading(Reading.PULL))) {
            fixture.connection.tell(new Connection.Pull(1));
            fixture.send("one");
            assertEquals("one", fixture.received(3));

            fixture.send("two");
            fixture.write("x");
            assertEquals("x", fixture.receive(1));
            fixture.handler.expectNothing();

            fixture.connection.tell(new Connection.Pull(1));
            assertEquals("two", fixture.received(3));
        }
    }

    @Test
    void shouldTellTheEndWithoutAPull() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.reading(Reading.PULL))) {
            fixture.peer.close();

            assertInstanceOf(Reason.ByPeer.class, fixture.closed());
        }
    }

    @Test
    void shouldBoundWhatIsUnhandled() throws Exception {
        int window = 32 << 10;
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        ConnectionSettings settings = ConnectionSettings.DEFAULT.window(window);
        try (ConnectionFixture fixture = new ConnectionFixture(settings,
            dev.sluice.actor.Spec.named("slow").on(dev.sluice.actor.Dispatcher.of(Thread::startVirtualThread)),
            (ctx, connection) -> event -> {
                if (event instanceof Connection.Received(var data)) {
                    go.await();
                    handled.addAndGet(data.length());
                }
            }, 0)) {
            byte[] much = new byte[64 << 20];
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    fixture.peer.getOutputStream().write(much);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            // The kernels' buffers are full, and the sender is stuck, though nobody has told it to wait.
            Awaitility.await().until(() -> sender.getState() == Thread.State.WAITING || !sender.isAlive());
            assertEquals(0, handled.get());

            go.countDown();

            Awaitility.await().untilAtomic(handled, org.hamcrest.Matchers.is(much.length));
        }
    }

    @Test
    void shouldTellAResetAsAnError() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();

            assertInstanceOf(Reason.ByError.class, fixture.closed());
        }
    }

    @Test
    void shouldStayOpenForOutputIfSettingsSaySo() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.halfOpen(true))) {
            fixture.peer.shutdownOutput();
            fixture.handler.expect(Connection.InputEnded.class);
            fixture.write("still here");
            assertEquals("still here", fixture.receive(10));

            fixture.connection.tell(new Connection.Close());

            assertInstanceOf(Reason.ByClose.class, fixture.closed());
            assertEquals(-1, fixture.peer.getInputStream().read());
        }
    }

    @Test
    void shouldRefuseAPullInPushMode() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.Pull(1));

            assertInstanceOf(Connection.Pull.class, fixture.handler.expect(Connection.CommandFailed.class).command());
        }
    }

    // ---- as the ancestor's behaviours say ----

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void register(ConnectionFixture fixture) {
        fixture.connection.tell(new Connection.Register(fixture.handler.ref()));
    }

    private static ByteString next(ConnectionFixture fixture) {
        return fixture.handler.expect(Connection.Received.class).data();
    }

    @Test
    void b3_deliversPacketsCompleteAndInOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, null)) {
            fixture.send("first pa");
            fixture.send("cket, second packet");
            register(fixture);

            assertEquals("first packet, second packet", fixture.received(27));
        }
    }

    @Test
    void b4_readsOnWhenABufferWasFilled() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, null)) {
            byte[] sent = random(Buffers.RECEIVE_BYTES + 1500);
            fixture.sendUnread(sent);
            register(fixture);

            ByteString first = next(fixture);
            ByteString second = next(fixture);
            assertEquals(Buffers.RECEIVE_BYTES, first.length());
            assertEquals(1500, second.length());
            assertEquals(ByteString.copyOf(sent), first.concat(second));
        }
    }

    @Test
    void b5_readsNothingBeforeThereIsAHandlerAndGoesOnReadingThen() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, null)) {
            fixture.sendUnread(random(5));
            fixture.roundTrip();
            assertEquals(5, fixture.unread());
            register(fixture);

            assertEquals(ByteString.copyOf(random(5)), next(fixture));
            fixture.send("more");
            assertEquals("more", fixture.received(4));
        }
    }

    @Test
    void b14_deliversNothingWhileSuspendedEvenIfItIsReadyAlready() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, null)) {
            byte[] sent = random(10_000);
            fixture.sendUnread(sent);
            fixture.inOneTurn(() -> {
                register(fixture);
                fixture.connection.tell(new Connection.SuspendReading());
                fixture.connection.tell(new Connection.SuspendReading());
            });
            fixture.roundTrip();
            fixture.roundTrip();
            fixture.handler.expectNothing();

            fixture.connection.tell(new Connection.ResumeReading());
            fixture.connection.tell(new Connection.ResumeReading());

            assertEquals(ByteString.copyOf(sent), receivedBytes(fixture, 10_000));
        }
    }

    private static ByteString receivedBytes(ConnectionFixture fixture, int length) {
        ByteString all = ByteString.empty();
        while (all.length() < length) {
            all = all.concat(next(fixture));
        }
        return all;
    }

    @Test
    void b15_deliversOnePieceForEachPullAndNothingWithoutOne() throws Exception {
        ConnectionSettings pull = ConnectionSettings.DEFAULT.reading(Reading.PULL);
        try (ConnectionFixture fixture = new ConnectionFixture(pull, null)) {
            byte[] sent = random(Buffers.RECEIVE_BYTES + 512);
            fixture.sendUnread(sent);
            register(fixture);
            fixture.roundTrip();
            fixture.handler.expectNothing();
            ByteString all = ByteString.empty();
            while (all.length() < sent.length) {
                fixture.connection.tell(new Connection.Pull(1));
                all = all.concat(next(fixture));
                fixture.roundTrip();
                fixture.handler.expectNothing();
            }
            assertEquals(ByteString.copyOf(sent), all);
            fixture.send("later");
            fixture.roundTrip();
            fixture.handler.expectNothing();

            fixture.connection.tell(new Connection.Pull(1));

            assertEquals("later", fixture.received(5));
        }
    }

    @Test
    void b15_ours_pullsAddUp() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.reading(Reading.PULL))) {
            fixture.connection.tell(new Connection.Pull(1));
            fixture.connection.tell(new Connection.Pull(2));
            for (String piece : List.of("one", "two", "three")) {
                fixture.send(piece);
                assertEquals(piece, fixture.received(piece.length()));
            }
            fixture.send("four");
            fixture.roundTrip();
            fixture.handler.expectNothing();
            fixture.connection.tell(new Connection.Pull(Integer.MAX_VALUE));
            fixture.connection.tell(new Connection.Pull(Integer.MAX_VALUE));

            assertEquals("four", fixture.received(4));
            fixture.send("five");
            assertEquals("five", fixture.received(4));
        }
    }

    @Test
    void b15_ours_aPullMayComeBeforeTheHandlerAndASuspensionStopsIt() throws Exception {
        ConnectionSettings pull = ConnectionSettings.DEFAULT.reading(Reading.PULL);
        try (ConnectionFixture fixture = new ConnectionFixture(pull, null)) {
            fixture.connection.tell(new Connection.Pull(1));
            fixture.connection.tell(new Connection.SuspendReading());
            register(fixture);
            fixture.send("held");
            fixture.roundTrip();
            fixture.handler.expectNothing();

            fixture.connection.tell(new Connection.ResumeReading());

            assertEquals("held", fixture.received(4));
        }
    }

    @Test
    void b20_aPeersCloseEndsTheConnection() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.peer.close();

            assertInstanceOf(Reason.ByPeer.class, fixture.closed());
            fixture.system.stopped(fixture.connection).join();
            assertFalse(fixture.accepted.isOpen());
            fixture.handler.expectNothing();
        }
    }

    @Test
    void b21_readingCommandsAfterThePeersEndAreIgnored() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.halfOpen(true).reading(Reading.PULL);
        try (ConnectionFixture fixture = new ConnectionFixture(settings)) {
            fixture.peer.shutdownOutput();
            fixture.handler.expect(Connection.InputEnded.class);
            fixture.connection.tell(new Connection.Pull(1));
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.connection.tell(new Connection.ResumeReading());
            fixture.write("a".repeat(10_000));
            assertEquals("a".repeat(10_000), fixture.receive(10_000));
            fixture.handler.expectNothing();

            fixture.connection.tell(new Connection.Close());

            assertInstanceOf(Reason.ByClose.class, fixture.closed());
        }
    }

    @Test
    void b23_aResetWhileReadingIsOneErrorInThePlatformsWords() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.send("before");
            assertEquals("before", fixture.received(6));
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();

            Reason.ByError error = assertInstanceOf(Reason.ByError.class, fixture.closed());
            assertTrue(error.cause().getMessage().contains("reset"), error.cause().getMessage());
            fixture.system.stopped(fixture.connection).join();
            fixture.handler.expectNothing();
        }
    }

    @Test
    void b107_aPeerThatReadsNoMoreIsHeardToItsEndAndNoticedByAWrite() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.halfOpen(true))) {
            fixture.peer.shutdownInput();
            fixture.send("still writing");
            assertEquals("still writing", fixture.received(13));
            fixture.peer.shutdownOutput();
            fixture.handler.expect(Connection.InputEnded.class);

            assertInstanceOf(Reason.ByError.class, closedByWriting(fixture));
        }
    }

    @Test
    void b107_theSameInTheOtherOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.halfOpen(true))) {
            fixture.send("still writing");
            fixture.peer.shutdownOutput();
            assertEquals("still writing", fixture.received(13));
            fixture.handler.expect(Connection.InputEnded.class);
            fixture.peer.shutdownInput();

            assertInstanceOf(Reason.ByError.class, closedByWriting(fixture));
        }
    }

    private static Reason closedByWriting(ConnectionFixture fixture) {
        Awaitility.await().until(() -> {
            fixture.write("nobody reads this");
            return fixture.system.stopped(fixture.connection).isDone();
        });
        return fixture.handler.await(Connection.Closed.class, closed -> true).reason();
    }

    // ---- the end of a peer that is not read from ----

    @Test
    void shouldNoticeAResetWhileSuspendedThoughTheFirstBytesWereAbsorbed() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.roundTrip();
            for (int i = 0; i < 5; i++) {
                fixture.send("little");
                fixture.roundTrip();
            }
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();

            assertInstanceOf(Reason.ByError.class, fixture.closed());
        }
    }

    @Test
    void shouldAbsorbNoMoreThanOneSmallBuffer() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.roundTrip();
            byte[] sent = random(20_000);
            fixture.peer.getOutputStream().write(sent);
            Awaitility.await().until(() -> fixture.unread() == 20_000 - 4096);
            fixture.connection.tell(new Connection.ResumeReading());

            assertEquals(ByteString.copyOf(sent), receivedBytes(fixture, 20_000));
        }
    }

    @Test
    void shouldCloseByTheIdleLimitWhenAPeerThatIsNotReadFromHasGone() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.idle(Duration.ofMillis(50));
        try (ConnectionFixture fixture = new ConnectionFixture(settings, null)) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.peer.getOutputStream().write(random(20_000));
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();
            register(fixture);

            Reason.ByError error = assertInstanceOf(Reason.ByError.class, fixture.closed());
            assertInstanceOf(IOException.class, error.cause());
        }
    }

    @Test
    void shouldDeliverInOrderWhatCameInPiecesWhileSuspended() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            StringBuilder sent = new StringBuilder();
            for (int round = 0; round < 50; round++) {
                fixture.connection.tell(new Connection.SuspendReading());
                for (int i = 0; i < 3; i++) {
                    String piece = round + "." + i + " ";
                    fixture.send(piece);
                    sent.append(piece);
                }
                fixture.connection.tell(new Connection.ResumeReading());
            }

            assertEquals(sent.toString(), fixture.received(sent.length()));
        }
    }

    // ---- suspended in every state ----

    @Test
    void shouldHonourASuspensionThatComesWhileItIsOpened() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(); Pair pair = Pair.open()) {
            LateStream late = new LateStream(NioStream.connected(pair.ours()));
            var connection = fixture.spawn(() -> late, StreamOrigin.observedBy(fixture.new Observer()));
            connection.tell(new Connection.SuspendReading());
            connection.tell(new Connection.Register(fixture.handler.ref()));
            pair.peerSays("x");
            late.letOpen();
            fixture.observed.expect(ConnectionFixture.Told.Opened.class);
            connection.tell(new Connection.Write(ByteString.utf8("y")));
            assertEquals(1, pair.peer().read(ByteBuffer.allocate(1)));
            fixture.handler.expectNothing();

            connection.tell(new Connection.ResumeReading());

            assertEquals("x", fixture.received(1));
        }
    }

    @Test
    void shouldHonourASuspensionAfterItsOwnEnd() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.inOneTurn(() -> {
                fixture.connection.tell(new Connection.ConfirmedClose());
                fixture.connection.tell(new Connection.SuspendReading());
            });
            assertEquals(-1, fixture.peer.getInputStream().read());
            fixture.send("last words");
            fixture.peer.close();
            fixture.handler.expectNothing();

            fixture.connection.tell(new Connection.ResumeReading());

            assertEquals("last words", fixture.received(10));
            assertInstanceOf(Reason.ByConfirmedClose.class, fixture.closed());
        }
    }

    @Test
    void shouldDeliverAllAfterConfirmedCloseAndNotComplainAboutAPull() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.reading(Reading.PULL))) {
            fixture.connection.tell(new Connection.ConfirmedClose());
            fixture.connection.tell(new Connection.Pull(1));
            assertEquals(-1, fixture.peer.getInputStream().read());
            fixture.send("one");
            assertEquals("one", fixture.received(3));
            fixture.send("two");
            assertEquals("two", fixture.received(3));
            fixture.peer.close();

            assertInstanceOf(Reason.ByConfirmedClose.class, fixture.closed());
        }
    }

    @Test
    void shouldKeepTheEndBehindWhatIsSuspendedWhenHalfOpen() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.halfOpen(true))) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.roundTrip();
            fixture.send("all");
            fixture.peer.shutdownOutput();
            fixture.roundTrip();
            fixture.handler.expectNothing();

            fixture.connection.tell(new Connection.ResumeReading());

            assertEquals("all", fixture.received(3));
            fixture.handler.expect(Connection.InputEnded.class);
            fixture.roundTrip();
        }
    }

    // ---- fair shares ----

    /** Two peers that never stop: each is read from so often, and then it is the other's turn. */
    @Test
    void shouldLetOthersHaveTheirTurnThoughAPeerNeverStops() {
        List<String> reads = Collections.synchronizedList(new ArrayList<>());
        FakePoller poller = new FakePoller();
        try (ActorSystem system = ActorSystem.create(Settings.named("fair").loops(1))) {
            EndlessStream one = new EndlessStream("one", reads);
            EndlessStream other = new EndlessStream("other", reads);
            Probe<Connection.Event> handler = Probe.in(system);
            one.connect(system, poller, handler.ref());
            other.connect(system, poller, handler.ref());
            one.isReady = true;
            other.isReady = true;
            poller.wakeUp();
            Awaitility.await().until(() -> reads.size() >= 10 * EndlessStream.READS_PER_TURN);
            one.isReady = false;
            other.isReady = false;
        }

        // Whoever was last in one round may be first in the next.
        int most = 2 * EndlessStream.READS_PER_TURN;
        List<String> seen = List.copyOf(reads);
        for (int i = most; i < 8 * EndlessStream.READS_PER_TURN; i++) {
            assertEquals(2, Set.copyOf(seen.subList(i - most, i + 1)).size(), "too many at a time: " + seen);
        }
    }
}
