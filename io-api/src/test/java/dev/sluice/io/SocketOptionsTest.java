package dev.sluice.io;

import static java.net.StandardSocketOptions.IP_MULTICAST_IF;
import static java.net.StandardSocketOptions.IP_MULTICAST_LOOP;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_BROADCAST;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_LINGER;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;
import static java.time.Duration.ofSeconds;
import static jdk.net.ExtendedSocketOptions.SO_INCOMING_NAPI_ID;
import static jdk.net.ExtendedSocketOptions.SO_PEERCRED;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;
import static jdk.net.ExtendedSocketOptions.TCP_QUICKACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.net.UnixDomainPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketOptionsTest {
    private static final SocketOptions NONE = SocketOptions.NONE;

    @Test
    void b57_areValues() {
        SocketOptions one = NONE.with(SO_REUSEPORT, true).with(TCP_NODELAY, true);
        SocketOptions same = SocketOptions.NO_DELAY.reusePort(true);

        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertNotEquals(one, same.without(SO_REUSEPORT));
        assertNotEquals(one, same.reusePort(false));
        assertEquals(NONE, SocketOptions.NO_DELAY.without(TCP_NODELAY));
        assertEquals("{TCP_NODELAY=true, SO_REUSEPORT=true}", same.toString());
    }

    @Test
    void shouldKeepTheOrderInWhichOptionsAreSet() {
        SocketOptions options = NONE.sendBuffer(1).keepAlive(true).receiveBuffer(2).sendBuffer(3);

        assertEquals(List.of("SO_SNDBUF", "SO_KEEPALIVE", "SO_RCVBUF"), List.copyOf(options.values().keySet()));
        assertEquals(3, options.get(SO_SNDBUF));
        assertNull(options.get(TCP_NODELAY));
        assertThrows(UnsupportedOperationException.class, () -> options.values().clear());
    }

    @Test
    void shouldSetTheTimesOfKeepAlive() {
        SocketOptions options = NONE.keepAlive(Duration.ofMinutes(1), ofSeconds(10), 3);

        assertEquals(
            NONE.with(SO_KEEPALIVE, true).with(TCP_KEEPIDLE, 60).with(TCP_KEEPINTERVAL, 10).with(TCP_KEEPCOUNT, 3),
            options);
        assertEquals(60, options.get(TCP_KEEPIDLE));
    }

    @Test
    void shouldKnowOptionsByTheirNames() {
        SocketOption<Boolean> quickAck = SocketOptions.option("TCP_QUICKACK", Boolean.class);

        assertEquals(NONE.with(TCP_QUICKACK, true), NONE.with(quickAck, true));
        assertEquals(NONE, NONE.with(quickAck, true).without(TCP_QUICKACK));
        assertEquals(true, NONE.with(TCP_QUICKACK, true).get(quickAck));
    }

    @Test
    void shouldTellWhatIsInEffect() {
        var effective = new SocketOptions.Effective(Map.of("SO_RCVBUF", 1, "TCP_NODELAY", true));

        assertEquals(1, effective.get(SO_RCVBUF));
        assertEquals(true, effective.get(TCP_NODELAY));
        assertNull(effective.get(IP_TOS));
    }

    @Test
    void shouldHaveThoseOfDatagramSockets() throws SocketException {
        NetworkInterface any = NetworkInterface.getNetworkInterfaces().nextElement();

        assertEquals(
            NONE.with(SO_BROADCAST, true).with(IP_MULTICAST_IF, any).with(IP_MULTICAST_TTL, 3)
                .with(IP_MULTICAST_LOOP, false),
            NONE.broadcast(true).multicastInterface(any).multicastTimeToLive(3).multicastLoopback(false));
        refused("IP_MULTICAST_TTL", () -> NONE.multicastTimeToLive(256));
        assertThrows(NullPointerException.class, () -> NONE.multicastInterface(null));
    }

    // ---- refused when they are set ----

    @Test
    void shouldNotOfferToLinger() {
        refused("SO_LINGER", () -> NONE.with(SO_LINGER, 5));
    }

    @Test
    void shouldNotSetWhatCanOnlyBeRead() {
        refused("SO_INCOMING_NAPI_ID", () -> NONE.with(SO_INCOMING_NAPI_ID, 5));
        UnixDomainPrincipal nobody = new UnixDomainPrincipal(() -> "nobody", () -> "nogroup");
        refused("SO_PEERCRED", () -> NONE.with(SO_PEERCRED, nobody));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldRefuseWhatIsLessThanOne(int value) {
        refused("SO_SNDBUF", () -> NONE.sendBuffer(value));
        refused("SO_RCVBUF", () -> NONE.receiveBuffer(value));
        refused("TCP_KEEPIDLE", () -> NONE.keepAlive(ofSeconds(value), ofSeconds(1), 1));
        refused("TCP_KEEPINTERVAL", () -> NONE.keepAlive(ofSeconds(1), ofSeconds(value), 1));
        refused("TCP_KEEPCOUNT", () -> NONE.keepAlive(ofSeconds(1), ofSeconds(1), value));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void shouldRefuseWhatIsNoOctet(int value) {
        refused("IP_TOS", () -> NONE.trafficClass(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255})
    void shouldTakeEveryOctet(int value) {
        assertEquals(value, NONE.trafficClass(value).get(IP_TOS));
    }

    @Test
    void shouldRefuseFractionsOfSecondsAndTakeCenturies() {
        refused("idle", () -> NONE.keepAlive(Duration.ofMillis(1500), ofSeconds(1), 1));
        refused("interval", () -> NONE.keepAlive(ofSeconds(1), Duration.ofNanos(1), 1));
        assertEquals(Integer.MAX_VALUE,
            NONE.keepAlive(Duration.ofDays(365_000), ofSeconds(1), 1).get(TCP_KEEPIDLE));
    }

    @Test
    void shouldNameTheOptionThatHasNoValue() {
        Exception refusal = assertThrows(NullPointerException.class, () -> NONE.with(TCP_NODELAY, null));
        assertEquals("TCP_NODELAY", refusal.getMessage());
        assertThrows(NullPointerException.class, () -> NONE.with(null, true));
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"})
    void shouldRefuseAValueOfAnotherType() {
        refused("SO_RCVBUF takes a value of Integer, not of String: 4096",
            () -> NONE.with((SocketOption) SO_RCVBUF, "4096"));
    }

    private static void refused(String text, Executable setting) {
        Exception refusal = assertThrows(IllegalArgumentException.class, setting);
        assertTrue(refusal.getMessage().contains(text), refusal.getMessage());
    }
}
