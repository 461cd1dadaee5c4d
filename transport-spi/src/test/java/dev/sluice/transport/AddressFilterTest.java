package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFilterTest {
    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,         10.255.255.255, true",
        "10.0.0.0/8,         11.0.0.0,       false",
        "10.0.0.13,          10.0.0.13,      true",
        "10.0.0.13,          10.0.0.12,      false",
        "192.168.4.0/22,     192.168.7.255,  true",
        "192.168.4.0/22,     192.168.8.0,    false",
        "128.0.0.0/1,        200.1.2.3,      true",
        "128.0.0.0/1,        127.0.0.1,      false",
        "0.0.0.0/0,          1.2.3.4,        true",
        "0.0.0.0/0,          ::1,            false",
        "::/0,               1.2.3.4,        false",
        "::/0,               fe80::1,        true",
        "2001:db8::/33,      2001:db8:7fff::1, true",
        "2001:db8::/33,      2001:db8:8000::1, false",
        "::1,                ::1,            true",
        "::1,                ::2,            false",
        "::ffff:10.0.0.0/104, 10.1.1.1,      true",
        "::ffff:10.0.0.0/104, 11.1.1.1,      false",
        "::ffff:0:0/96,      1.2.3.4,        true",
        "::ffff:10.0.0.13,   10.0.0.13,      true"})
    void shouldKnowWhoIsInABlock(String block, String address, boolean isIn) {
        assertEquals(isIn, AddressFilter.EVERYBODY.allowing(block).lets(address(address)));
        assertEquals(!isIn, AddressFilter.EVERYBODY.denying(block).lets(address(address)));
    }

    @Test
    void shouldTakeAMappedAddressForWhatItIs() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        byte[] other = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1, -1, 10, 0, 0, 1};

        assertEquals(4, AddressBlock.normal(mapped).length);
        assertEquals(16, AddressBlock.normal(other).length);
        assertTrue(AddressBlock.parse("10.0.0.0/8").contains(AddressBlock.normal(mapped)));
    }

    @Test
    void shouldLetDeniedOnesOutEvenIfTheyAreAllowed() {
        AddressFilter filter = AddressFilter.EVERYBODY.allowing("10.0.0.0/8", "::1").denying("10.66.0.0/16");

        assertTrue(filter.lets(address("10.1.2.3")));
        assertTrue(filter.lets(address("::1")));
        assertEquals(false, filter.lets(address("10.66.2.3")));
        assertEquals(false, filter.lets(address("127.0.0.1")));
        assertTrue(filter.lets(UnixDomainSocketAddress.of("/tmp/any")));
        assertTrue(AddressFilter.EVERYBODY.lets(address("127.0.0.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "localhost", "10.0.0", "10.0.0.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1",
        "10.0.0.0/8/8", "10.0.0.1/8", "::1/129", "::1/64", "::g", "fe80::1%eth0", ":::", "::ffff:10.0.0.0/90",
        "1e1.0.0.1", "a:b.example",
        "99999999999.0.0.0"})
    void shouldNameWhatItCanNotRead(String text) {
        Exception failure = assertThrows(IllegalArgumentException.class,
            () -> AddressFilter.EVERYBODY.denying("10.0.0.0/8", text));

        assertTrue(failure.getMessage().contains("'" + text + "'"), failure.getMessage());
    }
}
