package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.ListenerObserver;
import dev.sluice.transport.Place;
import dev.sluice.transport.Report;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamListener;
import dev.sluice.transport.StreamOrigin;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole transport in memory: a manager, selectors on two loops, a listener, connections and their handlers. */
class MemoryListenerTest {
    private sealed interface Told {
        record Bound(ActorRef<StreamListener.Command> listener) implements Told {}

        record Paused(Exception cause) implements Told {}

        record Resumed() implements Told {}

        record Unbound(Exception cause) implements Told {}
    }

    private final ActorSystem system = ActorSystem.create(Settings.named("memory").loops(2));
    private final Probe<Told> told = Probe.in(system);
    private final MemoryListener listener = new MemoryListener(new MemoryAddress("echo"), 100, 1000);

    @AfterEach
    void close() {
        system.close();
    }

    private ActorRef<StreamListener.Command> listen(ListenerHandle handle) {
        system.spawn(Report.class, Spec.named("manager"), ctx -> {
            Handlers echo = Handlers.in(ctx, (own, connection) -> event -> {
                if (event instanceof Received(var data)) {
                    connection.tell(new Write(data));
                }
            });
            Selectors<Report> selectors = new Selectors<>(ctx, 1000, MemoryPoller::new, report -> report);
            StreamOrigin origin = StreamOrigin.observedBy(new Nobody()).handlers(echo);
            selectors.place(new Place<StreamListener.Command>("listener",
                (own, slots) -> new StreamListener(own, slots, () -> handle, origin, new Observer()), false,
                cause -> {
                }));
            return selectors::on;
        });
        return told.expect(Told.Bound.class).listener();
    }

    private static void expectEcho(MemoryPeer client, String text) throws IOException {
        client.send(ByteString.utf8(text));
        assertEquals(text, client.receive(text.length()).decodeUtf8());
    }

    @Test
    void shouldCarryAWholeTransport() throws IOException {
        listen(listener);
        List<MemoryPeer> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(new MemoryPeer(listener.connect()));
        }

        for (MemoryPeer client : clients) {
            expectEcho(client, "hello");
        }
        for (MemoryPeer client : clients) {
            client.endOutput();
            assertEquals(0, client.receiveToTheEnd());
        }
    }

    @Test
    void shouldRefuseOnceItIsUnbound() {
        listen(listener).tell(new StreamListener.Unbind(null));

        assertNull(told.expect(Told.Unbound.class).cause());
        assertThrows(ConnectException.class, listener::connect);
    }

    @Test
    void shouldResetThoseWhoWaitWhenItIsClosed() throws IOException {
        MemoryPeer client = new MemoryPeer(listener.connect());

        listener.close();

        assertThrows(IOException.class, () -> client.receive(1));
    }

    @Test
    void shouldRefuseWhenTooManyWait() throws IOException {
        MemoryListener small = new MemoryListener(new MemoryAddress("small"), 1, 10);
        small.connect();

        assertThrows(ConnectException.class, small::connect);
        small.accept();
        small.connect();
    }

    @Test
    void shouldLoseNobodyWhenDescriptorsRunOut() throws IOException {
        listen(new FaultyListener(listener, 3, 2));
        MemoryPeer one = new MemoryPeer(listener.connect());
        expectEcho(one, "one");
        MemoryPeer other = new MemoryPeer(listener.connect());
        MemoryPeer third = new MemoryPeer(listener.connect());

        told.expect(Told.Paused.class);
        told.expect(Told.Resumed.class);
        expectEcho(other, "other");
        expectEcho(third, "third");
    }

    private final class Observer implements ListenerObserver<StreamListener.Command> {
        @Override
        public void bound(ActorRef<StreamListener.Command> bound, SocketAddress local) {
            told.ref().tell(new Told.Bound(bound));
        }

        @Override
        public void failed(Exception cause) {}

        @Override
        public void paused(SocketAddress local, Exception cause) {
            told.ref().tell(new Told.Paused(cause));
        }

        @Override
        public void resumed(SocketAddress local) {
            told.ref().tell(new Told.Resumed());
        }

        @Override
        public void unbound(SocketAddress local, Exception cause) {
            told.ref().tell(new Told.Unbound(cause));
        }
    }

    private static final class Nobody implements StreamOrigin.Observer {
        @Override
        public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {}

        @Override
        public void failed(Exception cause) {}

        @Override
        public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {}
    }
}
