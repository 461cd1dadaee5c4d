package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that a handle adds, on real sockets. */
class EndpointExtensionTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;

    private final EndpointFixture fixture = new EndpointFixture();

    EndpointExtensionTest() throws IOException {}

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

    @Test
    void shouldTellAndChangeOptions() {
        bind(DEFAULT);
        Probe<SocketOptions.Effective> options = Probe.in(fixture.system);
        fixture.tell(new SocketOptions.Set(SocketOptions.NONE.reuseAddress(true)));
        fixture.tell(new SocketOptions.Get(options.ref()));
        assertEquals(true, options.expect(SocketOptions.Effective.class).values().get("SO_REUSEADDR"));
        SocketOptions.Set wrong = new SocketOptions.Set(SocketOptions.NO_DELAY);
        fixture.tell(wrong);
        assertSame(wrong, fixture.handler.expect(CommandFailed.class).command());
    }

    /** What no handle knows. */
    private record Unknown() implements Endpoint.Extension {}

    @Test
    void shouldFailAnExtensionThatTheHandleDoesNotKnow() {
        bind(DEFAULT);
        Unknown unknown = new Unknown();
        fixture.tell(unknown);
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertSame(unknown, failure.command());
        assertInstanceOf(IllegalArgumentException.class, failure.cause());
    }

    private record Known(boolean fails) implements Endpoint.Extension {}

    /** As a transport adds commands. */
    private static final class Knowing extends FilterDatagram {
        Knowing(DatagramHandle inner) {
            super(inner);
        }

        @Override
        public boolean on(Endpoint.Extension command, Consumer<? super Event> handler) throws IOException {
            if (!(command instanceof Known(boolean fails))) {
                return super.on(command, handler);
            }
            if (fails) {
                throw new IOException("on purpose");
            }
            handler.accept(command);
            return true;
        }
    }

    @Test
    void shouldCarryOutTheExtensionsOfAWrappedHandle() throws IOException {
        List<DatagramHandle> made = new ArrayList<>();
        fixture.registered(() -> {
            made.add(new Knowing(EndpointFixture.bind()));
            return made.get(0);
        }, DEFAULT);
        fixture.tell(new Known(false));
        fixture.handler.expect(new Known(false));
        fixture.tell(new Known(true));
        assertEquals("on purpose", fixture.handler.expect(CommandFailed.class).cause().getMessage());
        fixture.tell(new Unknown());
        fixture.handler.expect(CommandFailed.class);
        fixture.peerSends(made.get(0).localAddress(), "a");
        assertEquals("a", fixture.received());
        fixture.tell(new Endpoint.Close());
        assertNull(fixture.closed());
    }
}
