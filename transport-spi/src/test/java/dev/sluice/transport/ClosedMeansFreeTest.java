package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.loop.Loop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A thousand times over: what was closed is free at the moment at which the poller says so. */
class ClosedMeansFreeTest {
    private static final int TIMES = 1000;

    @Test
    void shouldBindAPortAgainAtOnce() throws IOException {
        try (Stepped stepped = new Stepped()) {
            long before = Descriptors.count();
            SocketAddress port = Pair.V4;
            for (int i = 0; i < TIMES; i++) {
                NioListener listener = bind(port);
                port = listener.localAddress();
                ChannelPoller.Registration registration = stepped.register(listener, new Bits());
                registration.interest(Ready.ACCEPT);
                release(stepped, registration, listener, i % 2 == 0);
            }
            assertEquals(before, Descriptors.count());
        }
    }

    private static NioListener bind(SocketAddress port) throws IOException {
        return NioListener.bind(ServerSocketChannel.open(), port, 16, accepted -> {});
    }

    private static void release(Stepped stepped, ChannelPoller.Registration registration, NioListener listener,
        boolean closeFirst) throws IOException {
        boolean[] flushed = {false};
        if (closeFirst) {
            listener.close();
        }
        registration.cancel(() -> flushed[0] = true);
        if (!closeFirst) {
            listener.close();
        }
        stepped.until(() -> flushed[0]);
    }

    @Test
    void shouldBindAPortAgainFromAnotherThread() throws Exception {
        try (Loop loop = Loop.threaded("loop", Duration.ZERO)) {
            SocketAddress port = Pair.V4;
            for (int i = 0; i < TIMES; i++) {
                NioListener listener = bind(port);
                port = listener.localAddress();
                CompletableFuture<Void> unbound = new CompletableFuture<>();
                loop.execute(() -> watchAndRelease(loop, listener, unbound));
                unbound.get();
            }
        }
    }

    private static void watchAndRelease(Loop loop, NioListener listener, CompletableFuture<Void> unbound) {
        try {
            loop.poller(NioPoller.class, NioPoller::new).register(listener, new Bits())
                .cancel(() -> unbound.complete(null));
            listener.close();
        } catch (IOException e) {
            unbound.completeExceptionally(e);
        }
    }

    @Test
    void shouldGiveBackTheDescriptorsOfConnections() throws IOException {
        try (Stepped stepped = new Stepped()) {
            NioListener listener = bind(Pair.V4);
            long before = Descriptors.count();
            for (int i = 0; i < TIMES; i++) {
                connectAndRelease(stepped, listener, i % 2 == 0);
                assertEquals(before, Descriptors.count());
            }
            listener.close();
        }
    }

    private static void connectAndRelease(Stepped stepped, NioListener listener, boolean abort) throws IOException {
        NioStream client = NioStream.connect(SocketChannel.open(), listener.localAddress());
        Bits signal = new Bits();
        ChannelPoller.Registration here = stepped.register(client, signal);
        while (!client.open()) {
            here.interest(client.watched(0));
            stepped.untilRaised(signal, Ready.CONNECT);
        }
        NioStream server = listener.accept();
        ChannelPoller.Registration there = stepped.register(server, new Bits());
        there.interest(Ready.READ);
        if (abort) {
            client.abort();
        }
        stepped.release(here, client);
        stepped.release(there, server);
    }
}
