package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.Spec;
import dev.sluice.io.Connection.Register;
import dev.sluice.io.ConnectionSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A layer that takes more from its socket than it gives at a time, as TLS does with each record. */
class BufferingLayerTest {
    private static final class Buffering extends FilterStream {
        private final ByteBuffer taken = ByteBuffer.allocate(1 << 14).flip();

        Buffering(StreamHandle inner) {
            super(inner);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (!taken.hasRemaining()) {
                int read = inner.read(taken.clear());
                taken.flip();
                if (read <= 0) {
                    return read;
                }
            }
            int count = Math.min(taken.remaining(), target.remaining());
            target.put(target.position(), taken, taken.position(), count).position(target.position() + count);
            taken.position(taken.position() + count);
            return count;
        }

        @Override
        public boolean hasInput() {
            return taken.hasRemaining();
        }
    }

    @Test
    void shouldReadOnWhatTheLayerHasWhenTheWindowOpens() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.window(1000);
        try (ConnectionFixture fixture = new ConnectionFixture(settings, Spec.named("none"), null, 0,
            Buffering::new)) {
            fixture.sendUnread(new byte[10_000]);
            fixture.connection.tell(new Register(fixture.handler.ref()));

            assertEquals(10_000, fixture.received(10_000).length());
        }
    }
}
