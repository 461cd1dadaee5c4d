package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How an endpoint ends, and who is told. */
abstract class EndpointEndingRules extends EndpointRules {
    EndpointEndingRules(EndpointContract contract) {
        super(contract);
    }

    @Test
    void shouldCloseAndTellOnceWhenTheAddressIsFree() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.send("bye");
            rig.tell(new Endpoint.Close());

            assertNull(rig.closed());
            rig.reopen();
            assertEquals("bye", rig.peerReceives());
            rig.awaitEnd();
        }
    }

    @Test
    void shouldTellEachWhoAskedForAClose() throws Exception {
        try (EndpointRig rig = registered()) {
            Probe<Closed> first = Probe.in(rig.system);
            Probe<Closed> second = Probe.in(rig.system);
            rig.tell(new Endpoint.Close(first.ref()));
            rig.tell(new Endpoint.Close(second.ref()));

            assertNull(first.expect(Closed.class).cause());
            second.expect(Closed.class);
            assertNull(rig.closed());
            rig.awaitEnd();
            first.expectNothing();
            second.expectNothing();
        }
    }

    @Test
    void shouldTellTheHandlerOnceIfItIsTheCloser() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.tell(new Endpoint.Close(rig.handler.ref()));

            assertNull(rig.closed());
            rig.awaitEnd();
        }
    }

    @Test
    void shouldCloseBeforeItHasAHandler() throws Exception {
        try (EndpointRig rig = bare(DEFAULT)) {
            Probe<Closed> closer = Probe.in(rig.system);
            rig.tell(new Endpoint.Close(closer.ref()));

            assertNull(closer.expect(Closed.class).cause());
            rig.awaitEnd();
            rig.reopen();
        }
    }

    @Test
    void shouldTellThoseWhoComeTooLate() throws Exception {
        try (EndpointRig rig = registered()) {
            Probe<Object> late = Probe.in(rig.system);
            rig.tell(new Endpoint.Close());
            assertNull(rig.closed());
            rig.awaitEnd();
            rig.tell(new Endpoint.Close(late.ref()));
            assertNotNull(late.expect(Closed.class).cause());
            rig.tell(new Endpoint.Register(late.ref().accepting(event -> event)));
            assertNotNull(late.expect(Closed.class).cause());
            rig.tell(new Send(ByteString.utf8("late"), rig.peerLocal,
                new Ack<Object>(late.ref(), "done", failed -> failed)));

            CommandFailed failure = late.expect(CommandFailed.class);
            assertEquals(WriteRefusedException.Kind.CLOSING,
                assertInstanceOf(WriteRefusedException.class, failure.cause()).kind());
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldCloseWhenItsHandlerEndsBehindWhatThatHasSent() throws Exception {
        try (EndpointRig rig = bare(DEFAULT)) {
            ActorRef<Event> handler = rig.system.spawn(Event.class, Spec.named("handler"), ctx -> event -> {
                rig.tell(new Send(ByteString.utf8("last words"), rig.peerLocal));
                ctx.stop();
            });
            rig.tell(new Endpoint.Register(handler));
            rig.peerSends("speak");

            assertEquals("last words", rig.peerReceives());
            rig.awaitEnd();
            rig.reopen();
        }
    }

    @Test
    void shouldCloseIfNobodyRegistersInTime() throws Exception {
        try (EndpointRig rig = bare(DEFAULT.registerWithin(Duration.ofMillis(50)))) {
            rig.awaitEnd();
            rig.reopen();
        }
    }

    @Test
    void shouldTellItsHandlerThatItWasStopped() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.send("before");
            rig.figures();
            rig.system.stop(rig.endpoint);

            assertEquals("before", rig.peerReceives());
            assertNotNull(rig.closed());
            rig.awaitEnd();
            rig.reopen();
        }
    }

    @Test
    void shouldTellItsHandlerThatItWasKilled() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.system.kill(rig.endpoint);

            assertNotNull(rig.closed());
            rig.awaitEnd();
            rig.reopen();
        }
    }

    @Test
    void shouldTellClosedBehindAllThatWasReceived() throws Exception {
        try (EndpointRig rig = registered()) {
            for (int i = 0; i < 10; i++) {
                rig.peerSends("" + i);
            }
            rig.handler.await(Endpoint.Received.class, event -> event.data().decodeUtf8().equals("9"));
            rig.tell(new Endpoint.Close());

            assertNull(rig.closed());
            rig.awaitEnd();
        }
    }

    @Test
    void shouldEndWithItsSystem() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.peerSends("hello");
            rig.received();
        }
    }
}
