package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_LINGER;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.TCP_NODELAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.NioListener;
import dev.sluice.transport.NioStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

class SocketOptionsTest {
    private static <T> T get(NioStream stream, SocketOption<T> option) throws IOException {
        return ((NetworkChannel) stream.channel()).getOption(option);
    }

    @Test
    void shouldBeValues() {
        SocketOptions one = SocketOptions.NONE.with(SO_KEEPALIVE, true).with(TCP_NODELAY, true);
        SocketOptions same = SocketOptions.NO_DELAY.with(SO_KEEPALIVE, true);

        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertNotEquals(one, same.without(SO_KEEPALIVE));
        assertEquals(SocketOptions.NONE, SocketOptions.NO_DELAY.without(TCP_NODELAY));
    }

    @Test
    void shouldNotOfferToLinger() {
        assertThrows(IllegalArgumentException.class, () -> SocketOptions.NONE.with(SO_LINGER, 5));
    }

    @Test
    void shouldSetOptionsOnBothEnds() throws IOException {
        BindSettings settings = BindSettings.DEFAULT.accepted(SocketOptions.NO_DELAY.with(SO_KEEPALIVE, true));
        NioListener listener = Sockets.listen(ANY, settings);
        NioStream client = Sockets.connect((InetSocketAddress) listener.localAddress(), ConnectSettings.DEFAULT);
        NioStream server = listener.accept();

        assertTrue(get(server, TCP_NODELAY));
        assertTrue(get(server, SO_KEEPALIVE));
        assertTrue(get(client, TCP_NODELAY));
        assertFalse(get(client, SO_KEEPALIVE));

        client.close();
        server.close();
        listener.close();
    }

    @Test
    void shouldSetOptionsOfTheListener() throws IOException {
        BindSettings settings = BindSettings.DEFAULT
            .options(SocketOptions.NONE.with(SO_RCVBUF, 9999).with(SO_REUSEADDR, false));
        NioListener listener = Sockets.listen(ANY, settings);
        try (ServerSocketChannel channel = (ServerSocketChannel) listener.channel()) {
            assertTrue(channel.getOption(SO_RCVBUF) < 65536);
            assertFalse(channel.getOption(SO_REUSEADDR));
        }
    }

    // ---- options that can't be set: each fails with its name, and leaves no socket behind ----

    private static final SocketOptions IMPOSSIBLE = SocketOptions.NONE.with(IP_MULTICAST_TTL, 1);
    private static final SocketOptions NEGATIVE = SocketOptions.NONE.with(SO_RCVBUF, -1);

    @Test
    void shouldFailToListenWithAnOptionThatListenersDoNotHave() {
        try (TcpFixture tcp = new TcpFixture()) {
            expectFailure(tcp, bind(tcp, BindSettings.DEFAULT.options(IMPOSSIBLE)), "IP_MULTICAST_TTL");
        }
    }

    @Test
    void shouldFailToListenWithAnOptionThatConnectionsDoNotHave() {
        try (TcpFixture tcp = new TcpFixture()) {
            expectFailure(tcp, bind(tcp, BindSettings.DEFAULT.accepted(IMPOSSIBLE)), "IP_MULTICAST_TTL");
        }
    }

    @Test
    void shouldFailToConnectWithAnOptionThatConnectionsDoNotHave() {
        try (TcpFixture tcp = new TcpFixture()) {
            InetSocketAddress remote = tcp.bind().local();
            expectFailure(tcp, connect(tcp, remote, ConnectSettings.DEFAULT.options(IMPOSSIBLE)), "IP_MULTICAST_TTL");
        }
    }

    @Test
    void shouldFailToConnectWithAValueThatTheOptionDoesNotTake() {
        try (TcpFixture tcp = new TcpFixture()) {
            InetSocketAddress remote = tcp.bind().local();
            expectFailure(tcp, connect(tcp, remote, ConnectSettings.DEFAULT.options(NEGATIVE)), "SO_RCVBUF");
        }
    }

    private static Tcp.Bind bind(TcpFixture tcp, BindSettings settings) {
        return new Tcp.Bind(ANY, tcp.binder.ref(), null, settings);
    }

    private static Tcp.Connect connect(TcpFixture tcp, InetSocketAddress remote, ConnectSettings settings) {
        return new Tcp.Connect(remote, tcp.binder.ref(), null, settings);
    }

    private static void expectFailure(TcpFixture tcp, Tcp.Command command, String option) {
        tcp.bind().listener().tell(new Tcp.Unbind()); // so that the loops have their pollers
        tcp.binder.expect(Tcp.Unbound.class);
        long before = Descriptors.count();
        for (int i = 0; i < 10; i++) {
            tcp.manager.tell(command);
            Exception cause = tcp.binder.expect(Tcp.CommandFailed.class).cause();
            assertInstanceOf(SocketException.class, cause);
            assertTrue(cause.getMessage().contains(option), cause.getMessage());
        }
        assertEquals(before, Descriptors.count());
    }
}
