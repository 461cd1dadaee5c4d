package dev.sluice.examples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.testkit.Probe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A plain socket that chats. */
final class ChatClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final BufferedReader in;

    ChatClient(InetSocketAddress server, String name) throws IOException {
        this(server, name, 64 << 10);
    }

    /** With little room, it is soon behind. */
    ChatClient(InetSocketAddress server, String name, int receiveBuffer) throws IOException {
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout((int) Probe.PATIENCE.toMillis());
        socket.connect(server);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        awaitLine("* your name?");
        say(name);
        awaitLine("* " + name + " enters lobby");
    }

    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    /** The next line; null = the server has closed. */
    String hear() throws IOException {
        return in.readLine();
    }

    /** Skips others. */
    void awaitLine(String expected) throws IOException {
        for (String line = hear(); !expected.equals(line); line = hear()) {
            if (line == null) {
                throw new AssertionError("closed before " + expected);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
