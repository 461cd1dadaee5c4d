package dev.sluice.unix;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Stop;
import dev.sluice.testkit.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The manager ends while binds and connects are in every stage: each is answered, soon, and no file is left. */
class UnixManagerEndTest {
    private static final int TIMES = 40;

    private final UnixFixture unix = new UnixFixture();
    private final List<Probe<Unix.Event>> binders = new ArrayList<>();
    private final List<Probe<Unix.Event>> connectors = new ArrayList<>();

    /** Fails if there is a file. */
    @AfterEach
    void close() throws Exception {
        unix.close();
    }

    @Test
    void eachCommandIsAnsweredWhenItIsKilled() throws Exception {
        endAgainAndAgain(unix.system::kill);
    }

    @Test
    void eachCommandIsAnsweredWhenItIsStopped() throws Exception {
        endAgainAndAgain(unix.system::stop);
    }

    /** Each time a little later. */
    private void endAgainAndAgain(Function<ActorRef<?>, CompletableFuture<Stop>> end) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            ActorRef<Unix.Command> manager = Unix.get(unix.system);
            command(manager, i);
            long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(20L * i);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            end.apply(manager).get(8, TimeUnit.SECONDS);
        }
        binders.forEach(UnixManagerEndTest::expectItsEnd);
        connectors.forEach(connector -> connector.expect(Unix.Event.class));
    }

    private void command(ActorRef<Unix.Command> manager, int round) {
        Probe<Unix.Event> binder = Probe.in(unix.system);
        Probe<Unix.Event> connector = Probe.in(unix.system);
        binders.add(binder);
        connectors.add(connector);
        var path = unix.directory.resolve("s" + round);
        manager.tell(new Unix.Bind(path, binder.ref(), null, BindSettings.DEFAULT));
        manager.tell(new Unix.Connect(path, connector.ref(), null, ConnectSettings.DEFAULT));
    }

    private static void expectItsEnd(Probe<Unix.Event> binder) {
        Unix.Event answer = binder.expect(Unix.Event.class);
        if (answer instanceof Unix.Bound) {
            binder.await(Unix.Unbound.class, unbound -> true);
        } else {
            assertSame(Unix.CommandFailed.class, answer.getClass());
        }
    }
}
