package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** One endpoint of a contract's author, a peer of it, and a probe for the events of each. */
final class EndpointRig implements AutoCloseable {
    final ActorSystem system;
    final Probe<Event> handler;
    final Probe<Event> peer;
    final ActorRef<Endpoint.Command> endpoint;
    final SocketAddress local;
    final ActorRef<Endpoint.Command> peerEndpoint;
    final SocketAddress peerLocal;
    private final Probe<EndpointFigures> figures;
    private final Probe<String> sent;
    private final EndpointContract contract;

    private EndpointRig(EndpointContract contract, EndpointSettings settings, boolean isConnected) throws Exception {
        this.contract = contract;
        system = ActorSystem.create(contract.system());
        handler = Probe.in(system);
        peer = Probe.in(system);
        figures = Probe.in(system);
        sent = Probe.in(system);
        EndpointContract.Opened there = contract.openPeer(system, null);
        peerEndpoint = there.endpoint();
        peerLocal = there.local();
        peerEndpoint.tell(new Endpoint.Register(peer.ref()));
        EndpointContract.Opened here = contract.open(system, settings, null, isConnected ? peerLocal : null);
        endpoint = here.endpoint();
        local = here.local();
    }

    /** Waits for a handler. */
    static EndpointRig bare(EndpointContract contract, EndpointSettings settings) throws Exception {
        return new EndpointRig(contract, settings, false);
    }

    /** The probe handles it. */
    static EndpointRig registered(EndpointContract contract, EndpointSettings settings) throws Exception {
        EndpointRig rig = bare(contract, settings);
        rig.register();
        return rig;
    }

    /** Connected to its peer, and the probe handles it. */
    static EndpointRig connected(EndpointContract contract) throws Exception {
        EndpointRig rig = new EndpointRig(contract, EndpointSettings.DEFAULT, true);
        rig.register();
        return rig;
    }

    // ---- our side ----

    void tell(Endpoint.Command command) {
        endpoint.tell(command);
    }

    void register() {
        tell(new Endpoint.Register(handler.ref()));
    }

    void send(String text) {
        tell(new Send(ByteString.utf8(text), peerLocal));
    }

    /** Has it answer, so that all that was told before has been handled. */
    EndpointFigures figures() {
        tell(new Endpoint.Inspect(figures.ref()));
        return figures.expect(EndpointFigures.class);
    }

    /** Lets it run for some turns. */
    void settle() {
        for (int i = 0; i < 20; i++) {
            figures();
        }
    }

    String received() {
        return handler.expect(Received.class).data().decodeUtf8();
    }

    // ---- the peer's ----

    /** Returns when it has left there. */
    void peerSends(ByteString data) {
        peerEndpoint.tell(new Send(data, local, new Ack<>(sent.ref(), "sent")));
        sent.expect("sent");
    }

    void peerSends(String text) {
        peerSends(ByteString.utf8(text));
    }

    String peerReceives() {
        return peer.expect(Received.class).data().decodeUtf8();
    }

    // ---- the end ----

    /** The next event is the last. */
    Exception closed() {
        return handler.expect(Endpoint.Closed.class).cause();
    }

    /** And nothing comes behind it. */
    void awaitEnd() {
        system.stopped(endpoint).orTimeout(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        handler.expectNothing();
    }

    /** Its address is free: somebody else can have it. */
    void reopen() throws Exception {
        EndpointContract.Opened next = contract.openPeer(system, local);
        assertEquals(local, next.local());
        Probe<Event> again = Probe.in(system);
        next.endpoint().tell(new Endpoint.Register(again.ref()));
        peerSends("again");
        assertEquals("again", again.await(Received.class, event -> true).data().decodeUtf8());
    }

    @Override
    public void close() {
        system.close();
        contract.ended();
    }
}
