package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Reason;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.ConnectionFixture.Told;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends a connection before it is open: while its handle shakes hands, and never gets done. */
class ConnectionOpeningTest {
    private final Socket peer = new Socket();
    private ConnectionFixture fixture;
    private Probe<Closed> closer;
    private ActorRef<Object> owner;

    @BeforeEach
    void begin() throws IOException {
        fixture = new ConnectionFixture();
        closer = Probe.in(fixture.system);
        owner = fixture.system.spawn("owner", ctx -> message -> ctx.stop());
    }

    @AfterEach
    void end() throws IOException {
        peer.close();
        fixture.close();
    }

    private ActorRef<Connection.Command> opening(Duration within) throws IOException {
        return opening(within, fixture.new Observer());
    }

    private ActorRef<Connection.Command> opening(Duration within, StreamOrigin.Observer observer) throws IOException {
        StreamOrigin origin = StreamOrigin.observedBy(observer).owner(owner).openWithin(within)
            .layer(ConnectionOpeningTest::neverOpen);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            peer.setSoTimeout((int) Probe.PATIENCE.toMillis());
            peer.connect(server.getLocalAddress());
            SocketChannel accepted = server.accept();
            CompletableFuture<Boolean> begun = new CompletableFuture<>();
            ActorRef<Connection.Command> opening = fixture.spawn(() -> {
                begun.complete(true);
                return NioStream.connected(accepted);
            }, origin);
            begun.join(); // or else it might be stopped before it has come to life
            return opening;
        }
    }

    /** It reads what the peer says, and is never content with it. */
    private static StreamHandle neverOpen(StreamHandle handle) {
        return (StreamHandle) Proxy.newProxyInstance(StreamHandle.class.getClassLoader(),
            new Class<?>[] {StreamHandle.class}, (proxy, method, arguments) -> switch (method.getName()) {
                case "open" -> shakeHands(handle);
                case "watched" -> Ready.READ;
                default -> {
                    try {
                        yield method.invoke(handle, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }
            });
    }

    private static boolean shakeHands(StreamHandle handle) throws IOException {
        if (handle.read(ByteBuffer.allocate(100)) < 0) {
            throw new IOException("the peer has ended its output before the connection was open");
        }
        return false;
    }

    record Case(String name, Consumer<ConnectionOpeningTest> cause, String failure, Class<? extends Reason> closed) {
        @Override
        public String toString() {
            return name;
        }
    }

    private ActorRef<Connection.Command> connection;

    static Stream<Case> causes() {
        return Stream.of(
            new Case("close", test -> test.connection.tell(new Connection.Close(test.closer.ref())),
                "closed before it was open", Reason.ByError.class),
            new Case("confirmed close", test -> test.connection.tell(new Connection.ConfirmedClose(test.closer.ref())),
                "closed before it was open", Reason.ByError.class),
            new Case("abort", test -> test.connection.tell(new Connection.Abort(test.closer.ref())),
                "the connection has ended: aborted", Reason.ByAbort.class),
            new Case("owner ends", test -> test.fixture.system.stop(test.owner),
                "the actor that owns this connection has ended", null),
            new Case("stopped", test -> test.fixture.system.stop(test.connection),
                "the connection's actor was stopped", null),
            new Case("killed", test -> test.fixture.system.kill(test.connection),
                "the connection's actor was stopped", null),
            new Case("the poller breaks", ConnectionOpeningTest::breakPoller, "the poller of", null));
    }

    private void breakPoller() {
        Loop loop = fixture.system.loops().get(0);
        loop.execute(() -> loop.poller(NioPoller.class, NioPoller::new).close());
    }

    @ParameterizedTest
    @MethodSource("causes")
    void shouldFailOnceAndResetThePeer(Case cause) throws IOException {
        connection = opening(Duration.ZERO);
        cause.cause.accept(this);

        Exception failure = fixture.observed.expect(Told.Failed.class).cause();
        assertTrue(failure.getMessage().startsWith(cause.failure), failure.toString());
        assertThrows(IOException.class, () -> peer.getInputStream().read());
        fixture.system.stopped(connection).join();
        if (cause.closed != null) {
            assertInstanceOf(cause.closed, closer.expect(Closed.class).reason());
        }
        closer.expectNothing();
        fixture.observed.expectNothing();
    }

    /** Those who would be told as actors have ended by then, but the transport hears of it. */
    @Test
    void shouldFailOnceAndResetThePeerWhenTheSystemEnds() throws IOException {
        BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
        connection = opening(Duration.ZERO, new StreamOrigin.Observer() {
            @Override
            public void opened(ActorRef<Connection.Command> opened, SocketAddress local, SocketAddress remote) {
                fail("opened");
            }

            @Override
            public void failed(Exception cause) {
                failures.add(cause);
            }

            @Override
            public void handlerFailed(ActorRef<Connection.Command> failed, Throwable cause) {
                fail("it has no handler", cause);
            }
        });

        fixture.system.close();

        assertEquals(1, failures.size());
        assertThrows(IOException.class, () -> peer.getInputStream().read());
    }

    @Test
    void shouldFailInTime() throws IOException {
        connection = opening(Duration.ofMillis(50));

        Exception cause = fixture.observed.expect(Told.Failed.class).cause();
        assertInstanceOf(SocketTimeoutException.class, cause);
        assertEquals("not open within PT0.05S", cause.getMessage());
    }

    @Test
    void shouldFailIfThePeerEnds() throws IOException {
        connection = opening(Duration.ZERO);
        peer.shutdownOutput();

        assertInstanceOf(IOException.class, fixture.observed.expect(Told.Failed.class).cause());
        fixture.system.stopped(connection).join();
        fixture.observed.expectNothing();
    }

    @Test
    void shouldFailIfThePeerResets() throws IOException {
        connection = opening(Duration.ZERO);
        peer.setSoLinger(true, 0);
        peer.close();

        assertInstanceOf(IOException.class, fixture.observed.expect(Told.Failed.class).cause());
        fixture.system.stopped(connection).join();
        fixture.observed.expectNothing();
    }
}
