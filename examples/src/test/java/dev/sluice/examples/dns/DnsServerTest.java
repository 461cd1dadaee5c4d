package dev.sluice.examples.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.examples.Pages;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The name server on the network, as the client of dnsjava sees it, and as bytes. */
class DnsServerTest {
    private final ActorSystem system = ActorSystem.create("dns");
    private InetSocketAddress address;
    private SimpleResolver client;

    @BeforeEach
    void listen() throws Exception {
        Zone zone = ZoneFile.read(Pages.EXAMPLE_ZONE, null);
        address = DnsServer.listen(system, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), zone).join();
        client = new SimpleResolver(address);
        client.setTimeout(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        system.close();
    }

    private Asked ask(String name, int type) throws Exception {
        return Asked.of(client.send(Asked.query(name, type)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAnswer(boolean tcp) throws Exception {
        client.setTCP(tcp);

        assertEquals(List.of("web.example.test. A 192.0.2.10", "web.example.test. A 192.0.2.11"),
            ask("web.example.test.", Type.A).answers());
        assertEquals(List.of("example.test. TXT \"v=spf1 mx -all\""), ask("example.test.", Type.TXT).answers());
        assertEquals("NXDOMAIN aa", ask("nobody.example.test.", Type.A).status());
        assertEquals("REFUSED", ask("elsewhere.test.", Type.A).status());
    }

    @Test
    void shouldCutShortOverUdpAndAnswerAllOverTcp() throws Exception {
        client.setEDNS(0, 512, 0, List.of());
        client.setIgnoreTruncation(true);
        assertEquals("NOERROR aa tc", ask("big.example.test.", Type.TXT).status());

        client.setIgnoreTruncation(false); // so it asks again, over TCP
        Asked asked = ask("big.example.test.", Type.TXT);

        assertEquals("NOERROR aa", asked.status());
        assertEquals(5, asked.answers().size());
    }

    @Test
    void shouldAnswerAllOverUdpIfTheClientTakesIt() throws Exception {
        client.setEDNS(0, 1232, 0, List.of());
        client.setIgnoreTruncation(true);

        assertEquals(5, ask("big.example.test.", Type.TXT).answers().size());
    }

    @Test
    void shouldNotAnswerWhatIsNoQuery() throws Exception {
        Message answer = Asked.query("example.test.", Type.A);
        answer.getHeader().setFlag(Flags.QR);
        Message query = Asked.query("example.test.", Type.A);

        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (byte[] data : List.of(answer.toWire(), new byte[0], new byte[11], query.toWire())) {
                socket.send(new DatagramPacket(data, data.length, address));
            }
            DatagramPacket first = new DatagramPacket(new byte[512], 512);
            socket.receive(first);

            assertEquals(query.getHeader().getID(), new Message(first.getData()).getHeader().getID());
        }
    }

    @Test
    void shouldAnswerManyQueriesOfOneConnectionInOrder() throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int id = 0; id < 100; id++) {
                Message query = Asked.query("big.example.test.", Type.TXT);
                query.getHeader().setID(id);
                out.writeShort(query.toWire().length);
                out.write(query.toWire());
            }
            socket.shutdownOutput();

            for (int id = 0; id < 100; id++) {
                Message answer = new Message(in.readNBytes(in.readUnsignedShort()));
                assertEquals(id, answer.getHeader().getID());
            }
            assertEquals(-1, in.read());
        }
    }

    @Test
    void shouldSayThatThePortIsInUse() throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress taken = (InetSocketAddress) other.getLocalSocketAddress();
            Zone zone = ZoneFile.read(Pages.EXAMPLE_ZONE, null);

            CompletionException e = assertThrows(CompletionException.class,
                () -> DnsServer.listen(system, taken, zone).join());

            assertTrue(e.getCause().getMessage().contains(":" + taken.getPort()), e.getCause().getMessage());
        }
    }
}
