package dev.sluice.examples.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** What {@code nc} is to the server: a socket, and lines. */
final class SearchClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader in;

    SearchClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    void end() throws IOException {
        socket.shutdownOutput();
    }

    /** The lines of one answer, without the empty one. */
    List<String> answer() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line; !(line = in.readLine()).isEmpty();) {
            lines.add(line);
        }
        return lines;
    }

    List<String> search(String query) throws IOException {
        send(query + "\n");
        return answer();
    }

    /** Whether the server has ended the connection, in order, and with nothing more to say. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
