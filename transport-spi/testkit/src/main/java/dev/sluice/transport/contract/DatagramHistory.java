package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.EndpointSettings.Reading;
import dev.sluice.transport.DatagramEndpoint;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.DatagramOrigin;
import dev.sluice.transport.Slots;
import dev.sluice.transport.contract.Sends.Wish;
import dev.sluice.transport.contract.Told.Cause;
import dev.sluice.transport.testkit.DatagramFaults;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One endpoint's life, told by a seed. */
final class DatagramHistory {
    private static final SocketAddress BAD = InetSocketAddress.createUnresolved("nowhere.invalid", 9);
    private static final int TOO_LONG = 70_000;
    private static final int MOST_PULLED = 1 << 20;

    private final DatagramHistoriesContract contract;
    private final Stage stage;
    private final Random random;
    private final StringBuilder story = new StringBuilder();
    private final DatagramBooks books;
    private final Told told;
    private final EndpointSettings settings;
    private final DatagramFaults faults;
    private final Slots slots = Slots.unlimited();
    private final List<ActorRef<Event>> handlers = new ArrayList<>();
    /** To be stopped at the end. */
    private final List<ActorRef<?>> extras = new ArrayList<>();
    private final int steps;
    private Parcels.Reader peerReader;
    private RawDatagram peer;
    private DatagramHandle bare;
    private TrackedDatagram tracked;
    private Gate gate;
    private SocketAddress local;
    private ActorRef<Endpoint.Command> endpoint;
    private ActorRef<Event> clerk;
    private ActorRef<EndpointFigures> inspector;
    private EndpointFigures figures;
    private boolean made;
    private boolean isTerminated;

    DatagramHistory(DatagramHistoriesContract contract, Stage stage, long seed) {
        this.contract = contract;
        this.stage = stage;
        this.random = new Random(seed);
        random.nextInt(); // the first is nearly the same for all small seeds
        steps = 1 + random.nextInt(random.nextInt(4) == 0 ? 150 : 40);
        settings = settings();
        faults = contract.faults(seed);
        books = new DatagramBooks(settings, faults, contract.tellsUnreachable());
        told = books.told();
        if (contract.breaks()) {
            told.add(Cause.STREAM_BREAKS);
        }
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    private EndpointSettings settings() {
        int high = oneOf(0, 100, 5_000, 64 << 10);
        return EndpointSettings.DEFAULT.reading(random.nextInt(4) == 0 ? Reading.PULL : Reading.PUSH)
            .receivesBatches(random.nextInt(3) == 0).longestDatagram(oneOf(Parcels.LEAST, 100, 65535))
            .window(oneOf(1, 100, 5_000, 256 << 10)).marks(high / 2, high).queuedBytes(oneOf(1, 300, 10_000, 1 << 20))
            .queuedDatagrams(oneOf(1, 3, 30, 1 << 13)).registerWithin(Duration.ZERO).flushWithin(Duration.ZERO);
    }

    List<String> blamed() {
        return books.blamed();
    }

    // ---- the course of events ----

    void run() throws Exception {
        begin();
        for (int i = 0; i < steps && books.blamed().isEmpty(); i++) {
            act();
            move();
        }
        if (books.blamed().isEmpty()) {
            finish();
        }
        if (books.blamed().isEmpty() && made) { // or else it was stopped before it began
            checkEnd();
        }
        leave();
    }

    private void begin() throws Exception {
        DatagramHistoriesContract.Line line = contract.line(random);
        bare = line.handle();
        local = bare.localAddress();
        peer = new RawDatagram(line.peer());
        peerReader = new Parcels.Reader(true);
        tracked = new TrackedDatagram(faults.wrap(bare), books::blame);
        gate = new Gate(tracked);
        slots.take(null);
        DatagramOrigin origin = new DatagramOrigin(books, settings, null, DatagramOrigin.Resolver.NONE);
        endpoint = stage.system().spawn(Spec.named("endpoint").on(stage.onLoop()), ctx -> {
            made = true;
            return new DatagramEndpoint(ctx, slots, () -> gate, origin);
        });
        stage.system().spawn(Terminated.class, Spec.named("watcher"), ctx -> {
            ctx.watch(endpoint, gone -> gone);
            return gone -> {
                isTerminated = true;
                ctx.stop();
            };
        });
        clerk = stage.system().spawn(Event.class, Spec.named("clerk"), ctx -> new Clerk(books));
        inspector = stage.system().spawn("inspector", ctx -> (EndpointFigures answer) -> figures = answer);
        extras.add(clerk);
        extras.add(inspector);
        if (random.nextInt(4) > 0) {
            register();
        }
    }

    private void note(String what) {
        story.append(' ').append(what);
    }

    private void act() {
        int dice = random.nextInt(1000);
        if (dice < 250) {
            send();
        } else if (dice < 350) {
            sendSeveral();
        } else if (dice < 600) {
            peerSends();
        } else if (dice < 720) {
            peerReceives(1 + random.nextInt(10));
        } else if (dice < 950) {
            steer(dice % 6);
        } else {
            disturb(dice);
        }
    }

    private int length() {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> Parcels.LEAST + random.nextInt(100);
            case 3, 4 -> Parcels.LEAST + random.nextInt(2_000);
            default -> Parcels.LEAST + random.nextInt(8_000);
        };
    }

    private SocketAddress target() {
        return random.nextInt(12) == 0 ? BAD : peer.address();
    }

    private void send() {
        int kind = random.nextInt(12);
        int length = kind == 0 ? TOO_LONG : kind < 3 ? 0 : length();
        SocketAddress target = random.nextInt(20) == 0 ? null : target();
        endpoint.tell(books.sends().one(length, target, wish(), clerk));
        note("s" + length);
    }

    private Wish wish() {
        return Wish.values()[random.nextInt(3)];
    }

    private void sendSeveral() {
        List<Integer> lengths = new ArrayList<>();
        List<SocketAddress> targets = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(6) == 0 ? 70 : 5); i >= 0; i--) {
            lengths.add(random.nextInt(20) == 0 ? TOO_LONG : Parcels.LEAST + random.nextInt(300));
            targets.add(target());
        }
        endpoint.tell(books.sends().several(lengths, targets, wish(), clerk));
        note("s" + lengths.size() + "x");
    }

    private void peerSends() {
        for (int i = random.nextInt(4); i >= 0 && !peer.isClosed(); i--) {
            peer.send(books.in().next(random.nextInt(8) == 0 ? 0 : length()), local);
            note("p");
        }
    }

    private boolean peerReceives(int most) {
        return peer.receive(most, data -> books.out().arrived(data, books.mostOfEach(), peerReader));
    }

    private void steer(int how) {
        switch (how) {
            case 0 -> suspend();
            case 1 -> resume();
            case 2 -> pull(1 + random.nextInt(3));
            case 3 -> gate(true);
            case 4 -> gate(false);
            default -> {
                settle();
                inspect();
            }
        }
    }

    private void gate(boolean closed) {
        gate.close(closed);
        note(closed ? "block" : "unblock");
    }

    /** What was under way when it was told may still come. */
    private void suspend() {
        endpoint.tell(new Endpoint.SuspendReading());
        note("suspend");
        if (random.nextBoolean()) {
            settle();
            books.mayDeliver(false);
        }
    }

    private void resume() {
        books.mayDeliver(true);
        endpoint.tell(new Endpoint.ResumeReading());
        note("resume");
    }

    private void pull(int count) {
        books.pulls(count);
        endpoint.tell(new Endpoint.Pull(count));
        note("pull" + count);
    }

    private void register() {
        DatagramRecorder recorder = new DatagramRecorder(books);
        Spec spec = random.nextBoolean() ? Spec.named("handler").on(stage.onLoop()) : Spec.named("handler");
        ActorRef<Event> next = stage.system().spawn(Event.class, spec, ctx -> recorder.in(ctx, endpoint));
        books.registers(recorder);
        handlers.add(next);
        extras.add(next);
        endpoint.tell(new Endpoint.Register(next));
        note("register");
    }

    private void disturb(int dice) {
        if (dice < 975) {
            register();
        } else if (dice < 985) {
            close();
        } else if (dice < 988) {
            peerCloses();
        } else if (dice < 992 && !handlers.isEmpty()) {
            told.add(Cause.HANDLER_STOPPED);
            stage.system().stop(handlers.getLast());
            note("stop-handler");
        } else if (dice >= 997) {
            told.add(Cause.CONNECTION_KILLED);
            stage.system().kill(endpoint);
            note("kill");
        } else if (dice >= 994) {
            told.add(Cause.CONNECTION_STOPPED);
            stage.system().stop(endpoint);
            note("stop");
        }
    }

    private void peerCloses() {
        told.add(Cause.PEER_BROKE);
        peer.close();
        note("peer-closes");
    }

    private void close() {
        told.add(Cause.CLOSE);
        ActorRef<Endpoint.Closed> closer = stage.system().spawn("closer", ctx -> books::closer);
        extras.add(closer);
        books.asksForClose();
        endpoint.tell(new Endpoint.Close(closer));
        note("close");
    }

    /** A few turns, or none, of this or that. */
    private void move() {
        if (random.nextInt(10) == 0) {
            settle();
            return;
        }
        int turns = random.nextInt(3) == 0 ? 0 : random.nextInt(6);
        for (int i = 0; i < turns; i++) {
            if (random.nextBoolean()) {
                stage.turnLoop();
            } else {
                stage.turnHandler();
            }
        }
        note(turns > 0 ? "." : "");
    }

    private void settle() {
        stage.runDry();
        books.allHandled();
        note("(all)");
    }

    /** Everything that was told is handled. */
    private void inspect() {
        figures = null;
        endpoint.tell(new Endpoint.Inspect(inspector));
        stage.runDry();
        if (told.isEmpty() && figures == null) {
            books.blame("it has not answered");
        } else if (told.isEmpty()) {
            books.check(figures);
        }
    }

    // ---- the end ----

    /** What still waits is let through; and if it has not ended by then, it is closed. */
    private void finish() {
        note("| finish:");
        if (random.nextInt(3) == 0) {
            disturb(975 + random.nextInt(25));
        }
        if (handlers.isEmpty()) {
            register();
        }
        resume();
        pull(MOST_PULLED);
        gate(false);
        runOn();
        if (told.isEmpty() && books.blamed().isEmpty()) {
            inspect();
            books.checkDelivery(mayLose(peer.dropped()), mayLose(bare.dropped()) || faults.truncates() > 0);
        }
        if (!isTerminated) {
            close();
            runOn();
        }
        if (!isTerminated) {
            books.blame("it has not ended, and nothing moves any more");
        }
    }

    /** Runs as far as it goes, while the peer receives. */
    private void runOn() {
        boolean moved;
        do {
            moved = stage.runDry();
            moved |= peerReceives(100);
        } while (moved);
    }

    private boolean mayLose(long dropped) {
        return faults.loses() > 0 || contract.mayLose() || dropped > 0;
    }

    private void checkEnd() {
        books.checkEnd(mayLose(peer.dropped()) || told.has(Cause.PEER_BROKE));
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

    private void leave() throws Exception {
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
        String left = contract.leftBehind();
        if (books.blamed().isEmpty() && left != null) {
            books.blame(left);
        }
    }

    @Override
    public String toString() {
        return "  story:" + story + "\n  peer: " + peer + "\n  " + books;
    }
}
