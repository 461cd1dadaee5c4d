package dev.sluice.foreign;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ShutdownReport;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.tcp.Tcp;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.CapacityException;
import dev.sluice.transport.Draining;
import dev.sluice.transport.Loops;
import dev.sluice.transport.SelectorFigures;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.testkit.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** TCP on the system's loops, and another transport with a poller of another kind on loops of its own, in one system. */
abstract class SideBySide extends SideFixture {
    @Test
    void shouldServeBoth() throws IOException {
        Tcp.Bound tcp = bindTcp();
        bindSide(AcceptSettings.DEFAULT);

        Peer one = connectTcp(tcp);
        Peer other = connectSide();
        for (int i = 0; i < 20; i++) {
            expectEcho(one, "tcp " + i);
            expectEcho(other, "side " + i);
        }

        assertTrue(tcpMade.expect(Made.class).thread().startsWith("sides-loop-"));
        assertTrue(sideMade.expect(Made.class).thread().startsWith("sides-side-"));
    }

    @Test
    void shouldPassMessagesBetweenHandlersOfBoth() throws IOException {
        Tcp.Bound tcp = bindTcp();
        bindSide(AcceptSettings.DEFAULT);
        Peer one = connectTcp(tcp);
        Peer other = connectSide();
        ActorRef<Connection.Command> tcpConnection = tcpMade.expect(Made.class).connection();
        ActorRef<Connection.Command> sideConnection = sideMade.expect(Made.class).connection();

        relay(tcpConnection, sideConnection);
        relay(sideConnection, tcpConnection);

        ByteString much = ByteString.copyOf(new byte[300_000]);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(one, much));
        assertEquals(much, other.receive(much.length()));
        sent.join();
        send(other, ByteString.utf8("back"));
        assertEquals("back", one.receive(4).decodeUtf8());
    }

    @Test
    void shouldSpreadConnectionsOverItsOwnLoopsOnly() throws IOException {
        bindTcp();
        bindSide(AcceptSettings.DEFAULT);

        TreeSet<String> threads = new TreeSet<>();
        for (int i = 0; i < LIMIT; i++) {
            expectEcho(connectSide(), "hello");
            threads.add(sideMade.expect(Made.class).thread());
        }

        assertEquals(List.of("sides-side-0", "sides-side-1"), List.copyOf(threads));
        Probe<SelectorFigures> figures = Probe.in(system);
        side.tell(new Side.Message.Inspect(figures.ref()));
        assertEquals(LIMIT, figures.expect(SelectorFigures.class).channels()
            + figures.expect(SelectorFigures.class).channels());
    }

    @Test
    void shouldDialOnItsOwnLoops() throws IOException {
        bindTcp();
        bindSide(AcceptSettings.DEFAULT);

        Probe<Side.Event> caller = Probe.in(system);

        side.tell(new Side.Message.Dial(dialled(), null, caller.ref()));

        ActorRef<Connection.Command> dialled = caller.expect(Side.Event.Opened.class).connection();
        Probe<Connection.Event> told = Probe.in(system);
        dialled.tell(new Connection.Register(told.ref()));
        dialled.tell(new Write(ByteString.utf8("echo")));
        assertEquals("echo", told.expect(Received.class).data().decodeUtf8());
    }

    /** Each has a limit of its own. */
    @Test
    void shouldCountItsOwnConnectionsOnly() throws IOException {
        Tcp.Bound tcp = bindTcp();
        bindSide(AcceptSettings.DEFAULT);
        List<Peer> full = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            expectEcho(connectTcp(tcp), "tcp");
            full.add(connectSide());
            expectEcho(full.get(i), "side");
        }

        Peer late = connectSide();
        assertInstanceOf(CapacityException.class, sideBinder.await(Side.Event.Paused.class, any -> true).cause());
        expectEcho(connectTcp(tcp), "one more");

        full.get(0).close();
        expectEcho(late, "now");
    }

    @Test
    void shouldDrainItsOwnConnectionsOnly() throws IOException {
        Tcp.Bound tcp = bindTcp();
        ActorRef<StreamBind.Command> bind = bindSide(AcceptSettings.DEFAULT);
        Peer one = connectTcp(tcp);
        Peer other = connectSide();
        expectEcho(one, "tcp");
        expectEcho(other, "side");
        sideTold.expect(Received.class);
        tcpTold.expect(Received.class);

        Probe<StreamBind.Drained> drained = Probe.in(system);
        bind.tell(new StreamBind.Drain(Duration.ofMinutes(5), drained.ref()));
        sideTold.expect(Draining.class);
        other.close();

        assertEquals(0, drained.expect(StreamBind.Drained.class).closedByDeadline());
        expectEcho(one, "tcp goes on");
        tcpTold.expect(Received.class);
    }

    @Test
    void shouldLeaveTheOtherAloneWhenItsPollerBreaks() throws IOException {
        Tcp.Bound tcp = bindTcp();
        bindSide(AcceptSettings.DEFAULT);
        Peer one = connectTcp(tcp);
        Peer other = connectSide();
        expectEcho(one, "tcp");
        expectEcho(other, "side");
        IOException cause = new IOException("the side's poller breaks");

        sidePollers.breakNow(cause);

        Connection.Closed closed = sideTold.await(Connection.Closed.class, any -> true);
        assertSame(cause, rootOf(assertInstanceOf(Connection.Reason.ByError.class, closed.reason()).cause()));
        sideBinder.await(Side.Event.Unbound.class, any -> true);
        expectEcho(one, "tcp goes on");
        bindSide(AcceptSettings.DEFAULT);
        expectEcho(connectSide(), "and so does the side");
    }

    @Test
    void shouldGoOnWhenThePollersOfTcpBreak() throws IOException {
        Tcp.Bound tcp = bindTcp();
        bindSide(AcceptSettings.DEFAULT);
        Peer one = connectTcp(tcp);
        Peer other = connectSide();
        expectEcho(one, "tcp");
        expectEcho(other, "side");

        tcpPollers.breakNow(new IOException("the pollers of TCP break"));

        tcpTold.await(Connection.Closed.class, any -> true);
        expectEcho(other, "the side goes on");
        expectEcho(connectTcp(bindTcp()), "and so does TCP");
    }

    @Test
    void shouldLeaveNothingWhenTheSystemEnds() throws IOException {
        Tcp.Bound tcp = bindTcp();
        bindSide(AcceptSettings.DEFAULT);
        Peer one = connectTcp(tcp);
        Peer other = connectSide();
        expectEcho(one, "tcp");
        expectEcho(other, "side");

        ShutdownReport report = system.terminate().join();

        assertTrue(report.isClean(), report::toString);
        assertTrue(system.loops("side", 2).stream().allMatch(loop -> loop.isClosed()));
        assertEnded(one);
        assertEnded(other);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith("sides-")));
    }

    // ---- loops that are shared by mistake ----

    @Test
    void shouldTellItsBinderThatItNeedsLoopsOfItsOwn() throws IOException {
        Tcp.Bound tcp = bindTcp();
        expectEcho(connectTcp(tcp), "on loop 0");
        expectEcho(connectTcp(tcp), "on loop 1");

        Throwable cause = bindSide(Loops.SHARED, AcceptSettings.DEFAULT, telling(sideMade, sideTold),
            Side.Event.Failed.class).cause();

        assertAdvice(cause);
        side.tell(new Side.Message.Dial(lonely(), null, sideBinder.ref()));
        assertAdvice(sideBinder.expect(Side.Event.Failed.class).cause());
        expectEcho(connectTcp(tcp), "tcp goes on");
    }

    /** Whoever comes second is told, be it TCP. */
    @Test
    void shouldTellTcpThatItNeedsLoopsOfItsOwn() throws IOException {
        bindSide(Loops.SHARED, AcceptSettings.DEFAULT, telling(sideMade, sideTold), Side.Event.Bound.class);
        expectEcho(connectSide(), "on one loop");
        expectEcho(connectSide(), "on the other");

        Probe<Tcp.Event> binder = Probe.in(system);
        Tcp.get(system).tell(new Tcp.Bind(ANY, binder.ref()));

        assertAdvice(binder.expect(Tcp.CommandFailed.class).cause());
        expectEcho(connectSide(), "the side goes on");
    }
}
