package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.actor.Spec;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.ConfirmedClose;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Register;
import dev.sluice.io.ConnectionSettings;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A layer that has something to write of its own, and finds out that it can't, as TLS does. */
class BrokenLayerTest {
    private static final class Broken extends FilterStream {
        Broken(StreamHandle inner) {
            super(inner);
        }

        @Override
        public int usable(int ready) throws IOException {
            if ((ready & Ready.READ) != 0) {
                throw new IOException("broken pipe");
            }
            return super.usable(ready);
        }
    }

    @Test
    void shouldStillDeliverWhatThePeerHadSent() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, Spec.named("none"), null, 0,
            Broken::new)) {
            fixture.sendUnread(new byte[1000]);
            fixture.connection.tell(new Register(fixture.handler.ref()));

            assertEquals(1000, fixture.received(1000).length());
            assertInstanceOf(Reason.ByError.class, fixture.handler.expect(Closed.class).reason());
        }
    }

    /** As TLS, which writes a close_notify. */
    private static final class EndlessOutput extends FilterStream {
        EndlessOutput(StreamHandle inner) {
            super(inner);
        }

        @Override
        public boolean endOutput() throws IOException {
            throw new IOException("broken pipe");
        }
    }

    @Test
    void shouldStillDeliverWhatThePeerHadSentIfTheOutputCanNotBeEnded() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, Spec.named("none"), null, 0,
            EndlessOutput::new)) {
            fixture.sendUnread(new byte[10000]);
            fixture.inOneTurn(() -> {
                fixture.connection.tell(new Register(fixture.handler.ref()));
                fixture.connection.tell(new ConfirmedClose());
            });

            assertEquals(10000, fixture.received(10000).length());
            assertInstanceOf(Reason.ByError.class, fixture.handler.expect(Closed.class).reason());
        }
    }
}
