package dev.sluice.bench.memory;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.ShutdownReport;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.loop.Loop;
import dev.sluice.transport.testkit.MemoryAddress;
import dev.sluice.transport.testkit.MemoryListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A server in memory and its clients, on a loop each. */
final class Hall implements AutoCloseable {
    private static final int BACKLOG = 4 * Crowd.OPENING_AT_ONCE;
    private static final int MOST_SECONDS = 600;
    private static final long LOOK_NANOS = 1_000_000;

    /** The sides and the system have fewer; a connection has two at each end. */
    private static final int ACTORS_WITHOUT_CONNECTIONS = 20;

    /** That of the README. */
    private static final Handler ECHO = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };

    private final ActorSystem system = ActorSystem.create(Settings.named("million").loops(1).poolThreads(1));
    private final MemoryListener listener = new MemoryListener(new MemoryAddress("hall"), BACKLOG, Crowd.MESSAGE);
    private final PauseLog pauses;
    private final Crowd crowd;
    private final ActorRef<MemorySide.Message> clients;

    Hall(PauseLog pauses) {
        this.pauses = pauses;
        Loop clientLoop = system.loops("client", 1).get(0);
        crowd = new Crowd(clientLoop);
        MemorySide.start(system, system.loops("server", 1).get(0), Integer.MAX_VALUE, ECHO, crowd::failed)
            .tell(new MemorySide.Message.Listen(listener));
        clients = MemorySide.start(system, clientLoop, Integer.MAX_VALUE, crowd::join, crowd::failed);
    }

    /**
     * A part of the course.
     *
     * @param pauses of the collector meanwhile
     */
    record Phase(double seconds, Pauses pauses) {}

    Phase open(int connections) throws IOException {
        return phase(() -> crowd.open(connections, () -> clients.tell(new MemorySide.Message.Dial(listener))));
    }

    Phase broadcast() throws IOException {
        return phase(crowd::broadcast);
    }

    /** Afterwards there are {@link Crowd#latencies}. */
    Phase talk(double perSecond, double seconds) throws IOException {
        return phase(() -> crowd.talk(perSecond, Math.max(1, (long) (perSecond * seconds))));
    }

    Crowd crowd() {
        return crowd;
    }

    /** Ends when all actors of the connections have ended. */
    Phase closeAll() throws IOException {
        return phase(() -> crowd.close().thenRunAsync(this::awaitActors));
    }

    private void awaitActors() {
        while (system.figures().living() > ACTORS_WITHOUT_CONNECTIONS && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private Phase phase(Supplier<CompletableFuture<Void>> what) throws IOException {
        int before = pauses.read().size();
        long begin = System.nanoTime();
        await(what.get());
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Phase(seconds, pauses.read().from(before));
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the clients have not come to an end", e);
        }
    }

    /** Throws if anything is left, or a message was lost. */
    @Override
    public void close() {
        ShutdownReport report = system.terminate().join();
        if (!report.isClean() || system.deadLetters() > 0) {
            throw new IllegalStateException(system.deadLetters() + " dead letters, " + report);
        }
    }
}
