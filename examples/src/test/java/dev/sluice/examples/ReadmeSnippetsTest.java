package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorSystem;
import dev.sluice.examples.carrier.Certificates;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Handler;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import dev.sluice.transport.tls.Tls;
import dev.sluice.udp.Udp;
import dev.sluice.unix.Unix;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows beside the shortest echo. */
class ReadmeSnippetsTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private final ActorSystem system = ActorSystem.create("readme");
    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void shouldEchoOverUdpTlsAndUnixDomainSockets() throws Exception {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Path file = folder.resolve("echo.sock");
        Path keyStore = KeyTool.keyStore(folder.resolve("echo.p12"));
        SSLContext context = Certificates.read(keyStore.toFile(), "secret".toCharArray());

        Udp.Bound udp = Udp.bind(system, local, (ctx, endpoint) -> event -> {
            if (event instanceof Endpoint.Received(var data, var sender)) {
                endpoint.tell(new Send(data, sender));
            }
        }).join();

        Handler echo = (ctx, connection) -> event -> {
            if (event instanceof Received(var data)) {
                connection.tell(new Write(data));
            }
        };
        Tcp.Bound tls = Tcp.bind(system, local, BindSettings.DEFAULT.layer(Tls.server(context)), echo).join();
        Unix.Bound unix = Unix.bind(system, file, echo).join();

        assertEquals("hello", overUdp(udp.local()));
        assertEquals("hello", overTls(tls.local(), context));
        assertEquals("hello", overUnix(unix.path()));
    }

    private static String overUdp(SocketAddress address) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(HELLO, HELLO.length, address));
            DatagramPacket echo = new DatagramPacket(new byte[100], 100);
            socket.receive(echo);
            return new String(echo.getData(), 0, echo.getLength(), UTF_8);
        }
    }

    private static String overTls(InetSocketAddress address, SSLContext context) throws IOException {
        try (Socket socket = context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(HELLO);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String overUnix(Path path) throws IOException {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            socket.write(ByteBuffer.wrap(HELLO));
            socket.shutdownOutput();
            return new String(Channels.newInputStream(socket).readAllBytes(), UTF_8);
        }
    }
}
