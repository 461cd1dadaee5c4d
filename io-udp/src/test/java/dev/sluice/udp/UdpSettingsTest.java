package dev.sluice.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.EndpointSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.transport.NioPoller;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import org.junit.jupiter.api.Test;

class UdpSettingsTest {
    private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 9);

    @Test
    void shouldGiveCopies() {
        EndpointSettings pull = EndpointSettings.DEFAULT.reading(EndpointSettings.Reading.PULL);
        SocketOptions options = SocketOptions.NONE.broadcast(true);

        BindSettings bind = BindSettings.DEFAULT.sockets(3).options(options).endpoint(pull)
            .family(StandardProtocolFamily.INET);
        assertEquals(3, bind.sockets());
        assertEquals(options, bind.options());
        assertSame(pull, bind.endpoint());
        assertEquals(StandardProtocolFamily.INET, bind.family());
        assertEquals(1, BindSettings.DEFAULT.sockets());

        ConnectSettings connect = ConnectSettings.DEFAULT.local(LOCAL).options(options).endpoint(pull)
            .family(StandardProtocolFamily.INET6);
        assertEquals(LOCAL, connect.local());
        assertEquals(options, connect.options());
        assertSame(pull, connect.endpoint());
        assertEquals(StandardProtocolFamily.INET6, connect.family());
        assertNull(ConnectSettings.DEFAULT.local());
        assertNull(connect.local(null).local());

        assertEquals(new SenderSettings(StandardProtocolFamily.INET, options, pull),
            SenderSettings.DEFAULT.family(StandardProtocolFamily.INET).options(options).endpoint(pull));

        UdpSettings system = UdpSettings.DEFAULT.maxEndpoints(3).poller(NioPoller::new);
        assertEquals(3, system.maxEndpoints());
        assertNotSame(UdpSettings.DEFAULT, system);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("local.test", 0);

        assertThrows(IllegalArgumentException.class, () -> BindSettings.DEFAULT.sockets(0));
        assertThrows(IllegalArgumentException.class, () -> ConnectSettings.DEFAULT.local(unresolved));
        assertThrows(IllegalArgumentException.class, () -> UdpSettings.DEFAULT.maxEndpoints(0));
        assertThrows(NullPointerException.class, () -> BindSettings.DEFAULT.options(null));
        assertThrows(NullPointerException.class, () -> SenderSettings.DEFAULT.endpoint(null));
    }
}
