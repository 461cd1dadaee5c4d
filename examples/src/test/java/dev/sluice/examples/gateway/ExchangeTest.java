package dev.sluice.examples.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.Connection.Pull;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes at an awkward moment, step by step. */
class ExchangeTest {
    private static final String PUT = "PUT /actors/a HTTP/1.1\r\nHost: test\r\nContent-Length: 18\r\n\r\n"
        + "{\"kind\":\"counter\"}";
    private static final Duration ALMOST = Limits.DEFAULT.requestWithin().minusMillis(1);

    private final ManualSystem manual = ManualSystem.create("exchange");
    private final Probe<Connection.Command> connection = Probe.in(manual);
    private final Probe<Directory.Command> directory = Probe.in(manual);
    private ActorRef<Connection.Event> exchange;

    @BeforeEach
    void connect() {
        Api.World world = new Api.World(manual.system(), directory.ref(), Map.of("counter", Counter.KIND),
            Limits.DEFAULT);
        exchange = manual.system().spawn(Spec.named("exchange"),
            (Context<Connection.Event> ctx) -> new Exchange(ctx, connection.ref(), world));
        connection.expect(new Pull(1));
    }

    @AfterEach
    void close() {
        manual.close();
    }

    private void receive(String text) {
        exchange.tell(new Received(ByteString.utf8(text)));
    }

    /** Also tells that it has been written. */
    private void expectAnswer(String start) {
        Write write = connection.expect(Write.class);
        assertTrue(write.data().decodeUtf8().startsWith("HTTP/1.1 " + start), write::toString);
        write.ack().tellDone();
    }

    @Test
    void what_comes_after_a_408_is_not_carried_out() {
        receive(PUT.substring(0, PUT.length() - 1));
        connection.expect(new Pull(1));
        manual.advance(ALMOST);
        connection.expectNothing();
        manual.advance(Duration.ofMillis(1));

        receive(PUT.substring(PUT.length() - 1));

        expectAnswer("408");
        connection.expect(new Close());
        directory.expectNothing();
    }

    @Test
    void bytes_that_trickle_in_gain_no_time() {
        receive("PUT");
        connection.expect(new Pull(1));
        manual.advance(ALMOST);
        receive(" ");
        connection.expect(new Pull(1));
        manual.advance(Duration.ofMillis(1));

        expectAnswer("408");
    }

    @Test
    void nothing_is_read_while_an_answer_is_awaited_or_on_its_way() {
        receive(PUT + PUT);
        var spawn = directory.expect(Directory.Spawn.class);
        connection.expectNothing();
        spawn.replyTo().tell(Directory.Spawned.CREATED);

        Write first = connection.expect(Write.class);
        connection.expectNothing();
        directory.expectNothing();
        first.ack().tellDone();

        directory.expect(Directory.Spawn.class).replyTo().tell(Directory.Spawned.EXISTS);
        expectAnswer("409");
        connection.expect(new Pull(1));
    }

    @Test
    void a_directory_that_does_not_answer_makes_the_request_fail_and_not_hang() {
        receive(PUT);
        var spawn = directory.expect(Directory.Spawn.class);
        manual.advance(Limits.DEFAULT.answerWithin());
        expectAnswer("503");
        connection.expect(new Pull(1));

        spawn.replyTo().tell(Directory.Spawned.CREATED);

        connection.expectNothing();
    }

    @Test
    void an_end_of_input_while_an_answer_is_awaited_does_not_cost_the_answer() {
        receive(PUT);
        exchange.tell(new InputEnded());
        connection.expectNothing();
        directory.expect(Directory.Spawn.class).replyTo().tell(Directory.Spawned.CREATED);

        expectAnswer("201");
        connection.expect(new Close());
    }
}
