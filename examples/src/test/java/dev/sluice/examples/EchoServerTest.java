package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorSystem;
import dev.sluice.examples.EchoServer.Place;
import dev.sluice.examples.carrier.OverTcp;
import dev.sluice.examples.echo.EchoMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EchoServerTest {
    private static Stream<Arguments> variants() {
        return Arrays.stream(EchoMode.values())
            .flatMap(mode -> Arrays.stream(Place.values()).map(place -> Arguments.of(mode, place)));
    }

    /** What {@code printf 'hello' | nc} does. */
    private static String sendAndEnd(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldGiveAnyClientItsBytesBack(EchoMode mode, Place place) throws Exception {
        try (ActorSystem system = ActorSystem.create("server")) {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            int port = ((InetSocketAddress) EchoServer.listen(system, new OverTcp(anyPort), mode, place)).getPort();

            assertEquals("hello", sendAndEnd(port, "hello"));
            assertEquals("", sendAndEnd(port, ""));
        }
    }

    @Test
    void shouldAnswerWhileTheClientGoesOn() throws Exception {
        try (ServerProgram server = ServerProgram.start(List.of(), "--loops", "2", "--spin-micros", "50");
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            for (String line : List.of("one\n", "two\n", "three\n")) {
                socket.getOutputStream().write(line.getBytes(UTF_8));

                assertEquals(line, new String(socket.getInputStream().readNBytes(line.length()), UTF_8));
            }
        }
    }

    @Test
    void shouldCloseItsConnectionsWhenItIsTerminated() throws Exception {
        try (ServerProgram server = ServerProgram.start(List.of());
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write('x');
            assertEquals('x', socket.getInputStream().read());

            Program.End end = server.terminate();

            assertEquals(-1, socket.getInputStream().read(), "ended, not reset");
            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), end);
        }
    }
}
