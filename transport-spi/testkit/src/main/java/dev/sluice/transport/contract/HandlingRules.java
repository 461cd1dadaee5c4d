package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a handler's life has to do with the connection's. */
abstract class HandlingRules extends Rules {
    HandlingRules(ConnectionContract contract) {
        super(contract);
    }

    @Test
    void shouldEchoToAPeerThatHasEndedItsOutput() throws Exception {
        try (Rig rig = handledBy(ECHO)) {
            rig.send("hello");
            rig.peer.endOutput();

            assertEquals("hello", rig.receive(100));
        }
    }

    @Test
    void shouldEchoFromAnotherThreadToo() throws Exception {
        Spec elsewhere = Spec.named("elsewhere").on(Dispatcher.of(Thread::startVirtualThread));
        try (Rig rig = handledBy(elsewhere, ECHO)) {
            ByteString much = much();
            CompletableFuture<Void> sent = rig.sending(much);
            assertEquals(much, rig.peer.receive(much.length()));
            sent.join();
            rig.send("bye");
            rig.peer.endOutput();

            assertEquals("bye", rig.receive(100));
        }
    }

    @Test
    void shouldStopTheHandlerAfterItHasHandledTheClose() throws Exception {
        CompletableFuture<ActorRef<?>> made = new CompletableFuture<>();
        CompletableFuture<Connection.Event> last = new CompletableFuture<>();
        try (Rig rig = handledBy((ctx, connection) -> {
            made.complete(ctx.self());
            return last::complete;
        })) {
            rig.peer.close();

            assertInstanceOf(Connection.Closed.class, last.join());
            rig.system.stopped(made.join()).join();
        }
    }

    @Test
    void shouldFlushWhatAHandlerWroteBeforeItStopped() throws Exception {
        Handler once = (ctx, connection) -> event -> {
            connection.tell(new Write(((Received) event).data()));
            ctx.stop();
        };
        try (Rig rig = handledBy(once)) {
            rig.send("1");

            assertEquals("1", rig.receive(100));
            rig.peer.close();
            rig.awaitStopped();
        }
    }

    @Test
    void shouldCloseInOrderIfTheHandlerEndsRightAfterItAskedForAConfirmedClose() throws Exception {
        try (Rig rig = handledBy((ctx, connection) -> event -> {
            connection.tell(new Write(ByteString.utf8("bye")));
            connection.tell(new Connection.ConfirmedClose());
            ctx.stop();
        })) {
            rig.send("x");

            assertEquals("bye", rig.receive(100));
            rig.peer.close();
            rig.awaitStopped();
        }
    }

    @Test
    void shouldAbortWhenTheFactoryThrows() throws Exception {
        try (Rig rig = handledBy((ctx, connection) -> {
            throw new IllegalStateException("no handler today");
        })) {
            rig.expectReset();
            rig.awaitStopped();
        }
    }

    @Test
    void shouldGoOnWhereTheStreamWasAfterAHandlersRestart() throws Exception {
        Handler picky = (ctx, connection) -> event -> {
            if (event instanceof Received(var data)) {
                if (data.byteAt(0) == '!') {
                    throw new IllegalArgumentException("on purpose");
                }
                connection.tell(new Write(data));
            }
        };
        Spec restarting = Spec.named("picky").onFailure(failure -> Directive.restart());
        try (Rig rig = handledBy(restarting, picky)) {
            rig.send("1");
            assertEquals("1", rig.receive(1));
            rig.send("!");
            rig.send("2");
            rig.peer.endOutput();

            String rest = rig.receive(100);
            assertEquals(rest.isEmpty() ? "" : "2", rest); // it may have come together with what was failed at
        }
    }

    @Test
    void shouldHandTheConnectionOverInOrder() throws Exception {
        try (Rig rig = registered()) {
            Probe<Connection.Event> second = Probe.in(rig.system);
            rig.send("first");
            assertEquals("first", rig.receivedText(5));
            rig.tell(new Connection.Register(second.ref()));
            rig.write("switched");
            assertEquals("switched", rig.receive(8));
            rig.send("2");

            assertEquals("2", second.expect(Received.class).data().decodeUtf8());
            rig.peer.close();
            second.expect(Connection.Closed.class);
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldLoseNothingInAHandOver() throws Exception {
        try (Rig rig = registered()) {
            Probe<Connection.Event> second = Probe.in(rig.system);
            ByteString data = random(contract.capacity() / 2);
            CompletableFuture<Void> sent = rig.sending(data);
            ByteString begin = rig.handler.expect(Received.class).data();
            rig.tell(new Connection.Register(second.ref()));
            sent.join();
            rig.peer.endOutput();

            second.watch(rig.connection());
            ByteString end = ByteString.empty();
            for (Connection.Event next = second
                .expect(Connection.Event.class); next instanceof Received(var part); next = second
                    .expect(Connection.Event.class)) {
                end = end.concat(part);
            }
            while (begin.length() + end.length() < data.length()) {
                begin = begin.concat(rig.handler.expect(Received.class).data());
            }
            assertEquals(data, begin.concat(end));
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldLeaveNoHandlerBehindAfterAHandOver() throws Exception {
        CompletableFuture<ActorRef<?>> made = new CompletableFuture<>();
        try (Rig rig = handledBy((ctx, connection) -> {
            made.complete(ctx.self());
            return event -> {
            };
        })) {
            rig.tell(new Connection.Register(rig.handler.ref()));
            rig.peer.close();

            rig.closedNow(Reason.ByPeer.class);
            rig.system.stopped(made.join()).join();
        }
    }
}
