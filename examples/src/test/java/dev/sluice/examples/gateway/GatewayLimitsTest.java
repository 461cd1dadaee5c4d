package dev.sluice.examples.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Stop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Actors that are slow, die or are too many, and clients that are slow. */
class GatewayLimitsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    /** What the actors of the test's own kinds are told. */
    private sealed interface Told {
        record Posted(String text) implements Told {}

        record Asked(ActorRef<String> replyTo) implements Told {}
    }

    private final CountDownLatch stuck = new CountDownLatch(1);
    /** A permit for each message that a sleeper has begun to handle. */
    private final Semaphore begun = new Semaphore(0);
    private final BlockingQueue<Stop> stops = new LinkedBlockingQueue<>();
    private TestServer server;

    /** Handles nothing before the test lets it. */
    private final Kind<Told, String> sleeper = new Kind<>("sleeper",
        body -> new Told.Posted(Json.read(body).toString()),
        Told.Asked::new, ctx -> new Actor<>() {
            @Override
            public void on(Told message) throws InterruptedException {
                begun.release();
                stuck.await();
                if (message instanceof Told.Asked(var replyTo)) {
                    replyTo.tell("awake");
                }
            }

            @Override
            public void stopping(Stop reason) {
                stops.add(reason);
            }
        });

    /** Fails when it is asked. */
    private final Kind<Told, String> shy = new Kind<>("shy", body -> new Told.Posted(""), Told.Asked::new,
        ctx -> message -> {
            throw new IllegalStateException("don't look at me");
        });

    private HttpSocket start(Limits limits) throws IOException {
        server = new TestServer(limits, sleeper, shy);
        return server.connect();
    }

    private static void assertUnavailable(String why, HttpSocket.Answer answer) {
        assertEquals(503, answer.status());
        assertEquals("{\"error\":\"" + why + "\"}", answer.body());
    }

    @AfterEach
    void stop() {
        stuck.countDown();
        server.close();
    }

    @Test
    void row0_16_an_actor_that_is_too_slow_is_unavailable() throws IOException {
        try (HttpSocket client = start(Limits.DEFAULT.within(LONG, SHORT))) {
            client.call("PUT", "/actors/s", "{\"kind\": \"sleeper\"}");

            assertEquals(503, client.call("GET", "/actors/s", "").status());
            stuck.countDown();
            assertEquals("\"awake\"", client.call("GET", "/actors/s", "").body());
        }
    }

    @Test
    void row0_16_an_actor_that_dies_of_the_question_is_not_found() throws IOException {
        try (HttpSocket client = start(Limits.DEFAULT)) {
            client.call("PUT", "/actors/s", "{\"kind\": \"shy\"}");

            assertEquals(404, client.call("GET", "/actors/s", "").status());
            await().untilAsserted(
                () -> assertEquals(201, client.call("PUT", "/actors/s", "{\"kind\": \"shy\"}").status()));
        }
    }

    @Test
    void row0_17_delete_is_answered_when_the_actor_is_really_gone() throws Exception {
        try (HttpSocket client = start(Limits.DEFAULT); HttpSocket other = server.connect()) {
            client.call("PUT", "/actors/s", "{\"kind\": \"sleeper\"}");
            client.call("POST", "/actors/s", "1");
            client.request("DELETE", "/actors/s", "");

            await().untilAsserted(() -> assertEquals(404, other.call("GET", "/actors/s", "").status()));
            assertEquals(409, other.call("PUT", "/actors/s", "{\"kind\": \"counter\"}").status(), "it still dies");
            assertEquals(0, stops.size());
            stuck.countDown();

            assertEquals(204, client.answer().status());
            assertEquals(1, stops.size());
            assertEquals(201, other.call("PUT", "/actors/s", "{\"kind\": \"counter\"}").status());
        }
    }

    @Test
    void row0_18_a_deleted_actor_sees_that_it_was_killed() throws Exception {
        try (HttpSocket client = start(Limits.DEFAULT)) {
            client.call("PUT", "/actors/s", "{\"kind\": \"sleeper\"}");
            client.call("DELETE", "/actors/s", "");

            assertInstanceOf(Stop.Killed.class, stops.poll(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void the_messages_that_wait_at_an_actor_are_limited() throws Exception {
        try (HttpSocket client = start(Limits.DEFAULT.counts(10, 2))) {
            client.call("PUT", "/actors/s", "{\"kind\": \"sleeper\"}");
            assertEquals(202, client.call("POST", "/actors/s", "0").status());
            assertTrue(begun.tryAcquire(1, TimeUnit.MINUTES), "it doesn't wait any more");

            assertEquals(202, client.call("POST", "/actors/s", "1").status());
            assertEquals(202, client.call("POST", "/actors/s", "2").status());
            assertUnavailable("too many messages wait for it", client.call("POST", "/actors/s", "3"));
            assertUnavailable("too many messages wait for it", client.call("GET", "/actors/s", ""));
            stuck.countDown();
            await().untilAsserted(() -> assertEquals(202, client.call("POST", "/actors/s", "4").status()));
        }
    }

    @Test
    void questions_that_nobody_waits_for_any_more_still_take_up_room() throws Exception {
        try (HttpSocket client = start(Limits.DEFAULT.counts(10, 2).within(LONG, Duration.ofMillis(500)))) {
            client.call("PUT", "/actors/s", "{\"kind\": \"sleeper\"}");
            client.call("POST", "/actors/s", "0");
            assertTrue(begun.tryAcquire(1, TimeUnit.MINUTES), "it doesn't wait any more");

            assertUnavailable("it takes too long", client.call("GET", "/actors/s", ""));
            assertUnavailable("it takes too long", client.call("GET", "/actors/s", ""));
            assertUnavailable("too many messages wait for it", client.call("GET", "/actors/s", ""));
            assertUnavailable("too many messages wait for it", client.call("POST", "/actors/s", "1"));
        }
    }

    @Test
    void actors_are_limited() throws IOException {
        try (HttpSocket client = start(Limits.DEFAULT.counts(1, 10))) {
            assertEquals(201, client.call("PUT", "/actors/a", "{\"kind\": \"counter\"}").status());
            assertEquals(503, client.call("PUT", "/actors/b", "{\"kind\": \"counter\"}").status());
            assertEquals(204, client.call("DELETE", "/actors/a", "").status());
            assertEquals(201, client.call("PUT", "/actors/b", "{\"kind\": \"counter\"}").status());
        }
    }

    @Test
    void a_client_that_sends_nothing_is_told_and_left() throws IOException {
        try (HttpSocket client = start(Limits.DEFAULT.within(SHORT, LONG))) {
            assertEquals(408, client.answer().status());
            assertEquals("", client.rest());
        }
    }

    @Test
    void half_a_request_is_not_waited_for_and_touches_nothing() throws IOException {
        try (HttpSocket client = start(Limits.DEFAULT.within(Duration.ofSeconds(1), LONG))) {
            client.call("PUT", "/actors/a", "{\"kind\": \"counter\"}");
            client.send("POST /actors/a HTTP/1.1\r\nHost: test\r\nContent-Length: 11\r\n\r\n{\"add\": 5} ");
            assertEquals(202, client.answer().status());

            client.send("POST /actors/a HTTP/1.1\r\nHost: test\r\nContent-Length: 11\r\n\r\n{\"add\": 5}");
            var late = client.answer();

            assertEquals(408, late.status());
            assertEquals("close", late.header("Connection"));
            assertEquals("", client.rest());
        }
        try (HttpSocket third = server.connect()) {
            assertEquals("{\"count\":5}", third.call("GET", "/actors/a", "").body());
        }
    }
}
