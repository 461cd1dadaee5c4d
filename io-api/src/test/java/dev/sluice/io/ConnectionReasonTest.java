package dev.sluice.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.Connection.Reason;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConnectionReasonTest {
    @Test
    void shouldReadAsText() {
        assertEquals("closed", new Reason.ByClose().toString());
        assertEquals("closed, confirmed by the peer", new Reason.ByConfirmedClose().toString());
        assertEquals("aborted", new Reason.ByAbort().toString());
        assertEquals("closed by the peer", new Reason.ByPeer().toString());
        assertEquals("failed: java.io.IOException: no cable",
            new Reason.ByError(new IOException("no cable")).toString());
    }
}
