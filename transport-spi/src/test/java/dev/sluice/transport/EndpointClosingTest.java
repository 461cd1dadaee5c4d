package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.Close;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.EndpointFixture.Told;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an endpoint ends, on real sockets: whoever hears of it finds its address free. */
class EndpointClosingTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;

    private final FakeProvider provider = new FakeProvider();
    private final EndpointFixture fixture = new EndpointFixture(() -> new NioPoller(provider));
    private final Probe<Closed> closer = Probe.in(fixture.system);

    EndpointClosingTest() throws IOException {}

    @AfterEach
    void close() {
        fixture.close();
    }

    private SocketAddress open() {
        return fixture.open(EndpointFixture::bind, DEFAULT).local();
    }

    private SocketAddress openWithHandler() {
        SocketAddress local = open();
        fixture.tell(new Register(fixture.handler.ref()));
        return local;
    }

    // ---- a close ----

    @Test
    void shouldCloseAndTellAllOnce() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.tell(new Close(closer.ref()));
        fixture.tell(new Close(closer.ref()));
        assertNull(fixture.closed());
        EndpointFixture.expectFree(local);
        assertNull(closer.expect(Closed.class).cause());
        assertNull(fixture.expectEnd(local));
        closer.watch(fixture.endpoint()).expectTerminated(fixture.endpoint());
        closer.expectNothing();
        fixture.handler.expectNothing();
        fixture.observed.expectNothing();
    }

    @Test
    void shouldHaveFreedItsDescriptorWhenItIsTold() {
        open(); // and with it the poller
        long before = Descriptors.count();
        for (int i = 0; i < 100; i++) {
            openWithHandler();
            fixture.figures(); // so that the handler is registered
            if (i % 2 == 0) {
                fixture.tell(new Close());
            } else {
                fixture.system.kill(fixture.endpoint());
            }
            fixture.closed();
            assertEquals(before, Descriptors.count());
            fixture.observed.expect(Told.Closed.class);
        }
    }

    @Test
    void shouldTellAHandlerOnceThatAsksForTheClose() throws IOException {
        SocketAddress local = openWithHandler();
        Probe<Event> handler = Probe.in(fixture.system);
        fixture.tell(new Register(handler.ref()));
        fixture.tell(new Close(handler.ref()));
        assertNull(handler.expect(Closed.class).cause());
        assertNull(fixture.expectEnd(local));
        handler.expectNothing();
        fixture.handler.expectNothing();
    }

    @Test
    void shouldAnswerAllThatComeTooLate() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.tell(new Close());
        fixture.expectEnd(local);
        closer.watch(fixture.endpoint()).expectTerminated(fixture.endpoint());
        fixture.tell(new Close(closer.ref()));
        assertNotNull(closer.expect(Closed.class).cause());
        Probe<Event> late = Probe.in(fixture.system);
        fixture.tell(new Register(late.ref()));
        assertNotNull(late.expect(Closed.class).cause());
        Probe<Object> sender = Probe.in(fixture.system);
        fixture.tell(new Send(ByteString.empty(), null, new Ack<>(sender.ref(), "done", failure -> failure)));
        sender.expect(CommandFailed.class);
    }

    @Test
    void shouldDeliverNothingAfterItsEnd() throws IOException {
        SocketAddress local = openWithHandler();
        for (int i = 0; i < 1000; i++) {
            fixture.peerSends(local, "x");
            if (i == 500) {
                fixture.tell(new Close());
            }
        }
        fixture.handler.await(Closed.class, closed -> true);
        fixture.expectEnd(local);
        fixture.handler.expectNothing();
    }

    // ---- violence ----

    @Test
    void shouldEndInOrderWhenItIsKilled() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.figures();
        fixture.system.kill(fixture.endpoint()).join();
        Exception cause = fixture.closed();
        EndpointFixture.expectFree(local);
        assertTrue(cause.getMessage().contains("Killed"), cause.getMessage());
        assertSame(cause, fixture.expectEnd(local));
    }

    @Test
    void shouldEndInOrderWhenItIsStopped() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.figures();
        fixture.system.stop(fixture.endpoint()).join();
        Exception cause = fixture.closed();
        assertTrue(cause.getMessage().contains("stopped"), cause.getMessage());
        fixture.expectEnd(local);
    }

    @Test
    void shouldEndWhenThePollerBreaks() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.figures();
        provider.last().failure = new IOException("Bad file descriptor");
        fixture.system.loops().get(0).execute(() -> {
        });
        Exception cause = fixture.closed();
        assertTrue(cause.getMessage().contains("what drives the endpoint has failed"), cause.getMessage());
        assertSame(cause, fixture.expectEnd(local));
    }

    /** Receives nothing but trouble. */
    private static final class Buggy extends FilterDatagram {
        private final RuntimeException bug;

        Buggy(DatagramHandle inner, RuntimeException bug) {
            super(inner);
            this.bug = bug;
        }

        @Override
        public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) {
            throw bug;
        }

        @Override
        public int send(Batch batch) {
            throw bug;
        }

        @Override
        public void close() throws IOException {
            super.close();
            throw bug;
        }
    }

    @Test
    void shouldEndInOrderWhateverItsHandleThrows() throws IOException {
        IllegalStateException bug = new IllegalStateException("on purpose");
        fixture.registered(() -> new Buggy(EndpointFixture.bind(), bug), DEFAULT);
        SocketAddress local = fixture.opened.local();
        fixture.peerSends(local, "x");
        assertSame(bug, fixture.closed().getCause());
        fixture.expectEnd(local);
    }

    @Test
    void shouldTellWhatCouldNotBeSentByABuggyHandle() throws IOException {
        IllegalStateException bug = new IllegalStateException("on purpose");
        fixture.registered(() -> new Buggy(EndpointFixture.bind(), bug), DEFAULT);
        Send send = new Send(ByteString.utf8("x"), fixture.peer());
        fixture.tell(send);
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertSame(send, failure.command());
        assertSame(bug, failure.cause().getCause());
        assertSame(failure.cause(), fixture.closed());
        fixture.expectEnd(fixture.opened.local());
    }
}
