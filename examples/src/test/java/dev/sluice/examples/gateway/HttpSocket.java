package dev.sluice.examples.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends what it is told, and reads answers one by one. */
final class HttpSocket implements AutoCloseable {
    /** An answer, with its body as text. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.get(name);
        }
    }

    private final Socket socket;
    private final InputStream in;

    HttpSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    HttpSocket send(String text) {
        return send(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length);
    }

    HttpSocket send(byte[] bytes, int from, int to) {
        try {
            socket.getOutputStream().write(bytes, from, to - from);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request with a body, which may be empty. */
    HttpSocket request(String method, String target, String body) {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
        return send(method + " " + target + " HTTP/1.1\r\nHost: test\r\n" + length + "\r\n" + body);
    }

    Answer answer() throws IOException {
        return answer(true);
    }

    Answer answer(boolean hasBody) throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
        }
        int length = hasBody ? Integer.parseInt(headers.getOrDefault("Content-Length", "0")) : 0;
        return new Answer(status, headers, new String(in.readNBytes(length), UTF_8));
    }

    /** A request and its answer. */
    Answer call(String method, String target, String body) throws IOException {
        return request(method, target, body).answer(!method.equals("HEAD"));
    }

    /** All that comes until the server ends the connection, without the time of day. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), UTF_8).replaceAll("Date: .*\r\n", "");
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("ended after: " + line);
            }
            line.append(new String(new byte[] {(byte) b}, ISO_8859_1));
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
