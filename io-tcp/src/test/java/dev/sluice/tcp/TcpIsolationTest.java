package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Copies;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** TCP in a system that copies what is told to the users' actors. */
class TcpIsolationTest {
    private final ActorSystem system = ActorSystem
        .create(Settings.named("isolated").loops(2).poolThreads(2).copying(Copies.deep()));

    @Test
    void row0_12_connections_and_their_handlers_work_when_messages_are_copied() throws IOException {
        try (system) {
            Tcp.Bound bound = Tcp.bind(system, TcpFixture.ANY, TcpFixture.ECHO).join();
            try (Socket socket = new Socket()) {
                socket.connect(bound.local());
                socket.getOutputStream().write("hello".getBytes());
                assertArrayEquals("hello".getBytes(), socket.getInputStream().readNBytes(5));
            }
            Tcp.unbind(system, bound).join();
            assertThrows(CompletionException.class, () -> Tcp.connect(system, bound.local(), TcpFixture.ECHO).join());
        }
    }

    /** A refused command comes back with all that it holds: functions too. */
    @Test
    void row0_12_a_command_that_fails_comes_back_when_messages_are_copied() {
        try (system) {
            Probe<Object> probe = Probe.in(system);
            Tcp.get(system).tell(new Tcp.Bind(new InetSocketAddress("192.0.2.1", 1), probe.ref()));
            assertInstanceOf(Tcp.CommandFailed.class, probe.expect(Object.class));

            Tcp.Bound bound = Tcp.bind(system, TcpFixture.ANY, TcpFixture.ECHO).join();
            Tcp.get(system).tell(new Tcp.Connect(bound.local(), probe.ref()));
            Tcp.Connected connected = probe.expect(Tcp.Connected.class);
            connected.connection().tell(new Connection.Register(probe.ref().accepting(event -> event)));
            Object[] captured = {"failed"};
            connected.connection().tell(new Connection.Write(ByteString.utf8("hello"),
                new Connection.Ack<Object>(probe.ref(), "done", failed -> captured[0])));
            assertEquals("done", probe.expect(String.class));
            assertEquals(new Connection.Received(ByteString.utf8("hello")), probe.expect(Connection.Received.class));
        }
    }
}
