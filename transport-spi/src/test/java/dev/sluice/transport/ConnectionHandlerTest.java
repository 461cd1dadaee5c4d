package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ConnectionHandlerTest {
    private static final Handler ECHO = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };

    @Test
    void shouldEchoToAPeerThatHasEndedItsOutput() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, ECHO)) {
            fixture.send("hello");
            fixture.peer.shutdownOutput();

            assertEquals("hello", fixture.receive(100));
        }
    }

    @Test
    void shouldEchoFromAPoolToo() throws Exception {
        CompletableFuture<Spec> pool = new CompletableFuture<>();
        try (ConnectionFixture other = new ConnectionFixture()) {
            pool.complete(Spec.named("pooled").on(other.system.pool()));
            try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, pool.join(), ECHO, 0)) {
                fixture.send("hello");
                fixture.peer.shutdownOutput();

                assertEquals("hello", fixture.receive(100));
            }
        }
    }

    @Test
    void shouldStopTheHandlerAfterItHasHandledTheClose() throws Exception {
        CompletableFuture<ActorRef<?>> made = new CompletableFuture<>();
        CompletableFuture<Connection.Event> last = new CompletableFuture<>();
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, (ctx, connection) -> {
            made.complete(ctx.self());
            return last::complete;
        })) {
            fixture.peer.close();

            assertInstanceOf(Connection.Closed.class, last.join());
            fixture.system.stopped(made.join()).join();
        }
    }

    @Test
    void shouldFlushWhatAHandlerWroteBeforeItStopped() throws Exception {
        Handler once = (ctx, connection) -> event -> {
            connection.tell(new Write(((Received) event).data()));
            ctx.stop();
        };
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, once)) {
            fixture.send("once");

            assertEquals("once", fixture.receive(100));
            fixture.peer.close();
            fixture.system.stopped(fixture.connection).join();
        }
    }

    @Test
    void shouldAbortAndTellWhenTheFactoryThrows() throws Exception {
        Handler broken = (ctx, connection) -> {
            throw new IllegalStateException("no handler today");
        };
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, broken)) {
            Throwable cause = fixture.observed.expect(ConnectionFixture.Told.HandlerFailed.class).cause();

            assertEquals("no handler today", cause.getMessage());
            fixture.system.stopped(fixture.connection).join();
        }
    }

    @Test
    void shouldGoOnWhereTheStreamWasAfterAHandlersRestart() throws Exception {
        Handler picky = (ctx, connection) -> event -> {
            String text = ((Received) event).data().decodeUtf8();
            if (text.equals("bad")) {
                throw new IllegalArgumentException(text);
            }
            connection.tell(new Write(((Received) event).data()));
        };
        Spec restarting = Spec.named("picky").onFailure(failure -> Directive.restart());
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, restarting, picky, 0)) {
            fixture.send("good");
            assertEquals("good", fixture.receive(4));
            fixture.send("bad");
            Awaitility.await().until(() -> {
                fixture.send("again");
                return fixture.receive(5).equals("again");
            });
        }
    }

    @Test
    void shouldHandTheConnectionOverInOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<Connection.Event> second = Probe.in(fixture.system);
            fixture.send("first");
            assertEquals("first", fixture.received(5));
            fixture.connection.tell(new Connection.Register(second.ref()));
            fixture.write("switched");
            assertEquals("switched", fixture.receive(8));
            fixture.send("second");

            assertEquals("second", second.expect(Received.class).data().decodeUtf8());
            fixture.peer.close();
            second.expect(Connection.Closed.class);
            fixture.handler.expectNothing();
        }
    }

    @Test
    void shouldLeaveNoHandlerBehindAfterAHandOver() throws Exception {
        CompletableFuture<ActorRef<?>> made = new CompletableFuture<>();
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, (ctx, connection) -> {
            made.complete(ctx.self());
            return event -> {
            };
        })) {
            made.join();
            fixture.connection.tell(new Connection.Register(fixture.handler.ref()));
            fixture.peer.close();

            fixture.handler.expect(Connection.Closed.class);
            fixture.system.stopped(made.join()).join();
        }
    }
}
