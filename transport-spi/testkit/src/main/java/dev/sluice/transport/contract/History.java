package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.transport.Slots;
import dev.sluice.transport.StreamConnection;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.contract.Told.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One connection's life, told by a seed. */
final class History {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_WRITES = 500;

    private final HistoriesContract contract;
    private final Stage stage;
    private final long seed;
    private final Random random;
    private final StringBuilder story = new StringBuilder();
    private final Books books;
    private final Told told;
    private final ConnectionSettings settings;
    private final Slots slots = Slots.unlimited();
    private final List<ActorRef<Event>> handlers = new ArrayList<>();
    /** To be stopped at the end. */
    private final List<ActorRef<?>> extras = new ArrayList<>();
    /** Acks go to somebody who is never stopped; then handlers may be. */
    private final boolean hasClerk;
    private final boolean answers;
    /** Or else it may have no handler for a while. */
    private final boolean registersAtOnce;
    private final int steps;
    private RawPeer peer;
    private ActorRef<Connection.Command> connection;
    private ActorRef<Event> clerk;
    private boolean made;
    private boolean isTerminated;
    private int written;

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
        books = new Books(settings);
        told = books.told();
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
            books.check(peer);
            checkSlot();
        }
        leave();
    }

    private void begin() throws Exception {
        HistoriesContract.Line line = contract.line(random);
        peer = new RawPeer(line.peer());
        StreamOrigin origin = StreamOrigin.observedBy(books).settings(settings)
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
        clerk = handler(new Recorder(books, input -> {
        }));
        extras.add(clerk);
        if (registersAtOnce) {
            register();
        }
    }

    private ActorRef<Event> handler(Recorder recorder) {
        Spec spec = random.nextBoolean() ? Spec.named("handler").on(stage.onLoop()) : Spec.named("handler");
        return stage.system().spawn(Event.class, spec, ctx -> recorder.in(ctx, connection));
    }

    private void note(String what) {
        story.append(' ').append(what);
    }

    private void act() {
        int dice = random.nextInt(1000);
        if (dice < 300) {
            write(length());
        } else if (dice < 330) {
            writeTogether();
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
        ActorRef<Event> to = toClerk ? clerk : handlers.getLast();
        if (written++ < MOST_WRITES) {
            connection.tell(books.writes().next(length, kind == 2 ? null : to, kind == 0));
            note("w" + length);
        }
    }

    private void writeTogether() {
        ActorRef<Event> to = hasClerk || handlers.isEmpty() ? clerk : handlers.getLast();
        List<Connection.WriteCommand> parts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int length = length();
            parts.add(books.writes().next(length, to, true));
            note("+" + length);
        }
        connection.tell(new Connection.Compound(parts));
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
            books.isSuspended();
        }
    }

    private void resume() {
        books.mayDeliver();
        connection.tell(new Connection.ResumeReading());
        note("resume");
    }

    private void pull(int count) {
        books.pulls(count);
        connection.tell(new Connection.Pull(count));
        note("pull" + count);
    }

    private void register() {
        Recorder recorder = new Recorder(books, input -> {
            if (answers) {
                write(input);
            }
        });
        ActorRef<Event> next = handler(recorder);
        books.registers(recorder);
        handlers.add(next);
        extras.add(next);
        connection.tell(new Connection.Register(next));
        note("register");
    }

    private void disturb(int dice) {
        if (dice < 950) {
            register();
        } else if (dice < 957) {
            close(new Connection.Close(closer()), Cause.CLOSE);
        } else if (dice < 964) {
            books.mayDeliver();
            close(new Connection.ConfirmedClose(closer()), Cause.CONFIRMED_CLOSE);
        } else if (dice < 969) {
            close(new Connection.Abort(closer()), Cause.ABORT);
        } else if (dice < 980) {
            peerEnds();
        } else if (dice < 985) {
            peerResets();
        } else if (dice < 990) {
            told.add(Cause.PEER_BROKE);
            told.add(Cause.PEER_ENDED);
            peer.close();
            note("peer-closes");
        } else {
            stop(dice);
        }
    }

    private void peerResets() {
        told.add(Cause.PEER_BROKE);
        if (!contract.knowsReset()) {
            told.add(Cause.PEER_ENDED);
        }
        peer.reset();
        note("peer-resets");
    }

    private void peerEnds() {
        told.add(Cause.PEER_ENDED);
        peer.endOutput();
        note("peer-ends");
    }

    private void stop(int dice) {
        if (dice < 995 && hasClerk && !handlers.isEmpty()) {
            told.add(Cause.HANDLER_STOPPED);
            stage.system().stop(handlers.getLast());
            books.writes().isStopped(handlers.getLast());
            note("stop-handler");
        } else if (dice >= 998) {
            told.add(Cause.CONNECTION_KILLED);
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
            books.isCertainToClose();
            settle();
        }
    }

    private ActorRef<Connection.Closed> closer() {
        ActorRef<Connection.Closed> closer = stage.system().spawn("closer", ctx -> books::closed);
        extras.add(closer);
        books.asksForClose();
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

    private void settle() {
        stage.runDry();
        books.allHandled();
        note("(all)");
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
                books.blame("it has not ended, and nothing moves any more");
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

    /** Given back, exactly once. */
    private void checkSlot() {
        try {
            slots.release();
            books.blame("its slot was not given back");
        } catch (IllegalStateException given) {
            // as it should be
        }
    }

    private void leave() {
        peer.close();
        stage.system().kill(connection);
        extras.forEach(stage.system()::stop);
        stage.runDry();
        if (books.blamed().isEmpty() && stage.leftBehind() > 0) {
            books.blame(stage.leftBehind() + " actors are left behind");
        }
    }

    @Override
    public String toString() {
        return "  story:" + story + "\n  peer: " + peer + "\n  " + books;
    }
}
