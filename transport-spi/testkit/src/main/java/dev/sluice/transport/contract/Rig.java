package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.testkit.Peer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One connection of a contract's author, its peer, and a probe for its events. */
final class Rig implements AutoCloseable {
    final ActorSystem system;
    final Probe<Event> handler;
    final Peer peer;
    private final ConnectionContract contract;
    private final CompletableFuture<ActorRef<Connection.Command>> connection = new CompletableFuture<>();

    private Rig(ConnectionContract contract, ConnectionSettings settings, Spec spec, Handler factory) throws Exception {
        this.contract = contract;
        this.system = ActorSystem.create(contract.system());
        this.handler = Probe.in(system);
        ConnectionContract.Ends ends = contract.open(system, settings, factory == null ? null : in(spec, factory));
        this.peer = ends.peer();
        if (factory == null) {
            connection.complete(ends.connection());
        }
    }

    /** The probe handles it. */
    static Rig registered(ConnectionContract contract, ConnectionSettings settings) throws Exception {
        Rig rig = bare(contract, settings);
        rig.register();
        return rig;
    }

    /** It waits for a handler. */
    static Rig bare(ConnectionContract contract, ConnectionSettings settings) throws Exception {
        return new Rig(contract, settings, null, null);
    }

    /** A factory makes its handler. */
    static Rig handledBy(ConnectionContract contract, ConnectionSettings settings, Spec spec, Handler factory)
        throws Exception {
        return new Rig(contract, settings, spec, factory);
    }

    private Handlers in(Spec spec, Handler factory) {
        CompletableFuture<Handlers> made = new CompletableFuture<>();
        system.spawn(Object.class, Spec.named("binder"), ctx -> {
            made.complete(Handlers.in(ctx, spec, (own, to) -> {
                connection.complete(to);
                return factory.create(own, to);
            }));
            return nothing -> {
            };
        });
        return made.join();
    }

    ActorRef<Connection.Command> connection() {
        return connection.orTimeout(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    // ---- our side ----

    void tell(Connection.Command command) {
        connection().tell(command);
    }

    void register() {
        tell(new Connection.Register(handler.ref()));
    }

    void write(String text) {
        tell(new Connection.Write(ByteString.utf8(text)));
    }

    /** Takes {@code Received} until so many bytes have come. */
    ByteString received(int bytes) {
        ByteString all = ByteString.empty();
        while (all.length() < bytes) {
            all = all.concat(handler.expect(Connection.Received.class).data());
        }
        return all;
    }

    String receivedText(int bytes) {
        return received(bytes).decodeUtf8();
    }

    /** Has it answer, so that all that was told before has been handled; reading is pushed. */
    void settle() {
        tell(new Connection.Pull(1));
        handler.expect(Connection.CommandFailed.class);
    }

    /** Takes the last event, and all before. */
    <R extends Reason> R closed(Class<R> reason) {
        return assertInstanceOf(reason, handler.await(Connection.Closed.class, closed -> true).reason());
    }

    /** The next event is the last. */
    <R extends Reason> R closedNow(Class<R> reason) {
        return assertInstanceOf(reason, handler.expect(Connection.Closed.class).reason());
    }

    void awaitStopped() {
        system.stopped(connection()).orTimeout(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    // ---- the peer's ----

    void send(String text) throws IOException {
        peer.send(ByteString.utf8(text));
    }

    /** Sends on a thread of its own. */
    CompletableFuture<Void> sending(ByteString data) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                peer.send(data);
                sent.complete(null);
            } catch (Throwable e) {
                sent.completeExceptionally(e);
            }
        });
        return sent;
    }

    String receive(int bytes) throws IOException {
        return peer.receive(bytes).decodeUtf8();
    }

    /** The connection has ended its output, and nothing is left to read. */
    boolean hasPeerEnd() throws IOException {
        return peer.receive(1).isEmpty();
    }

    /** The peer learns of a reset; or of nothing but an end, where there are none. */
    void expectReset() {
        boolean orderly;
        try {
            peer.receiveToTheEnd();
            orderly = true;
        } catch (IOException e) {
            orderly = false;
        }
        if (orderly && contract.knowsReset()) {
            throw new AssertionError("expected a reset, but the peer saw an end in order");
        }
    }

    @Override
    public void close() throws IOException {
        peer.close();
        system.close();
        contract.ended();
    }
}
