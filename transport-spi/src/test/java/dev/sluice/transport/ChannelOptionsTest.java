package dev.sluice.transport;

import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.SO_BROADCAST;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_LINGER;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;
import static jdk.net.ExtendedSocketOptions.SO_PEERCRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.io.Connection;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelOptionsTest {
    private static final SocketOption<Boolean> OOB_INLINE = SocketOptions.option("SO_OOBINLINE", Boolean.class);

    /** An option that can be set once more to what it is, can be set: all but those that can only be read. */
    @Test
    void shouldSetAndReadEveryOptionThatTheChannelHas() throws IOException {
        for (NetworkChannel channel : new NetworkChannel[] {SocketChannel.open(), ServerSocketChannel.open(),
            DatagramChannel.open()}) {
            try (channel) {
                Set<String> names = new HashSet<>();
                for (SocketOption<?> option : channel.supportedOptions()) {
                    names.add(option.name());
                    setAsItIs(channel, option);
                }
                names.remove("IP_MULTICAST_IF"); // has no value yet
                assertEquals(names, ChannelOptions.get(channel).values().keySet());
            }
        }
    }

    private static <T> void setAsItIs(NetworkChannel channel, SocketOption<T> option) throws IOException {
        T value = channel.getOption(option);
        if (value == null || option.equals(SO_LINGER) || option.equals(ExtendedSocketOptions.SO_INCOMING_NAPI_ID)) {
            return;
        }
        ChannelOptions.set(channel, SocketOptions.NONE.with(option, value));
        assertEquals(value, ChannelOptions.get(channel).get(option), option.name());
    }

    @Test
    void shouldKnowOptionsWithoutAConstant() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            assumeTrue(ChannelOptions.get(channel).get(OOB_INLINE) != null, "SO_OOBINLINE");

            ChannelOptions.set(channel, SocketOptions.NONE.with(OOB_INLINE, true));

            assertTrue(ChannelOptions.get(channel).get(OOB_INLINE));
        }
    }

    @Test
    void shouldServeDatagramsAndUnixDomainSocketsToo(@TempDir Path directory) throws IOException {
        try (DatagramChannel datagrams = DatagramChannel.open()) {
            ChannelOptions.set(datagrams, SocketOptions.NONE.with(SO_BROADCAST, true).with(IP_MULTICAST_TTL, 7));
            assertTrue(datagrams.getOption(SO_BROADCAST));
            assertEquals(7, ChannelOptions.get(datagrams).get(IP_MULTICAST_TTL));
        }
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
            SocketChannel client = ChannelOptions.setOrClose(SocketChannel.open(address),
                SocketOptions.NONE.sendBuffer(4608))) {
            SocketOptions.Effective effective = ChannelOptions.get(client);
            assertEquals(4608, effective.get(SO_SNDBUF));
            assertNull(effective.get(SO_PEERCRED)); // its names may have to be asked for elsewhere
            assertNull(effective.get(TCP_NODELAY));
            assertNull(ChannelOptions.get(server).get(SO_KEEPALIVE));
        }
    }

    /** Two sockets share an address only if both say so before they are bound. */
    @Test
    void b57_reusePortOfADatagramSocketIsSetBeforeItIsBound() throws IOException {
        SocketOptions sharing = SocketOptions.NONE.reusePort(true);
        try (DatagramChannel first = DatagramChannel.open();
            DatagramChannel second = DatagramChannel.open();
            DatagramChannel third = DatagramChannel.open()) {
            assumeTrue(first.supportedOptions().contains(SO_REUSEPORT), "SO_REUSEPORT");
            ChannelOptions.setOrClose(first, sharing).bind(Pair.V4);
            ChannelOptions.setOrClose(second, sharing).bind(first.getLocalAddress());

            assertEquals(first.getLocalAddress(), second.getLocalAddress());
            assertThrows(BindException.class, () -> third.bind(first.getLocalAddress()));
        }
    }

    @Test
    void b47_closesTheChannelWhoseOptionsCannotBeSet() throws IOException {
        SocketChannel channel = SocketChannel.open();
        SocketOptions options = SocketOptions.NO_DELAY.with(SO_BROADCAST, true);

        SocketException failure = assertThrows(SocketException.class,
            () -> ChannelOptions.setOrClose(channel, options));

        assertEquals("can't set SO_BROADCAST to true: this kind of socket doesn't have it here", failure.getMessage());
        assertFalse(channel.isOpen());
        assertEquals(Map.of(), ChannelOptions.get(channel).values());
    }

    @Test
    void shouldReadTheOptionsOfAListener() throws IOException {
        NioListener listener = NioListener.bind(
            ChannelOptions.setOrClose(ServerSocketChannel.open(), SocketOptions.NONE.receiveBuffer(9000)), Pair.V4, 1,
            accepted -> {});
        assertEquals(9000, listener.options().get(SO_RCVBUF));
        listener.close();
        assertEquals(Map.of(), listener.options().values());
        assertEquals(Map.of(), new FakeListener(new FakePoller()).options().values());
    }

    // ---- of a connection that is open ----

    @Test
    void shouldTellTheOptionsOfAConnection() throws IOException {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            SocketOptions.Effective effective = get(fixture);

            assertEquals(false, effective.get(TCP_NODELAY));
            assertEquals(-1, effective.get(SO_LINGER));
            assertTrue(effective.get(SO_RCVBUF) > 0);
        }
    }

    @Test
    void shouldChangeTheOptionsOfAConnection() throws IOException {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new SocketOptions.Set(SocketOptions.NO_DELAY.keepAlive(true)));

            SocketOptions.Effective effective = get(fixture);

            assertTrue(effective.get(TCP_NODELAY));
            assertTrue(effective.get(SO_KEEPALIVE));
        }
    }

    @Test
    void shouldTellTheHandlerWhatCannotBeChangedAndGoOn() throws IOException {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            var change = new SocketOptions.Set(SocketOptions.NO_DELAY.with(SO_BROADCAST, true).keepAlive(true));
            fixture.connection.tell(change);

            var failed = fixture.handler.expect(Connection.CommandFailed.class);
            assertEquals(change, failed.command());
            assertInstanceOf(SocketException.class, failed.cause());
            assertTrue(failed.cause().getMessage().contains("SO_BROADCAST to true"), failed.cause().getMessage());

            SocketOptions.Effective effective = get(fixture);
            assertTrue(effective.get(TCP_NODELAY));
            assertFalse(effective.get(SO_KEEPALIVE));
            fixture.write("still here");
            assertEquals("still here", fixture.receive(10));
        }
    }

    @Test
    void shouldNotTakeCommandsForItsOwnThatItDoesNotKnow() throws IOException {
        record Unknown() implements Connection.Extension {}

        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Unknown());
            assertEquals(new Unknown(), fixture.handler.expect(Connection.CommandFailed.class).command());
        }
    }

    private static SocketOptions.Effective get(ConnectionFixture fixture) {
        Probe<SocketOptions.Effective> asker = Probe.in(fixture.system);
        fixture.connection.tell(new SocketOptions.Get(asker.ref()));
        return asker.expect(SocketOptions.Effective.class);
    }
}
