package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointSettings;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EndpointSmokeTest {
    @Test
    void shouldEcho() throws IOException {
        try (EndpointFixture fixture = new EndpointFixture()) {
            EndpointFixture.Told.Opened opened = fixture.open(EndpointFixture::bind, EndpointSettings.DEFAULT);
            fixture.tell(new Endpoint.Register(fixture.handler.ref()));
            fixture.peerSends(opened.local(), "ping");
            Endpoint.Received received = fixture.handler.expect(Endpoint.Received.class);
            fixture.tell(new Endpoint.Send(received.data(), received.sender()));
            fixture.tell(new Endpoint.Send(ByteString.empty(), received.sender()));
            assertEquals("ping", fixture.peerReceives());
            assertEquals("", fixture.peerReceives());
            fixture.tell(new Endpoint.Close());
            assertNull(fixture.closed());
            assertNull(fixture.observed.expect(EndpointFixture.Told.Closed.class).cause());
            assertEquals(0, fixture.slots.used());
        }
    }
}
