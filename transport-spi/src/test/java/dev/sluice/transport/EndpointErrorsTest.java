package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.NetworkError;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.EndpointSettings.Reading;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint lives on whatever the network says, on real sockets. */
class EndpointErrorsTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;
    private static final int LONGEST = 65507;

    private final EndpointFixture fixture = new EndpointFixture();
    private final Probe<Object> acks = Probe.in(fixture.system);

    EndpointErrorsTest() throws IOException {}

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Gives where it is bound. */
    private SocketAddress bind(EndpointSettings settings) {
        SocketAddress local = fixture.open(EndpointFixture::bind, settings).local();
        fixture.tell(new Register(fixture.handler.ref()));
        return local;
    }

    private Send acked(String text, SocketAddress target) {
        return new Send(ByteString.utf8(text), target, new Ack<>(acks.ref(), text, failure -> failure));
    }

    private Datagram datagram(ByteString data) {
        return new Datagram(data, fixture.peer());
    }

    // ---- one that can't be sent ----

    @Test
    void shouldFailOneThatIsTooLongAlone() throws IOException {
        bind(DEFAULT);
        Send tooLong = new Send(ConnectionFixture.random(LONGEST + 1), fixture.peer());
        fixture.inOneTurn(() -> {
            fixture.tell(acked("a", fixture.peer()));
            fixture.tell(tooLong);
            fixture.tell(acked("b", fixture.peer()));
        });
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertSame(tooLong, failure.command());
        assertInstanceOf(IOException.class, failure.cause());
        acks.expect("a");
        acks.expect("b");
        assertEquals("a", fixture.peerReceives());
        assertEquals("b", fixture.peerReceives());
        assertEquals(1, fixture.figures().failed());
    }

    @Test
    void shouldTellWhichOfABatchWereTooLong() throws IOException {
        bind(DEFAULT);
        Datagram fits = datagram(ByteString.utf8("a"));
        Datagram tooLong = datagram(ConnectionFixture.random(LONGEST + 1));
        fixture.tell(new SendAll(List.of(tooLong, fits, tooLong, fits), null));
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertEquals(new SendAll(List.of(tooLong, tooLong), null), failure.command());
        assertEquals(1, failure.cause().getSuppressed().length);
        assertEquals("a", fixture.peerReceives());
        assertEquals("a", fixture.peerReceives());
    }

    @Test
    void shouldFailOneWithoutATarget() throws IOException {
        bind(DEFAULT);
        fixture.tell(acked("a", null));
        assertInstanceOf(IOException.class, acks.expect(CommandFailed.class).cause());
        fixture.tell(acked("b", fixture.peer()));
        acks.expect("b");
    }

    // ---- what the network reports ----

    @Test
    void b68_shouldLiveOnAndAckAlthoughNobodyIsThere() throws IOException {
        SocketAddress later = EndpointFixture.nobody();
        fixture.registered(() -> EndpointFixture.connect(later), DEFAULT);
        for (int i = 0; i < 10; i++) {
            fixture.tell(acked("" + i, null));
            acks.expect("" + i);
        }
        assertInstanceOf(PortUnreachableException.class, fixture.handler.expect(NetworkError.class).cause());
        try (EndpointFixture other = new EndpointFixture(NioPoller::new, later)) {
            fixture.tell(acked("there", null));
            acks.expect("there");
            assertEquals("there", other.peerReceives());
            other.peerSends(fixture.opened.local(), "back");
            fixture.handler.await(Received.class, received -> true);
        }
        EndpointFigures figures = fixture.figures();
        assertEquals(11, figures.sent());
        assertEquals(0, figures.failed());
    }

    @Test
    void shouldHearOfErrorsAlsoWhenItOnlySends() throws IOException {
        SocketAddress nobody = EndpointFixture.nobody();
        fixture.registered(() -> EndpointFixture.connect(nobody), DEFAULT.reading(Reading.PULL));
        fixture.tell(acked("a", null));
        acks.expect("a");
        for (int i = 0; fixture.figures().networkErrors() == 0; i++) {
            fixture.tell(acked("" + i, null));
            acks.expect("" + i);
        }
        fixture.handler.expect(NetworkError.class);
    }

    @Test
    void shouldLiveOnWhereAnUnconnectedOneSendsToNobody() throws IOException {
        SocketAddress local = bind(DEFAULT);
        SocketAddress nobody = EndpointFixture.nobody();
        for (int i = 0; i < 10; i++) {
            fixture.tell(acked("" + i, nobody));
            acks.expect("" + i);
        }
        fixture.peerSends(local, "a");
        assertEquals("a", fixture.received());
    }
}
