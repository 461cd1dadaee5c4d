package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway in a JVM of its own, and clients that were not written for it. */
class GatewayProgramTest {
    private static final Path CURL = Path.of("/usr/bin/curl");

    private ServerProgram server;

    @BeforeEach
    void start() throws IOException {
        server = ServerProgram.startExample("gateway", List.of());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String uri(String name) {
        return "http://127.0.0.1:" + server.port() + "/actors/" + name;
    }

    private String call(HttpClient client, String method, BodyPublisher body, boolean expects) throws Exception {
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(URI.create(uri("a"))).method(method, body)
            .expectContinue(expects).build(), BodyHandlers.ofString());
        return response.statusCode() + response.body();
    }

    private static BodyPublisher chunked(String text) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void row0_13_the_jdks_client_works_against_it() throws Exception {
        HttpClient client = HttpClient.newHttpClient(); // offers to speak HTTP/2, and must not be misunderstood
        String add = "{\"add\": 5}";

        assertEquals("201", call(client, "PUT", BodyPublishers.ofString("{\"kind\": \"counter\"}"), false));
        assertEquals("202", call(client, "POST", BodyPublishers.ofString(add), false));
        assertEquals("202", call(client, "POST", chunked(add), false));
        assertEquals("202", call(client, "POST", BodyPublishers.ofString(add), true));
        assertEquals("200{\"count\":15}", call(client, "GET", BodyPublishers.noBody(), false));
        assertEquals("204", call(client, "DELETE", BodyPublishers.noBody(), false));
    }

    @Test
    void row0_13_curl_works_against_it() throws Exception {
        assumeTrue(Files.isExecutable(CURL), "there is no curl");

        assertEquals("201", curl("-X", "PUT", "-d", "{\"kind\": \"counter\"}"));
        assertEquals("202", curl("-d", "{\"add\": 5}"));
        assertEquals("202", curl("-H", "Transfer-Encoding: chunked", "-d", "{\"add\": 5}"));
        assertEquals("400", curl("-o", "/dev/null", "-d", "{\"add\": \"x\"}"));
        assertEquals("{\"count\":10}200", curl());
        assertEquals("204", curl("-X", "DELETE"));
    }

    private String curl(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(CURL.toString(), "-s", "-w", "%{http_code}"));
        command.addAll(List.of(options));
        command.add(uri("a"));
        Process process = new ProcessBuilder(command).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    @Test
    void it_ends_in_order_when_it_is_terminated() throws Exception {
        call(HttpClient.newHttpClient(), "PUT", BodyPublishers.ofString("{\"kind\": \"counter\"}"), false);

        assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), server.terminate());
    }
}
