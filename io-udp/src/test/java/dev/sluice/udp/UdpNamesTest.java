package dev.sluice.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.udp.UdpFixture.Opened;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connecting to a broadcast address is forbidden: so there is an address to which every machine knows no way. */
class UdpNamesTest {
    private static final String FORBIDDEN = "255.255.255.255";

    private final TestNames names = new TestNames().with("second.test", FORBIDDEN, "127.0.0.1")
        .with("forbidden.test", FORBIDDEN, FORBIDDEN).with("nowhere.test", FORBIDDEN, "127.255.255.255")
        .with("six.test", "::1").with("none.test", new String[0]);
    private final UdpFixture udp = new UdpFixture(UdpSettings.DEFAULT.resolver(host -> {
        if (host.equals("broken.test")) {
            throw new IllegalStateException("no resolver today");
        }
        return host.equals("null.test") ? null : names.resolve(host);
    }));

    @AfterEach
    void close() {
        udp.close();
    }

    private static InetSocketAddress name(String host) {
        return InetSocketAddress.createUnresolved(host, 9);
    }

    private Exception connecting(String host, ConnectSettings settings) {
        return udp.fails(new Udp.Connect(name(host), udp.binder.ref(), settings));
    }

    @Test
    void shouldConnectToTheFirstAddressToWhichThereIsAWay() {
        udp.manager.tell(new Udp.Connect(name("second.test"), udp.binder.ref()));

        assertEquals(new InetSocketAddress("127.0.0.1", 9), udp.binder.expect(Udp.Connected.class).remote());
    }

    @Test
    void shouldNameEachAddressThatFails() {
        Exception cause = connecting("nowhere.test", ConnectSettings.DEFAULT);

        assertInstanceOf(ConnectException.class, cause);
        assertTrue(cause.getMessage().contains(FORBIDDEN + ":9"), cause.getMessage());
        assertTrue(cause.getSuppressed()[0].getMessage().contains("127.255.255.255:9"));
        assertEquals(0, connecting("forbidden.test", ConnectSettings.DEFAULT).getSuppressed().length,
            "it is tried once");
    }

    @Test
    void shouldSayWhatIsMissing() {
        ConnectSettings four = ConnectSettings.DEFAULT.family(StandardProtocolFamily.INET);

        for (String host : new String[] {"six.test", "none.test", "null.test", "unknown.test"}) {
            Exception cause = connecting(host, four);
            assertInstanceOf(UnknownHostException.class, cause);
            assertTrue(cause.getMessage().contains("can't connect to " + host + ":9"), cause.getMessage());
        }
    }

    @Test
    void shouldSurviveAResolverThatFails() {
        Exception cause = connecting("broken.test", ConnectSettings.DEFAULT);
        assertInstanceOf(IOException.class, cause);
        assertTrue(cause.getMessage().contains("no resolver today"), cause.getMessage());

        Opened opened = udp.open();
        for (String host : new String[] {"broken.test", "null.test"}) {
            opened.send("x", name(host));
            Exception failure = opened.events().expect(CommandFailed.class).cause();
            assertTrue(failure.getMessage().contains("can't send to " + host + ":9"), failure.getMessage());
        }
    }
}
