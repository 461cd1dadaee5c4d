package dev.sluice.examples.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients can do with actors. */
class GatewayTest {
    private TestServer server;
    private HttpSocket client;

    @BeforeEach
    void connect() throws IOException {
        server = new TestServer();
        client = server.connect();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
    }

    private int status(String method, String target, String body) throws IOException {
        return client.call(method, target, body).status();
    }

    private String state(String name) throws IOException {
        return client.call("GET", "/actors/" + name, "").body();
    }

    @Test
    void row0_13_actors_are_reached_over_http() throws IOException {
        assertEquals(201, status("PUT", "/actors/a", "{\"kind\": \"counter\"}"));
        assertEquals(202, status("POST", "/actors/a", "{\"add\": 5}"));
        assertEquals("{\"count\":5}", state("a"));
        assertEquals(204, status("DELETE", "/actors/a", ""));
        assertEquals(404, status("GET", "/actors/a", ""));
    }

    @Test
    void row0_14_put_spawns_an_actor_and_tells_its_address() throws IOException {
        var created = client.call("PUT", "/actors/a", "{\"kind\": \"counter\"}");

        assertEquals(201, created.status());
        assertEquals("/actors/a", created.header("Location"));
        assertEquals("{\"count\":0}", state("a"));
    }

    @Test
    void row0_14_put_of_a_name_that_is_taken_changes_nothing() throws IOException {
        status("PUT", "/actors/a", "{\"kind\": \"counter\"}");
        status("POST", "/actors/a", "{\"add\": 5}");

        assertEquals(409, status("PUT", "/actors/a", "{\"kind\": \"log\"}"));
        assertEquals("{\"count\":5}", state("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "null", "counter", "{\"kind\": \"nuclear\"}", "{\"kind\": null}",
        "{\"kind\": 5}", "{\"kind\": \"counter\", \"code\": \"rm\"}", "{\"kind\": \"counter\"} x",
        "{\"kind\": \"log\", \"kind\": \"counter\"}"})
    void row0_14_put_of_anything_but_a_registered_kind_spawns_nothing(String body) throws IOException {
        assertEquals(400, status("PUT", "/actors/a", body));
        assertEquals(404, status("GET", "/actors/a", ""));
    }

    @Test
    void row0_15_post_sends_messages_in_their_order() throws IOException {
        status("PUT", "/actors/l", "{\"kind\": \"log\"}");
        status("POST", "/actors/l", "{\"text\": \"hällo\"}");
        status("POST", "/actors/l", "[1, 2]");

        assertEquals("{\"messages\":[{\"text\":\"hällo\"},[1,2]]}", state("l"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "{", "{}", "[5]", "5", "null", "{\"add\": \"x\"}", "{\"add\": \"5\"}", "{\"add\": 5.5}",
            "{\"add\": null}", "{\"add\": 5} {\"add\": 5}", "{\"add\": 5, \"add\": 6}", "{\"add\": 5, \"sub\": 5}",
            "{\"add\": 99999999999999999999}", "{\"add\": [5]}", "{\"add\": true}", "{'add': 5}", "add=5"})
    void row0_15_a_message_that_does_not_fit_never_reaches_the_actor(String body) throws IOException {
        status("PUT", "/actors/a", "{\"kind\": \"counter\"}");

        assertEquals(400, status("POST", "/actors/a", body));
        assertEquals("{\"count\":0}", state("a"));
    }

    @Test
    void row0_15_a_count_has_no_end() throws IOException {
        status("PUT", "/actors/a", "{\"kind\": \"counter\"}");
        status("POST", "/actors/a", "{\"add\": " + Long.MAX_VALUE + "}");
        status("POST", "/actors/a", "{\"add\": 1}");

        assertEquals("{\"count\":9223372036854775808}", state("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "DELETE"})
    void an_unknown_name_is_not_found(String method) throws IOException {
        assertEquals(404, status(method, "/actors/nobody", "{\"add\": 5}"));
    }

    @Test
    void row0_16_head_is_get_without_the_body() throws IOException {
        status("PUT", "/actors/a", "{\"kind\": \"counter\"}");

        var head = client.call("HEAD", "/actors/a", "");

        assertEquals(200, head.status());
        assertEquals("11", head.header("Content-Length"));
        assertEquals("{\"count\":0}", state("a"), "and what comes next is the next answer");
    }

    @Test
    void row0_16_a_log_shows_only_the_last_messages() throws IOException {
        status("PUT", "/actors/l", "{\"kind\": \"log\"}");
        for (int i = 1; i <= 150; i++) {
            status("POST", "/actors/l", Integer.toString(i));
        }

        String last = String.join(",", IntStream.rangeClosed(51, 150).mapToObj(Integer::toString).toList());
        assertEquals("{\"messages\":[" + last + "]}", state("l"));
    }

    @Test
    void row0_16_a_log_shows_only_as_much_as_it_may_keep() throws IOException {
        status("PUT", "/actors/l", "{\"kind\": \"log\"}");
        String large = "\"" + "x".repeat(60_000) + "\"";
        for (int i = 0; i < 10; i++) {
            status("POST", "/actors/l", large);
        }

        assertEquals("{\"messages\":[" + String.join(",", large, large, large, large) + "]}", state("l"));
    }

    @Test
    void row0_17_a_name_is_free_again_after_delete() throws IOException {
        status("PUT", "/actors/a", "{\"kind\": \"counter\"}");
        status("POST", "/actors/a", "{\"add\": 5}");

        var deleted = client.call("DELETE", "/actors/a", "");

        assertEquals(204, deleted.status());
        assertNull(deleted.header("Content-Length"));
        assertEquals(404, status("DELETE", "/actors/a", ""));
        assertEquals(201, status("PUT", "/actors/a", "{\"kind\": \"counter\"}"));
        assertEquals("{\"count\":0}", state("a"));
    }

    @ParameterizedTest
    @CsvSource({"/actors/%61, /actors/a", "/actors/a?x=/y, /actors/a", "http://test/actors/a, /actors/a",
        "/actors/%C3%BC%2F+, /actors/%c3%bc%2f%2B"})
    void names_are_percent_decoded(String one, String same) throws IOException {
        assertEquals(201, status("PUT", one, "{\"kind\": \"counter\"}"));
        assertEquals(409, status("PUT", same, "{\"kind\": \"counter\"}"));
    }

    @ParameterizedTest
    @CsvSource({"/, 404", "/actors, 404", "/actors/, 404", "/actors/a/b, 404", "/actor/a, 404", "/ACTORS/a, 404",
        "/actors/%, 400", "/actors/%4, 400", "/actors/%zz, 400", "/actors/%FF, 400", "/actors/%00, 400",
        "/actors/%c0%af, 400", "*, 400", "actors/a, 400", "/actors/a#b, 400", "ftp://test/actors/a, 400"})
    void what_names_no_actor_is_refused(String target, int expected) throws IOException {
        assertEquals(expected, status("PUT", target, "{\"kind\": \"counter\"}"));
    }

    @Test
    void names_are_limited() throws IOException {
        assertEquals(201, status("PUT", "/actors/" + "n".repeat(100), "{\"kind\": \"counter\"}"));
        assertEquals(400, status("PUT", "/actors/" + "n".repeat(101), "{\"kind\": \"counter\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "OPTIONS", "TRACE", "get", "BREW"})
    void another_method_is_answered_with_those_there_are(String method) throws IOException {
        var answer = client.call(method, "/actors/a", "");

        assertEquals(405, answer.status());
        assertEquals("GET, HEAD, PUT, POST, DELETE", answer.header("Allow"));
    }

    @Test
    void nothing_is_left_of_a_client_that_has_gone() throws IOException {
        status("PUT", "/actors/a", "{\"kind\": \"counter\"}");
        assertTrue(tree().contains("exchange"), tree());

        client.send("POST /actors/a HTTP/1.1\r\nHost: te").close();

        await().untilAsserted(() -> assertFalse(tree().contains("exchange"), tree()));
    }

    private String tree() {
        return server.system.tree().join().toString();
    }
}
