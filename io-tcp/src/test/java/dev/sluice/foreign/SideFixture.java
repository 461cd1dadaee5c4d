package dev.sluice.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionFigures;
import dev.sluice.io.Handler;
import dev.sluice.tcp.Tcp;
import dev.sluice.tcp.TcpSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.Loops;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.testkit.Peer;
import dev.sluice.transport.testkit.SocketPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;

/** What tests need that have TCP and another transport in one system. */
abstract class SideFixture {
    static final int LIMIT = 4;
    static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

    /** A handler that was made: where it lives, and its connection. */
    record Made(String thread, ActorRef<Connection.Command> connection) implements Shareable {}

    final ActorSystem system = ActorSystem.create(Settings.named("sides").loops(2).poolThreads(1));
    final Probe<Side.Event> sideBinder = Probe.in(system);
    final Probe<Made> tcpMade = Probe.in(system);
    final Probe<Made> sideMade = Probe.in(system);
    final Probe<Connection.Event> tcpTold = Probe.in(system);
    final Probe<Connection.Event> sideTold = Probe.in(system);
    final Breakable.All tcpPollers = new Breakable.All(NioPoller::new);
    final Breakable.All sidePollers = new Breakable.All(this::poller);
    private final List<Peer> peers = new ArrayList<>();
    ActorRef<Side.Message> side;

    /** The poller of the side. */
    abstract ChannelPoller poller();

    /** What the side listens on. */
    abstract StreamBind.Opener opener();

    /** A client of the side. */
    abstract Peer connect() throws IOException;

    /** The side's own end of a connection to where it listens. */
    abstract StreamOrigin.Opener dialled();

    /** A stream of the side's kind, whatever is at its other end. */
    abstract StreamOrigin.Opener lonely();

    @AfterEach
    void close() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
        system.close();
    }

    /** Tells who it is, and all that comes; and echoes. */
    static Handler telling(Probe<Made> made, Probe<Connection.Event> told) {
        return (ctx, connection) -> {
            made.ref().tell(new Made(Thread.currentThread().getName(), connection));
            return event -> {
                told.ref().tell(event);
                if (event instanceof Received(var data)) {
                    connection.tell(new Write(data));
                }
            };
        };
    }

    Handlers handlers(Loops loops, Handler handler) {
        CompletableFuture<Handlers> made = new CompletableFuture<>();
        system.spawn(Object.class, Spec.named("parent"), ctx -> {
            made.complete(Handlers.in(ctx, loops.of(system), Spec.named("handler"), handler));
            return nothing -> {
            };
        });
        return made.join();
    }

    Tcp.Bound bindTcp() {
        Tcp.get(system, TcpSettings.DEFAULT.poller(tcpPollers));
        return Tcp.bind(system, ANY, telling(tcpMade, tcpTold)).join();
    }

    ActorRef<StreamBind.Command> bindSide(AcceptSettings accepting) {
        return bindSide(Loops.own("side", 2), accepting, telling(sideMade, sideTold), Side.Event.Bound.class).bind();
    }

    <E extends Side.Event> E bindSide(Loops loops, AcceptSettings accepting, Handler handler, Class<E> answer) {
        side = Side.start(system, loops, LIMIT, sidePollers);
        side.tell(new Side.Message.Listen(opener(), accepting, handlers(loops, handler), sideBinder.ref()));
        return sideBinder.expect(answer);
    }

    Peer connectSide() throws IOException {
        Peer peer = connect();
        peers.add(peer);
        return peer;
    }

    Peer connectTcp(Tcp.Bound bound) throws IOException {
        Peer peer = new SocketPeer(new Socket(bound.local().getAddress(), bound.local().getPort()));
        peers.add(peer);
        return peer;
    }

    static void expectEcho(Peer peer, String text) throws IOException {
        peer.send(ByteString.utf8(text));
        assertEquals(text, peer.receive(text.length()).decodeUtf8());
    }

    /** Takes the connection over; when this returns, the old handler gets nothing any more. */
    void relay(ActorRef<Connection.Command> from, ActorRef<Connection.Command> to) {
        from.tell(new Connection.Register(system.spawn(Connection.Event.class, Spec.named("relay"), ctx -> event -> {
            if (event instanceof Received(var data)) {
                to.tell(new Write(data));
            }
        })));
        Probe<ConnectionFigures> answer = Probe.in(system);
        from.tell(new Connection.Inspect(answer.ref()));
        answer.expect(ConnectionFigures.class);
    }

    static void send(Peer peer, ByteString data) {
        try {
            peer.send(data);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** By an end or by a reset. */
    static void assertEnded(Peer peer) {
        try {
            peer.receiveToTheEnd();
        } catch (IOException reset) {
            // as good
        }
    }

    static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    /** In the failure itself, or in its cause: that of TCP names the address. */
    static void assertAdvice(Throwable failure) {
        Throwable cause = failure instanceof IllegalStateException ? failure : failure.getCause();
        assertInstanceOf(IllegalStateException.class, cause);
        assertTrue(cause.getMessage().contains("loops of its own (ActorSystem.loops(name, count))"), cause::toString);
    }
}
