package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosedMeansFreeTest {
    private final TcpFixture tcp = new TcpFixture();

    @AfterEach
    void close() {
        tcp.close();
    }

    @Test
    void shouldHaveGivenBackTheDescriptorWhenItTellsClosed() throws IOException {
        Tcp.Bound bound = tcp.bind();
        openAndClose(bound);
        long before = Descriptors.count();
        for (int i = 0; i < 1000; i++) {
            openAndClose(bound);

            assertEquals(before, Descriptors.count(), "after " + i + " connections");
        }
    }

    private void openAndClose(Tcp.Bound bound) throws IOException {
        Probe<Connection.Event> handler;
        Tcp.Connected connected;
        try (Socket client = TcpFixture.client(bound.local())) {
            connected = tcp.binder.expect(Tcp.Connected.class);
            handler = tcp.register(connected);
            assertEquals("x", roundTrip(client, connected, handler));
        }
        handler.expect(Connection.Closed.class);
    }

    private static String roundTrip(Socket client, Tcp.Connected connected, Probe<Connection.Event> handler)
        throws IOException {
        TcpFixture.send(client, "x");
        connected.connection().tell(new Connection.Write(handler.expect(Connection.Received.class).data()));
        return TcpFixture.receive(client, 1);
    }
}
