package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.ReceivedAll;
import dev.sluice.io.Endpoint.Truncated;
import dev.sluice.io.EndpointSettings.Reading;
import dev.sluice.testkit.Probe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How an endpoint delivers what comes. */
abstract class EndpointReceivingRules extends EndpointRules {
    EndpointReceivingRules(EndpointContract contract) {
        super(contract);
    }

    private static void peerSendsNumbers(EndpointRig rig, int count) {
        for (int i = 0; i < count; i++) {
            rig.peerSends("" + i);
        }
    }

    @Test
    void shouldDeliverInOrderAndSayFromWhom() throws Exception {
        try (EndpointRig rig = registered()) {
            peerSendsNumbers(rig, 50);
            for (int i = 0; i < 50; i++) {
                Received received = rig.handler.expect(Received.class);
                assertEquals("" + i, received.data().decodeUtf8());
                assertEquals(rig.peerLocal, received.sender());
            }
        }
    }

    @Test
    void shouldDeliverEmptyDatagrams() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.peerSends(ByteString.empty());
            rig.peerSends("behind");

            assertEquals("", rig.received());
            assertEquals("behind", rig.received());
        }
    }

    @Test
    void shouldAnswerWhoeverHasSent() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.peerSends("hello");
            Received received = rig.handler.expect(Received.class);
            rig.tell(new Endpoint.Send(received.data(), received.sender()));

            assertEquals("hello", rig.peerReceives());
        }
    }

    @Test
    void shouldLoseNothingBeforeItHasAHandler() throws Exception {
        try (EndpointRig rig = bare(DEFAULT)) {
            peerSendsNumbers(rig, 5);
            rig.settle();
            assertEquals(0, rig.figures().received());
            rig.register();

            for (int i = 0; i < 5; i++) {
                assertEquals("" + i, rig.received());
            }
        }
    }

    @Test
    void shouldDeliverSeveralAtOnceIfItIsToldTo() throws Exception {
        try (EndpointRig rig = bare(DEFAULT.receivesBatches(true))) {
            peerSendsNumbers(rig, 50);
            rig.register();
            int next = 0;
            while (next < 50) {
                ReceivedAll all = rig.handler.expect(ReceivedAll.class);
                assertTrue(!all.datagrams().isEmpty());
                for (Endpoint.Datagram each : all.datagrams()) {
                    assertEquals("" + next++, each.data().decodeUtf8());
                    assertEquals(rig.peerLocal, each.peer());
                }
            }
        }
    }

    @Test
    void shouldSayWhatIsTruncated() throws Exception {
        try (EndpointRig rig = registered(DEFAULT.longestDatagram(5))) {
            rig.peerSends("123456");
            rig.peerSends("12345");

            Truncated truncated = rig.handler.expect(Truncated.class);
            assertEquals("12345", truncated.data().decodeUtf8());
            assertEquals(rig.peerLocal, truncated.sender());
            assertEquals("12345", rig.received());
            assertEquals(1, rig.figures().truncated());
            assertEquals(2, rig.figures().received());
        }
    }

    @Test
    void shouldKeepTheOrderOfBatchesAndWhatIsTruncated() throws Exception {
        try (EndpointRig rig = bare(DEFAULT.longestDatagram(5).receivesBatches(true))) {
            rig.peerSends("1");
            rig.peerSends("123456");
            rig.peerSends("2");
            rig.register();

            assertEquals("1", rig.handler.expect(ReceivedAll.class).datagrams().getFirst().data().decodeUtf8());
            rig.handler.expect(Truncated.class);
            assertEquals("2", rig.handler.expect(ReceivedAll.class).datagrams().getFirst().data().decodeUtf8());
        }
    }

    // ---- when it is told to wait ----

    @Test
    void shouldDeliverNothingWhileItIsSuspended() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.peerSends("first");
            assertEquals("first", rig.received());
            rig.tell(new Endpoint.SuspendReading());
            rig.settle();
            rig.peerSends("second");
            rig.settle();
            rig.handler.expectNothing();
            rig.tell(new Endpoint.ResumeReading());

            assertEquals("second", rig.received());
        }
    }

    @Test
    void shouldHonourASuspensionFromBeforeItHadAHandler() throws Exception {
        try (EndpointRig rig = bare(DEFAULT)) {
            rig.tell(new Endpoint.SuspendReading());
            rig.peerSends("waits");
            rig.register();
            rig.settle();
            rig.handler.expectNothing();
            rig.tell(new Endpoint.ResumeReading());

            assertEquals("waits", rig.received());
        }
    }

    @Test
    void shouldDeliverOnlyWhatIsPulled() throws Exception {
        try (EndpointRig rig = registered(DEFAULT.reading(Reading.PULL))) {
            peerSendsNumbers(rig, 6);
            rig.settle();
            rig.handler.expectNothing();
            rig.tell(new Endpoint.Pull(1));
            rig.tell(new Endpoint.Pull(1));
            assertEquals("0", rig.received());
            assertEquals("1", rig.received());
            rig.settle();
            rig.handler.expectNothing();
            rig.tell(new Endpoint.Pull(100));

            for (int i = 2; i < 6; i++) {
                assertEquals("" + i, rig.received());
            }
        }
    }

    @Test
    void shouldDeliverNoLargerBatchThanIsPulled() throws Exception {
        try (EndpointRig rig = registered(DEFAULT.reading(Reading.PULL).receivesBatches(true))) {
            peerSendsNumbers(rig, 10);
            rig.tell(new Endpoint.Pull(3));
            int came = 0;
            while (came < 3) {
                came += rig.handler.expect(ReceivedAll.class).datagrams().size();
            }

            assertEquals(3, came);
            rig.settle();
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldRefuseAPullIfNobodyHasToPull() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.tell(new Endpoint.Pull(1));

            assertEquals(new Endpoint.Pull(1), rig.handler.expect(CommandFailed.class).command());
        }
    }

    @Test
    void shouldDeliverNoMoreThanTheWindowBeforeThatIsHandled() throws Exception {
        try (EndpointRig rig = bare(DEFAULT.window(1))) {
            AtomicInteger handled = new AtomicInteger();
            CountDownLatch goOn = new CountDownLatch(1);
            Probe<Event> done = Probe.in(rig.system);
            rig.tell(new Endpoint.Register(slow(rig, handled, goOn, done)));
            peerSendsNumbers(rig, 20);
            rig.settle();
            assertTrue(rig.figures().received() <= 1);
            goOn.countDown();

            for (int i = 0; i < 20; i++) {
                assertEquals("" + i, done.expect(Received.class).data().decodeUtf8());
            }
            assertEquals(20, handled.get());
        }
    }

    private static ActorRef<Event> slow(EndpointRig rig, AtomicInteger handled, CountDownLatch goOn,
        Probe<Event> done) {
        return rig.system.spawn(Event.class, Spec.named("slow"), ctx -> event -> {
            goOn.await();
            handled.incrementAndGet();
            done.ref().tell(event);
        });
    }

    // ---- handlers ----

    @Test
    void shouldTellTheNextHandlerFromItsRegistrationOn() throws Exception {
        try (EndpointRig rig = registered()) {
            rig.peerSends("to the first");
            assertEquals("to the first", rig.received());
            Probe<Event> second = Probe.in(rig.system);
            rig.tell(new Endpoint.Register(second.ref()));
            rig.settle();
            rig.peerSends("to the second");

            assertEquals("to the second", second.expect(Received.class).data().decodeUtf8());
            rig.tell(new Endpoint.Close());
            second.expect(Endpoint.Closed.class);
            rig.handler.expectNothing();
        }
    }

    @Test
    void shouldOutliveAHandlerThatWasReplaced() throws Exception {
        try (EndpointRig rig = bare(DEFAULT)) {
            ActorRef<Event> first = rig.system.spawn(Event.class, Spec.named("first"), ctx -> event -> {
            });
            rig.tell(new Endpoint.Register(first));
            rig.register();
            rig.settle();
            rig.system.stop(first);
            rig.system.stopped(first).join();
            rig.settle();
            rig.peerSends("still here");

            assertEquals("still here", rig.received());
        }
    }

    @Test
    void shouldAnswerAnUnknownExtension() throws Exception {
        record Unknown() implements Endpoint.Extension {}
        try (EndpointRig rig = registered()) {
            rig.tell(new Unknown());

            CommandFailed failure = rig.handler.expect(CommandFailed.class);
            assertEquals(new Unknown(), failure.command());
            assertInstanceOf(Exception.class, failure.cause());
            rig.send("still here");
            assertEquals("still here", rig.peerReceives());
        }
    }
}
