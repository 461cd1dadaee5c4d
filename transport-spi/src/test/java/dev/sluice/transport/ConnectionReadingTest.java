package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
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
}
