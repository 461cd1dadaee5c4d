package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.transport.Slots;
import dev.sluice.transport.StreamConnection;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.contract.Told.Cause;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One connection's life, told by a seed. */
final class History {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HistoriesContract contract;
    private final Stage stage;
    private final long seed;
    private final Random random;
    private final List<String> blamed = new ArrayList<>();
    private final StringBuilder story = new StringBuilder();
    private final Writes writes = new Writes(this::blame);
    private final Told told = new Told();
    private final Slots slots = Slots.unlimited();
    private final List<Handler> handlers = new ArrayList<>();
    private final List<Connection.Closed> closers = new ArrayList<>();
    private final List<ActorRef<?>> extras = new ArrayList<>();
    private final ConnectionSettings settings;
    /** Acks go to somebody who is never stopped; then handlers may be. */
    private final boolean hasClerk;
    private final boolean answers;
    /** Or else it may have no handler for a while. */
    private final boolean registersAtOnce;
    private final int steps;
    private RawPeer peer;
    private ActorRef<Connection.Command> connection;
    private Handler clerk;
    private boolean made;
    private boolean opened;
    private boolean failed;
    private boolean isTerminated;
    private boolean registersInTime;
    private long received;
    private long messages;
    private long pulled;
    private boolean mayDeliver = true;
    private boolean inputEnded;
    private int certainClosers;
    private int written;

    /** An actor that is told events, and what it has been told. */
    private record Handler(ActorRef<Event> ref, Recorder recorder) {}

    History(HistoriesContract contract, Stage stage, long seed) {
        this.contract = contract;
        this.stage = stage;
        this.seed = seed;
        this.random = new Random(seed);
        random.nextInt(); // the first is nearly the same for all small seeds
        hasClerk = random.nextInt(3) == 0;
        answers = random.nextInt(3) == 0;
        registersAtOnce = random.nextInt(4) > 0;
        steps = 1 + random.nextInt(random.nextInt(4) == 0 ? 150 : 40);
        settings = settings();
        if (contract.breaks()) {
            told.add(Cause.STREAM_BREAKS);
        }
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    private ConnectionSettings settings() {
        int high = oneOf(0, 100, 5_000, 64 << 10);
        return ConnectionSettings.DEFAULT.reading(random.nextInt(4) == 0 ? Reading.PULL : Reading.PUSH)
            .window(oneOf(1, 100, 5_000, 256 << 10)).marks(high / 2, high)
            .queuedBytes(oneOf(1, 300, 10_000, 1 << 20)).queuedWrites(oneOf(1, 3, 30, 1 << 14))
            .pausesReading(random.nextBoolean()).halfOpen(random.nextInt(3) == 0)
            .suspendsWriting(random.nextBoolean()).registerWithin(Duration.ZERO).flushWithin(Duration.ZERO)
            .linger(Duration.ofHours(1), Integer.MAX_VALUE).confirmWithin(Duration.ZERO);
    }

    // ---- what is told from outside ----

    void blame(String problem) {
        blamed.add(problem);
    }

    List<String> blamed() {
        return blamed;
    }

    Writes writes() {
        return writes;
    }

    void received(int length) {
        received += length;
        messages++;
        if (!mayDeliver) {
            blame("delivered " + length + " bytes while suspended");
        }
        if (settings.reading() == Reading.PULL && messages > pulled && !told.has(Cause.CONFIRMED_CLOSE)) {
            blame("delivered more than the " + pulled + " that were pulled");
        }
        if (answers) {
            write(length);
        }
    }

    void inputEnded() {
        if (inputEnded || !settings.halfOpen() || !told.has(Cause.PEER_ENDED)) {
            blame("InputEnded should not have been told");
        }
        inputEnded = true;
    }

    void failed(Connection.Command command, Exception cause) {
        boolean isExpected = writes.failed(command, cause) || command instanceof Connection.Pull
            || command instanceof Connection.ResumeWriting;
        if (!isExpected) {
            blame("failed: " + command + " by " + cause);
        }
    }

    // ---- the course of events ----

    void run() throws Exception {
        begin();
        for (int i = 0; i < steps && blamed.isEmpty(); i++) {
            act();
            move();
        }
        if (blamed.isEmpty()) {
            finish();
        }
        if (blamed.isEmpty() && made) { // or else it was stopped before it began
            check();
        }
        leave();
    }

    private void begin() throws Exception {
        HistoriesContract.Line line = contract.line(random);
        peer = new RawPeer(line.peer());
        StreamOrigin origin = StreamOrigin.observedBy(new Observer()).settings(settings)
            .layer(contract.layer(seed));
        slots.take(null);
        connection = stage.system().spawn(Spec.named("connection").on(stage.onLoop()),
            ctx -> {
                made = true;
                return new StreamConnection(ctx, slots, line.opener(), origin);
            });
        stage.system().spawn(Terminated.class, Spec.named("watcher"), ctx -> {
            ctx.watch(connection, gone -> gone);
            return gone -> {
                isTerminated = true;
                ctx.stop();
            };
        });
        clerk = handler();
        if (registersAtOnce) {
            register();
        }
    }

    private Handler handler() {
        Recorder recorder = new Recorder(this);
        Spec spec = random.nextBoolean() ? Spec.named("handler").on(stage.onLoop()) : Spec.named("handler");
        return new Handler(stage.system().spawn(Event.class, spec, ctx -> recorder.in(ctx, connection)), recorder);
    }

    private void note(String what) {
        story.append(' ').append(what);
    }

    private void act() {
        int dice = random.nextInt(1000);
        if (dice < 330) {
            write(length());
        } else if (dice < 530) {
            int sent = peer.send(1 + length());
            note("sent" + sent);
        } else if (dice < 730) {
            peer.receive(1 + length());
            note("peer-reads");
        } else if (dice < 930) {
            steer(dice % 4);
        } else {
            disturb(dice);
        }
    }

    private int length() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(3);
            case 1, 2 -> random.nextInt(100);
            case 3, 4 -> random.nextInt(3_000);
            default -> random.nextInt(30_000);
        };
    }

    private void write(int length) {
        boolean toClerk = hasClerk || handlers.isEmpty();
        int kind = toClerk ? 0 : random.nextInt(3);
        ActorRef<Event> to = toClerk ? clerk.ref() : handlers.getLast().ref();
        if (written++ < 500) {
            connection.tell(writes.next(length, kind == 2 ? null : to, kind == 0));
            note("w" + length);
        }
    }

    private void steer(int how) {
        switch (how) {
            case 0 -> suspend();
            case 1 -> resume();
            case 2 -> pull(1 + random.nextInt(3));
            default -> connection.tell(new Connection.ResumeWriting());
        }
    }

    /** What was under way when it was told may still come. */
    private void suspend() {
        connection.tell(new Connection.SuspendReading());
        note("suspend");
        if (random.nextBoolean()) {
            settle();
            mayDeliver = told.has(Cause.CONFIRMED_CLOSE);
        }
    }

    private void resume() {
        mayDeliver = true;
        connection.tell(new Connection.ResumeReading());
        note("resume");
    }

    private void pull(int count) {
        pulled += count;
        connection.tell(new Connection.Pull(count));
        note("pull" + count);
    }

    private void register() {
        Handler next = handler();
        handlers.add(next);
        connection.tell(new Connection.Register(next.ref()));
        note("register");
    }

    private void disturb(int dice) {
        if (dice < 950) {
            register();
        } else if (dice < 957) {
            close(new Connection.Close(closer()), Cause.CLOSE);
        } else if (dice < 964) {
            mayDeliver = true;
            close(new Connection.ConfirmedClose(closer()), Cause.CONFIRMED_CLOSE);
        } else if (dice < 969) {
            close(new Connection.Abort(closer()), Cause.ABORT);
        } else if (dice < 980) {
            peerEnds();
        } else if (dice < 985) {
            told.add(Cause.PEER_BROKE);
            peer.reset();
            note("peer-resets");
        } else if (dice < 990) {
            told.add(Cause.PEER_BROKE);
            told.add(Cause.PEER_ENDED);
            peer.close();
            note("peer-closes");
        } else {
            stop(dice);
        }
    }

    private void peerEnds() {
        told.add(Cause.PEER_ENDED);
        peer.endOutput();
        note("peer-ends");
    }

    private void stop(int dice) {
        if (dice < 995 && hasClerk && !handlers.isEmpty()) {
            told.add(Cause.HANDLER_STOPPED);
            stage.system().stop(handlers.getLast().ref());
            note("stop-handler");
        } else if (dice >= 998) {
            told.add(Cause.CONNECTION_STOPPED);
            stage.system().kill(connection);
            note("kill");
        } else if (dice >= 996) {
            told.add(Cause.CONNECTION_STOPPED);
            stage.system().stop(connection);
            note("stop");
        }
    }

    private void close(Connection.CloseCommand command, Cause cause) {
        boolean isFirst = told.isEmpty();
        told.add(cause);
        connection.tell(command);
        note(cause.toString());
        if (isFirst && random.nextBoolean()) {
            certainClosers++;
            settle();
        }
    }

    private ActorRef<Connection.Closed> closer() {
        ActorRef<Connection.Closed> closer = stage.system().spawn("closer", ctx -> closers::add);
        extras.add(closer);
        return closer;
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

    /** Everything that was told is handled; as long as nothing can have ended, it must have been. */
    private void settle() {
        stage.runDry();
        note("(all)");
        if (told.isEmpty()) {
            writes.allHandled();
            registersInTime = !handlers.isEmpty();
        }
    }

    // ---- the end ----

    /** Whatever has not ended by now is helped to, as gently as possible at first. */
    private void finish() {
        note("| finish:");
        if (random.nextInt(3) > 0) {
            disturb(950 + random.nextInt(50));
        }
        long start = System.nanoTime();
        for (int help = 0; !runOn();) {
            if (help < 5) {
                help(help++);
            } else if (System.nanoTime() - start > PATIENCE_NANOS) {
                blame("it has not ended, and nothing moves any more");
                return;
            }
        }
    }

    /** Runs as far as it goes, while the peer reads. True if the connection has ended. */
    private boolean runOn() {
        boolean moved;
        do {
            moved = stage.runDry();
            moved |= peer.receive(Integer.MAX_VALUE);
        } while (moved);
        return isTerminated;
    }

    private void help(int step) {
        switch (step) {
            case 0 -> {
                if (handlers.isEmpty()) {
                    register();
                }
            }
            case 1 -> resume();
            case 2 -> pull(Integer.MAX_VALUE);
            case 3 -> peerEnds();
            default -> close(new Connection.Close(closer()), Cause.CLOSE);
        }
    }

    private void check() {
        Reason reason = reason();
        checkEnd(reason);
        writes.checkOutcomes();
        writes.checkOutput(peer.received(), reason != null && told.promisesAll(reason) && !peer.isGone());
        checkInput(reason != null && (reason instanceof Reason.ByPeer || reason instanceof Reason.ByConfirmedClose)
            && told.promisesAll(reason) && registersInTime);
        checkPeer(reason);
        checkSlot();
    }

    /** What the handlers were told; null = none of them was told of an end. */
    private Reason reason() {
        List<Reason> reasons = handlers.stream().map(handler -> handler.recorder().reason())
            .filter(reason -> reason != null).toList();
        if (reasons.size() > 1) {
            blame("Closed was told to several handlers: " + reasons);
        }
        return reasons.isEmpty() ? null : reasons.get(0);
    }

    private void checkEnd(Reason reason) {
        if (opened == failed) {
            blame(opened ? "it was opened, and has failed to open" : "it was neither opened nor failed to");
        }
        boolean isCertain = opened && registersInTime && !told.has(Cause.HANDLER_STOPPED);
        if (reason == null && isCertain) {
            blame("nobody was told Closed");
        }
        if (reason != null && !explains(reason)) {
            blame("it ended by " + reason + ", but there was only " + told);
        }
        if (closers.size() < certainClosers && opened) {
            blame("a closer was not told");
        }
        closers.stream().filter(closed -> reason != null && !closed.reason().equals(reason))
            .forEach(closed -> blame("the handler was told " + reason + ", and a closer " + closed));
        if (clerk.recorder().reason() != null) {
            blame("the clerk was told Closed");
        }
    }

    /** Without a handler, which may come later, a confirmed close lingers like any other. */
    private boolean explains(Reason reason) {
        boolean lingers = reason instanceof Reason.ByConfirmedClose
            && !(registersInTime && !told.has(Cause.HANDLER_STOPPED));
        return told.explains(reason) || lingers && told.has(Cause.CONFIRMED_CLOSE);
    }

    private void checkInput(boolean isComplete) {
        if (told.has(Cause.HANDLER_STOPPED)) {
            return; // what it was told and didn't handle is lost
        }
        long at = 0;
        for (Handler handler : handlers) {
            for (byte value : handler.recorder().received()) {
                if (value != Pattern.at(at++)) {
                    blame("byte " + (at - 1) + " that was delivered is not what the peer had sent");
                    return;
                }
            }
        }
        if (at > peer.sent() || (isComplete || inputEnded) && at < peer.sent()) {
            blame("delivered " + at + " bytes of the " + peer.sent() + " that the peer had sent");
        }
    }

    private void checkPeer(Reason reason) {
        if (!peer.isGone() && !peer.sawEnd() && !peer.sawReset()) {
            blame("the peer has not noticed the end");
        }
        if (reason != null && told.promisesAll(reason) && peer.sawReset()) {
            blame("the peer was reset, but it ended by " + reason);
        }
    }

    /** Given back, exactly once. */
    private void checkSlot() {
        try {
            slots.release();
            blame("its slot was not given back");
        } catch (IllegalStateException given) {
            // as it should be
        }
    }

    private void leave() {
        peer.close();
        stage.system().kill(connection);
        handlers.forEach(handler -> stage.system().stop(handler.ref()));
        stage.system().stop(clerk.ref());
        extras.forEach(stage.system()::stop);
        stage.runDry();
        if (blamed.isEmpty() && stage.leftBehind() > 0) {
            blame(stage.leftBehind() + " actors are left behind");
        }
    }

    @Override
    public String toString() {
        return "  story:" + story + "\n  ends: " + told + ", reason " + reason() + ", " + writes + ", delivered "
            + received
            + " of " + peer.sent() + ", peer got " + peer.received().length + ", saw "
            + (peer.sawReset() ? "a reset" : peer.sawEnd() ? "the end" : "nothing") + "\n  settings: "
            + settings.reading()
            + ", window " + settings.window() + ", marks " + settings.lowMark() + " " + settings.highMark() + ", queue "
            + settings.queuedBytes() + " bytes " + settings.queuedWrites() + " writes, pauses reading "
            + settings.pausesReading() + ", half open " + settings.halfOpen() + ", suspends writing "
            + settings.suspendsWriting();
    }

    private final class Observer implements StreamOrigin.Observer {
        @Override
        public void opened(ActorRef<Connection.Command> which, SocketAddress local, SocketAddress remote) {
            opened = true;
        }

        @Override
        public void failed(Exception cause) {
            failed = true;
        }

        @Override
        public void handlerFailed(ActorRef<Connection.Command> which, Throwable cause) {
            blame("no handler: " + cause);
        }
    }
}
