package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final int PORT = 7000;

    private final TestNames names = new TestNames();

    private List<String> addresses(String... resolved) throws IOException {
        names.with("a.test", resolved);
        return found();
    }

    private List<String> found() throws IOException {
        return lookUp("a.test").stream().map(found -> found.getAddress().getHostAddress()).toList();
    }

    private List<InetSocketAddress> lookUp(String host) throws IOException {
        return Names.addresses(names, InetSocketAddress.createUnresolved(host, PORT), "connect to").all();
    }

    private static Inet6Address mapped(int last) throws UnknownHostException {
        byte[] raw = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, (byte) last};
        return Inet6Address.getByAddress("a.test", raw, -1);
    }

    @Test
    void familiesTakeTurnsAndThatOfTheFirstAddressBegins() throws IOException {
        assertEquals(List.of("0:0:0:0:0:0:0:1",
            "127.0.0.1", "0:0:0:0:0:0:0:2", "127.0.0.2", "0:0:0:0:0:0:0:3"),
            addresses("::1", "::2", "::3", "127.0.0.1", "127.0.0.2"));
        assertEquals(List.of("127.0.0.1",
            "0:0:0:0:0:0:0:1", "127.0.0.2", "127.0.0.3"), addresses("127.0.0.1", "127.0.0.2", "127.0.0.3", "::1"));
    }

    @Test
    void oneFamilyKeepsItsOrder() throws IOException {
        assertEquals(List.of("127.0.0.3", "127.0.0.1",
            "127.0.0.2"), addresses("127.0.0.3", "127.0.0.1", "127.0.0.2"));
    }

    @Test
    void eachAddressComesOnce() throws IOException {
        assertEquals(List.of("127.0.0.1", "0:0:0:0:0:0:0:1"), addresses("127.0.0.1", "::1", "127.0.0.1", "::1"));
    }

    @Test
    void anIPv4AddressInTheClothesOfIPv6IsTheSameAsWithoutThem() throws IOException {
        names.with("a.test", mapped(1), TestNames.address("127.0.0.1"), mapped(2));

        assertEquals(List.of("127.0.0.1", "127.0.0.2"), found());
        assertInstanceOf(Inet4Address.class, Names.plain(new InetSocketAddress(mapped(1), PORT)).getAddress());
    }

    @Test
    void addressesThatDifferInTheirInterfaceOnlyAreTwo() throws IOException {
        byte[] linkLocal = TestNames.address("fe80::1").getAddress();
        names.with("a.test", Inet6Address.getByAddress(null, linkLocal, 1),
            Inet6Address.getByAddress(null, linkLocal, 2));

        assertEquals(2, found().size());
    }

    @Test
    void eachAddressHasThePortThatWasAskedFor() throws IOException {
        addresses("127.0.0.1", "::1");

        assertTrue(lookUp("a.test").stream().allMatch(found -> found.getPort() == PORT));
    }

    @Test
    void aFailureSaysWhatTheNameWasWantedFor() {
        UnknownHostException failure = assertThrows(UnknownHostException.class, () -> lookUp("b.test"));

        assertEquals("can't connect to b.test:7000: the look-up of its name has failed: b.test", failure.getMessage());
        assertInstanceOf(UnknownHostException.class, failure.getCause());
    }

    @Test
    void noAddressIsAFailure() {
        names.with("a.test", new InetAddress[0]);

        UnknownHostException failure = assertThrows(UnknownHostException.class, this::found);

        assertTrue(failure.getMessage().endsWith("a.test has no address"), failure.getMessage());
    }

    @Test
    void aResolverThatBreaksIsAFailureThatSaysSo() {
        TcpSettings.Resolver broken = host -> {
            throw new IllegalStateException("no name server");
        };

        IOException failure = assertThrows(IOException.class,
            () -> Names.addresses(broken, InetSocketAddress.createUnresolved("a.test", 1), "listen at"));

        assertTrue(failure.getMessage().startsWith("can't listen at a.test:1"), failure.getMessage());
        assertTrue(failure.getMessage().contains("no name server"), failure.getMessage());
        assertInstanceOf(IllegalStateException.class, failure.getCause());
    }
}
