package dev.sluice.examples.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.examples.gateway.HttpSocket.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP/1.1 asks of a server (RFC 9112). */
class GatewayProtocolTest {
    private static final String GET = "GET /actors/a HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String SMUGGLED = "DELETE /actors/a HTTP/1.1\r\nHost: test\r\n\r\n";

    private TestServer server;
    private HttpSocket client;

    @BeforeEach
    void connect() throws IOException {
        server = new TestServer();
        client = server.connect();
        client.call("PUT", "/actors/a", "{\"kind\": \"counter\"}");
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
    }

    private static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String post(String... headers) {
        return head(Stream.concat(Stream.of("POST /actors/a HTTP/1.1", "Host: test"), Stream.of(headers))
            .toArray(String[]::new));
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    private void assertUntouched() throws IOException {
        try (HttpSocket other = server.connect()) {
            assertEquals("{\"count\":0}", other.call("GET", "/actors/a", "").body());
        }
    }

    private static Stream<Arguments> unclear() {
        String body = "{\"add\":5}";
        return Stream.of(
            Arguments.of(400, head("GET /actors/a HTTP/1.1")),
            Arguments.of(400, head("GET /actors/a HTTP/1.1", "Host: a", "Host: a")),
            Arguments.of(400, head("GET /actors/a HTTP/1.1", "Host : a")),
            Arguments.of(400, head("GET /actors/a HTTP/1.1", "Host: test", "X\u0001: a")),
            Arguments.of(400, head("GET")),
            Arguments.of(400, head("GET /actors/a")),
            Arguments.of(400, head("GET /actors/a HTTP/x")),
            Arguments.of(505, head("GET /actors/a HTTP/2.0", "Host: test")),
            Arguments.of(414, head("GET /actors/" + "a".repeat(5000) + " HTTP/1.1", "Host: test")),
            Arguments.of(431, head("GET /actors/a HTTP/1.1", "Host: test", "X: " + "x".repeat(9000))),
            Arguments.of(431, head("GET /actors/a HTTP/1.1", "Host: test\r\n" + "X: x\r\n".repeat(3000))),
            Arguments.of(400, post("Content-Length: x") + body),
            Arguments.of(400, post("Content-Length: -9") + body),
            Arguments.of(400, post("Content-Length: +9") + body),
            Arguments.of(400, post("Content-Length: 9, 9") + body),
            Arguments.of(400, post("Content-Length: 9", "Content-Length: 9") + body),
            Arguments.of(400, post("Content-Length: 9", "Content-Length: 8") + body),
            Arguments.of(413, post("Content-Length: 65537")),
            Arguments.of(413, post("Content-Length: 99999999999999")),
            Arguments.of(400, post("Content-Length: 99999999999999999999")),
            Arguments.of(400, post("Content-Length: 9", "Transfer-Encoding: chunked") + chunk(body) + "0\r\n\r\n"),
            Arguments.of(400, post("Transfer-Encoding: chunked", "Content-Length: 0") + chunk(body) + "0\r\n\r\n"),
            Arguments.of(501, post("Transfer-Encoding: gzip")),
            Arguments.of(501, post("Transfer-Encoding: xchunked") + chunk(body) + "0\r\n\r\n"),
            Arguments.of(501, post("Transfer-Encoding: gzip, chunked") + chunk(body) + "0\r\n\r\n"),
            Arguments.of(501,
                post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + chunk(body) + "0\r\n\r\n"),
            Arguments.of(400,
                head("POST /actors/a HTTP/1.0", "Transfer-Encoding: chunked") + chunk(body) + "0\r\n\r\n"),
            Arguments.of(400, post("Transfer-Encoding: chunked") + "x\r\n" + body + "\r\n0\r\n\r\n"),
            Arguments.of(400, post("Transfer-Encoding: chunked") + "-9\r\n" + body + "\r\n0\r\n\r\n"),
            Arguments.of(400, post("Transfer-Encoding: chunked") + "8\r\n" + body + "\r\n0\r\n\r\n"),
            Arguments.of(400, post("Transfer-Encoding: chunked") + "fffffffff\r\n" + body),
            Arguments.of(414, post("Transfer-Encoding: chunked") + "9;" + "x".repeat(5000) + "\r\n" + body),
            Arguments.of(431, post("Transfer-Encoding: chunked") + chunk(body) + "0\r\nX: " + "x".repeat(9000)),
            Arguments.of(417, post("Content-Length: 9", "Expect: the worst") + body));
    }

    /** Also when a request follows that would delete the actor. */
    @ParameterizedTest
    @MethodSource("unclear")
    void a_request_whose_end_is_unclear_or_too_far_away_ends_the_connection(int status, String request)
        throws IOException {
        client.send(request + SMUGGLED);

        Answer answer = client.answer();

        assertEquals(status, answer.status(), answer::toString);
        assertEquals("close", answer.header("Connection"));
        assertEquals("", client.rest());
        assertUntouched();
    }

    private static Stream<Arguments> unclearHeads() {
        return Stream.of(
            Arguments.of(400, head("HEAD /actors/a HTTP/1.1")),
            Arguments.of(400, head("HEAD /actors/a HTTP/1.1", "Host: test", "X : y")),
            Arguments.of(431, head("HEAD /actors/a HTTP/1.1", "Host: test", "X: " + "x".repeat(9000))));
    }

    @ParameterizedTest
    @MethodSource("unclearHeads")
    void a_refused_head_request_gets_no_body_either(int status, String request) throws IOException {
        client.send(request);

        assertEquals(status, client.answer(false).status());
        assertEquals("", client.rest());
    }

    @Test
    void a_chunked_body_that_turns_out_too_large_changes_nothing() throws IOException {
        client.send(post("Transfer-Encoding: chunked") + chunk("{\"add\":5}"));
        for (int i = 0; i < 64; i++) {
            client.send(chunk(" ".repeat(1024)));
        }

        assertEquals(413, client.answer().status());
        assertUntouched();
    }

    @Test
    void a_body_may_be_as_large_as_the_limit() throws IOException {
        String body = "{\"add\":5}" + " ".repeat((64 << 10) - 9);

        assertEquals(202, client.call("POST", "/actors/a", body).status());
        assertEquals(413, client.call("POST", "/actors/a", body + " ").status());
    }

    @Test
    void row0_15_a_body_may_come_in_chunks_with_extensions_and_trailers() throws IOException {
        client.send(
            post("Transfer-Encoding: Chunked") + "4;x=y\r\n{\"ad\r\n" + chunk("d\":5}") + "0\r\nX: y\r\n\r\n" + GET);

        assertEquals(202, client.answer().status());
        assertEquals("{\"count\":5}", client.answer().body());
    }

    @Test
    void answers_of_pipelined_requests_keep_the_order() throws IOException {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            stream.append(post("Content-Length: 9")).append("{\"add\":1}").append(GET);
        }
        Thread.startVirtualThread(() -> client.send(stream.toString()));

        for (int i = 1; i <= 1000; i++) {
            assertEquals(202, client.answer().status());
            assertEquals("{\"count\":" + i + "}", client.answer().body());
        }
    }

    @Test
    void a_wrong_request_that_ends_clearly_leaves_the_connection_open() throws IOException {
        assertEquals(400, client.call("POST", "/actors/a", "{\"add\":\"x\"}").status());
        assertEquals(404, client.call("POST", "/actors/b", "{\"add\":5}").status());
        assertEquals(405, client.call("PATCH", "/actors/a", "{\"add\":5}").status());
        assertEquals("{\"count\":0}", client.call("GET", "/actors/a", "").body());
    }

    @Test
    void a_body_that_is_announced_is_asked_for() throws IOException {
        client.send(post("Content-Length: 9", "Expect: 100-continue"));
        assertEquals(100, client.answer(false).status());
        assertUntouched();

        client.send("{\"add\":5}");

        assertEquals(202, client.answer().status());
    }

    @Test
    void a_body_that_is_too_large_is_not_asked_for() throws IOException {
        client.send(post("Content-Length: 65537", "Expect: 100-continue"));

        assertEquals(413, client.answer().status());
        assertEquals("", client.rest());
    }

    @Test
    void close_is_honoured() throws IOException {
        client.send(head("GET /actors/a HTTP/1.1", "Host: test", "Connection: close") + SMUGGLED);

        Answer answer = client.answer();

        assertEquals("{\"count\":0}", answer.body());
        assertEquals("close", answer.header("Connection"));
        assertEquals("", client.rest());
        assertUntouched();
    }

    @Test
    void http_1_0_closes_unless_it_asks() throws IOException {
        client
            .send(head("GET /actors/a HTTP/1.0", "Connection: keep-alive") + head("GET /actors/a HTTP/1.0") + SMUGGLED);

        assertEquals("keep-alive", client.answer().header("Connection"));
        assertEquals("close", client.answer().header("Connection"));
        assertEquals("", client.rest());
        assertUntouched();
    }

    @Test
    void a_client_that_ends_its_output_gets_its_answers() throws IOException {
        client.send(GET + GET + "GET /act").endOutput();

        assertEquals(200, client.answer().status());
        Answer second = client.answer();
        assertEquals(200, second.status());
        assertNull(second.header("Connection"));
        assertEquals("", client.rest());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void bytes_that_are_no_http_are_refused(int count) throws IOException {
        client.send("\u0016\u0003\u0001\u0002".repeat(count) + "\r\n\r\n");

        assertEquals(400, client.answer().status());
    }

    /** Every split into two pieces, and single bytes: all give the same answers. */
    @Test
    void however_a_stream_is_split_the_answers_are_the_same() throws IOException {
        byte[] stream = String.join("",
            head("PUT /actors/%C3%BC HTTP/1.1", "Host: test", "Content-Length: 18") + "{\"kind\":\"counter\"}",
            head("POST /actors/%C3%BC HTTP/1.1", "Host: test", "Transfer-Encoding: chunked"),
            chunk("{\"ad"), chunk("d\":5}"), "0\r\nX: y\r\n\r\n", "\r\n",
            head("POST /actors/%C3%BC HTTP/1.1", "Host: test", "Content-Length: 11") + "{\"add\":\"x\"}",
            head("HEAD /actors/%C3%BC HTTP/1.1", "Host: test"), head("GET /actors/%C3%BC HTTP/1.1", "Host: test"),
            head("DELETE /actors/%C3%BC HTTP/1.1", "Host: test"),
            post("Expect: 100-continue", "Content-Length: 9") + "{\"add\":0}",
            head("GET /actors/a HTTP/1.1", "Host: test", "Connection: close")).getBytes(UTF_8);
        String expected = answers(stream, List.of(stream.length));
        assertEquals(9, expected.split("HTTP/1.1 ", -1).length - 1, expected);
        assertTrue(expected.endsWith("{\"count\":0}"), expected);

        for (int split = 1; split < stream.length; split++) {
            assertEquals(expected, answers(stream, List.of(split, stream.length)), "split at " + split);
        }
        assertEquals(expected, answers(stream, Stream.iterate(1, i -> i + 1).limit(stream.length).toList()));
    }

    private String answers(byte[] stream, List<Integer> ends) throws IOException {
        try (HttpSocket socket = server.connect()) {
            int from = 0;
            for (int end : ends) {
                socket.send(stream, from, end);
                from = end;
            }
            return socket.rest();
        }
    }
}
