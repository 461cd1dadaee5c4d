package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.transport.DatagramEndpoint;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.DatagramOrigin;
import dev.sluice.transport.Slots;
import dev.sluice.transport.testkit.DatagramFaults;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Who takes part in a datagram history: an endpoint, its socket and its peer, and the actors around it. */
final class DatagramScene {
    final RawDatagram peer;
    final Gate gate;
    final SocketAddress local;
    final ActorRef<Endpoint.Command> endpoint;
    final ActorRef<Event> clerk;
    private final Stage stage;
    private final DatagramBooks books;
    private final DatagramHandle bare;
    private final TrackedDatagram tracked;
    private final Parcels.Reader peerReader = new Parcels.Reader(true);
    private final Slots slots = Slots.unlimited();
    private final ActorRef<EndpointFigures> inspector;
    /** To be stopped at the end. */
    private final List<ActorRef<?>> extras = new ArrayList<>();
    private EndpointFigures figures;
    private boolean made;
    private boolean isTerminated;

    DatagramScene(Stage stage, DatagramBooks books, DatagramHistoriesContract.Line line, DatagramFaults faults,
        EndpointSettings settings) {
        this.stage = stage;
        this.books = books;
        bare = line.handle();
        local = bare.localAddress();
        peer = new RawDatagram(line.peer());
        tracked = new TrackedDatagram(faults.wrap(bare), books::blame);
        gate = new Gate(tracked);
        endpoint = endpoint(new DatagramOrigin(books, settings, null, DatagramOrigin.Resolver.NONE));
        stage.system().spawn(Terminated.class, Spec.named("watcher"), ctx -> {
            ctx.watch(endpoint, gone -> gone);
            return gone -> {
                isTerminated = true;
                ctx.stop();
            };
        });
        clerk = stage.system().spawn(Event.class, Spec.named("clerk"), ctx -> new Clerk(books));
        inspector = stage.system().spawn("inspector", ctx -> this::inspected);
        extras.add(clerk);
        extras.add(inspector);
    }

    private ActorRef<Endpoint.Command> endpoint(DatagramOrigin origin) {
        slots.take(null);
        return stage.system().spawn(Spec.named("endpoint").on(stage.onLoop()), ctx -> {
            made = true;
            return new DatagramEndpoint(ctx, slots, () -> gate, origin);
        });
    }

    ActorRef<Event> handler(DatagramRecorder recorder, boolean isOnLoop) {
        Spec spec = isOnLoop ? Spec.named("handler").on(stage.onLoop()) : Spec.named("handler");
        ActorRef<Event> handler = stage.system().spawn(Event.class, spec, ctx -> recorder.in(ctx, endpoint));
        extras.add(handler);
        return handler;
    }

    ActorRef<Endpoint.Closed> closer() {
        ActorRef<Endpoint.Closed> closer = stage.system().spawn("closer", ctx -> books::closer);
        extras.add(closer);
        return closer;
    }

    boolean peerReceives(int most) {
        return peer.receive(most, data -> books.out().arrived(data, books.mostOfEach(), peerReader));
    }

    /** Runs as far as it goes, while the peer receives. */
    void runOn() {
        boolean moved;
        do {
            moved = stage.runDry();
            moved |= peerReceives(100);
        } while (moved);
    }

    /** It will answer, some time. */
    void inspect() {
        endpoint.tell(new Endpoint.Inspect(inspector));
    }

    /** Null = it doesn't answer any more. */
    EndpointFigures figures() {
        stage.runDry();
        figures = null;
        inspect();
        stage.runDry();
        return figures;
    }

    private void inspected(EndpointFigures answer) {
        figures = answer;
        books.checkWindow(answer);
    }

    /** How many datagrams the socket under test had no room for; negative = it can't tell. */
    long dropped() {
        return bare.dropped();
    }

    boolean isMade() {
        return made;
    }

    boolean isTerminated() {
        return isTerminated;
    }

    // ---- the end ----

    void checkEnd() {
        if (tracked.closed() != 1) {
            books.blame("its socket was closed " + tracked.closed() + " times");
        }
        try {
            slots.release();
            books.blame("its slot was not given back");
        } catch (IllegalStateException given) {
            // as it should be
        }
    }

    void leave() throws IOException {
        peer.close();
        if (!made) {
            bare.close();
        }
        stage.system().kill(endpoint);
        extras.forEach(stage.system()::stop);
        stage.runDry();
        if (books.blamed().isEmpty() && stage.leftBehind() > 0) {
            books.blame(stage.leftBehind() + " actors are left behind");
        }
    }
}
