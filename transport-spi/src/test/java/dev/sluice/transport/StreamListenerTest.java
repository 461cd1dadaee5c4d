package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamListenerTest {
    private sealed interface Told {
        record Bound(ActorRef<StreamListener.Command> listener) implements Told {}

        record Failed(Exception cause) implements Told {}

        record Paused(Exception cause) implements Told {}

        record Resumed() implements Told {}

        record Unbound(Exception cause) implements Told {}
    }

    private final ActorSystem system = ActorSystem.create(Settings.named("listening").loops(1));
    private final Probe<Told> told = Probe.in(system);
    private final Probe<ActorRef<Connection.Command>> opened = Probe.in(system);
    private final FakePoller poller = new FakePoller();
    private final FakeListener handle = new FakeListener(poller);
    private ActorRef<Place<?>> manager;

    @AfterEach
    void close() {
        poller.letsGo = true;
        poller.wakeUp();
        system.close();
    }

    /** Asks a manager to place a listener, and waits until it is bound. */
    private ActorRef<StreamListener.Command> listen() {
        return listen(1000, () -> handle, (ActorRef<?>) null).expect(Told.Bound.class).listener();
    }

    private Admission listen(AcceptSettings settings) {
        Admission admission = new Admission(settings, false, System.nanoTime());
        listen(1000, () -> handle, StreamOrigin.observedBy(new Opened()).admission(admission));
        told.expect(Told.Bound.class);
        return admission;
    }

    private Probe<Told> listen(int limit, StreamListener.Opener opener, ActorRef<?> owner) {
        return listen(limit, opener, StreamOrigin.observedBy(new Opened()).owner(owner));
    }

    private Probe<Told> listen(int limit, StreamListener.Opener opener, StreamOrigin origin) {
        manager = TestManager.spawn(system, limit, () -> poller);
        manager.tell(new Place<StreamListener.Command>("listener",
            (ctx, slots) -> new StreamListener(ctx, slots, opener, origin, new Observer()), false,
            cause -> told.ref().tell(new Told.Failed(cause))));
        return told;
    }

    // ---- the beginning and the end ----

    @Test
    void shouldTellThatItIsBoundAndMakeAConnectionOfEachThatComes() {
        listen();
        FakeStream one = handle.connect();
        FakeStream other = handle.connect();

        opened.expect(ActorRef.class);
        opened.expect(ActorRef.class);

        assertTrue(one.opened && other.opened);
    }

    @Test
    void shouldGoOnWhenItsHandleSaysSo() {
        listen();
        FakeStream silent = new FakeStream();
        handle.add(silent);

        handle.signal.raise(Ready.HANDLE);

        opened.expect(ActorRef.class);
    }

    @Test
    void shouldCountWhatItsHandleCanNotUse() {
        Admission admission = listen(AcceptSettings.DEFAULT);
        handle.unusable = 2;

        handle.connect();

        opened.expect(ActorRef.class);
        assertEquals(new ListenerFigures(1, 1, 0, 0, 2, 0, 0), admission.figures());
    }

    @Test
    void shouldFailIfItsHandleCanNotBeOpened() {
        IOException inUse = new IOException("in use");

        listen(1000, () -> {
            throw inUse;
        }, (ActorRef<?>) null);

        assertSame(inUse, told.expect(Told.Failed.class).cause());
        awaitNoListener();
    }

    @Test
    void shouldFailAndCloseItsHandleIfItCanNotBeWatched() {
        poller.refusesToRegister = true;

        listen(1000, () -> handle, (ActorRef<?>) null);

        assertEquals("can't be watched", told.expect(Told.Failed.class).cause().getMessage());
        assertTrue(handle.closed);
        awaitNoListener();
    }

    private void awaitNoListener() {
        await().until(() -> count("listener") == 0);
    }

    private long count(String name) {
        return system.tree().join().all().filter(node -> node.name().equals(name)).count();
    }

    @Test
    void shouldTellThatItIsUnboundOnlyWhenThePollerHasLetGo() {
        ActorRef<StreamListener.Command> listener = listen();
        Probe<StreamListener.Unbound> asker = Probe.in(system);
        poller.letsGo = false;

        listener.tell(new StreamListener.Unbind(asker.ref()));

        await().until(() -> handle.closed);
        told.expectNothing();
        poller.letsGo = true;
        poller.wakeUp();
        assertNull(told.expect(Told.Unbound.class).cause());
        asker.expect(new StreamListener.Unbound(FakeListener.ADDRESS, null));
        asker.watch(listener).expect(Terminated.class);
    }

    @Test
    void shouldAnswerAllWhoUnbindIt() {
        ActorRef<StreamListener.Command> listener = listen();
        Probe<StreamListener.Unbound> one = Probe.in(system);
        Probe<StreamListener.Unbound> other = Probe.in(system);
        system.loops().get(0).execute(() -> {
            listener.tell(new StreamListener.Unbind(one.ref()));
            listener.tell(new StreamListener.Unbind(null));
        });

        one.expect(StreamListener.Unbound.class);
        told.expect(Told.Unbound.class);
        other.watch(listener).expect(Terminated.class);
        told.expectNothing();
    }

    @Test
    void shouldEndWithItsOwner() {
        ActorRef<Object> owner = system.spawn("owner", ctx -> message -> ctx.stop());
        listen(1000, () -> handle, owner).expect(Told.Bound.class);

        owner.tell("stop");

        assertNotNull(told.expect(Told.Unbound.class).cause());
        assertTrue(handle.closed);
    }

    @Test
    void shouldNotListenForAnOwnerThatHasEnded() {
        ActorRef<Object> owner = system.spawn("owner", ctx -> message -> ctx.stop());
        system.stop(owner).join();

        listen(1000, () -> handle, owner).expect(Told.Bound.class);

        told.expect(Told.Unbound.class);
        assertTrue(handle.closed);
    }

    @Test
    void shouldTellWhatItWasKilledBy() {
        ActorRef<StreamListener.Command> listener = listen();

        system.kill(listener).join();

        String cause = told.expect(Told.Unbound.class).cause().getMessage();
        assertTrue(cause.contains("Killed"), cause);
        assertTrue(handle.closed);
    }

    @Test
    void shouldTellWhyItsSelectorHasFailed() {
        listen();
        IOException broken = new IOException("broken on purpose");

        poller.failure = broken;
        poller.wakeUp();

        assertSame(broken, told.expect(Told.Unbound.class).cause().getCause());
        assertTrue(handle.closed);
    }

    @Test
    void shouldTellWhatItsHandleFailedByIfThatIsNoFailureToAccept() {
        listen();
        IllegalStateException bug = new IllegalStateException("a bug in the handle");
        handle.failures.add(bug);

        handle.connect();

        assertSame(bug, told.expect(Told.Unbound.class).cause());
        assertTrue(handle.closed);
    }

    // ---- accepting ----

    @Test
    void shouldAcceptSixteenAtATime() {
        listen();
        system.loops().get(0).execute(() -> {
            for (int i = 0; i < 40; i++) {
                handle.connect();
            }
        });

        await().until(() -> handle.accepted.size() == 40);
        List<Long> perPoll = new ArrayList<>(handle.accepted.stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).values());
        assertTrue(perPoll.stream().allMatch(accepted -> accepted <= 16), perPoll.toString());
    }

    /** What the ancestor's mocks show: which interest is there when. */
    @Test
    void b49_b53_shouldAskThePollerForNobodyAsLongAsNobodyIsWanted() {
        Admission admission = listen(AcceptSettings.DEFAULT.onDemand(true));
        assertEquals(0, poller.interest());
        for (int i = 0; i < 4; i++) {
            handle.connect();
        }

        admission.demand(1);
        opened.expect(ActorRef.class);
        await().until(() -> poller.interest() == 0);
        assertEquals(3, handle.waiting());

        admission.demand(2);
        opened.expect(ActorRef.class);
        opened.expect(ActorRef.class);
        await().until(() -> poller.interest() == 0);
        assertEquals(1, handle.waiting());
        opened.expectNothing();
        told.expectNothing();
    }

    @Test
    void b49_shouldAskThePollerForAllWhoComeFromTheBeginning() {
        listen();

        await().until(() -> poller.interest() == Ready.ACCEPT);
    }

    @Test
    void b51_b52_shouldAcceptTwoOfThreeAndTheThirdWithTheNextEvent() {
        listen(AcceptSettings.DEFAULT.batch(2));
        system.loops().get(0).execute(() -> {
            for (int i = 0; i < 3; i++) {
                handle.connect();
            }
        });

        await().until(() -> handle.accepted.size() == 3);
        assertEquals(handle.accepted.get(0), handle.accepted.get(1));
        assertTrue(handle.accepted.get(2) > handle.accepted.get(1), handle.accepted.toString());
        assertEquals(Ready.ACCEPT, poller.interest());
    }

    @Test
    void shouldNotBlockThePollerForALimitThatNobodyMeets() {
        Admission admission = listen(AcceptSettings.DEFAULT.maxConnections(1));
        handle.connect();
        ActorRef<?> first = opened.expect(ActorRef.class);
        told.expectNothing();

        handle.connect();

        CapacityException cause = assertInstanceOf(CapacityException.class, told.expect(Told.Paused.class).cause());
        assertEquals(CapacityException.Kind.BIND, cause.kind());
        await().until(() -> poller.interest() == 0);
        awaitQuiet();
        system.kill(first).join();
        opened.expect(ActorRef.class);
        told.expect(Told.Resumed.class);
        assertEquals(new ListenerFigures(2, 1, 0, 0, 0, 0, 1), admission.figures());
    }

    @Test
    void shouldCountFailuresAndGiveAllPlacesBack() {
        Admission admission = listen(AcceptSettings.DEFAULT.onDemand(true));
        for (int i = 0; i < 3; i++) {
            handle.failures.add(new IOException("Too many open files"));
        }
        handle.connect();

        admission.demand(1);

        opened.expect(ActorRef.class);
        told.expect(Told.Paused.class);
        told.expect(Told.Resumed.class);
        assertEquals(new ListenerFigures(1, 1, 0, 0, 0, 3, 1), admission.figures());
        assertEquals(false, admission.isWanted());
    }

    @Test
    void b55_shouldCloseWhomNobodyCanTakeAndLiveOn() {
        Admission admission = listen(AcceptSettings.DEFAULT);
        poller.refusesToRegister = true;
        FakeStream lost = handle.connect();
        await().until(() -> lost.closed);
        await().until(() -> admission.open() == 0);

        poller.refusesToRegister = false;
        handle.connect();

        opened.expect(ActorRef.class);
        told.expectNothing();
    }

    @Test
    void shouldAcceptNobodyWithoutASlotAndGoOnWhenOneIsReleased() {
        listen(2, () -> handle, (ActorRef<?>) null).expect(Told.Bound.class);
        handle.connect();
        handle.connect();
        handle.connect();
        handle.connect();
        ActorRef<?> first = opened.expect(ActorRef.class);
        opened.expect(ActorRef.class);
        awaitQuiet();
        assertEquals(2, handle.waiting());
        CapacityException cause = assertInstanceOf(CapacityException.class, told.expect(Told.Paused.class).cause());
        assertEquals(CapacityException.Kind.TRANSPORT, cause.kind());
        assertEquals(2, cause.limit());

        system.kill(first).join();

        opened.expect(ActorRef.class);
        awaitQuiet();
        assertEquals(1, handle.waiting());
        told.expectNothing();
    }

    /** With nothing to do, the loop polls no more. */
    private void awaitQuiet() {
        int[] before = {-1};
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            boolean quiet = before[0] == poller.polls;
            before[0] = poller.polls;
            return quiet;
        });
    }

    @Test
    void shouldGiveBackTheSlotThatItHoldsWhenItEnds() {
        ActorRef<StreamListener.Command> listener = listen(1, () -> handle, (ActorRef<?>) null).expect(Told.Bound.class)
            .listener();
        handle.connect();
        ActorRef<?> connection = opened.expect(ActorRef.class);
        handle.connect();
        told.expect(Told.Paused.class);
        listener.tell(new StreamListener.Unbind(null));
        told.expect(Told.Unbound.class);
        system.kill(connection).join();

        Probe<Object> placed = Probe.in(system);
        manager.tell(TestManager.channel("later", placed.ref()));

        placed.expect(TestManager.Started.class);
    }

    // ---- failing to accept ----

    @Test
    void shouldPauseWhenItCanNotAcceptAndSayBothOnce() {
        listen();
        IOException noDescriptors = new IOException("Too many open files");
        for (int i = 0; i < 4; i++) {
            handle.failures.add(noDescriptors);
        }
        int polls = poller.polls;

        handle.connect();

        assertSame(noDescriptors, told.expect(Told.Paused.class).cause());
        told.expect(Told.Resumed.class);
        opened.expect(ActorRef.class);
        told.expectNothing();
        assertTrue(poller.polls - polls < 60, "it has spun: " + (poller.polls - polls) + " polls");
    }

    @Test
    void shouldTryAgainLessAndLessOften() {
        listen();
        for (int i = 0; i < 4; i++) {
            handle.failures.add(new IOException("Too many open files"));
        }

        handle.connect();
        told.expect(Told.Paused.class);
        told.expect(Told.Resumed.class);

        for (int i = 1; i < 4; i++) {
            long pause = TimeUnit.NANOSECONDS.toMillis(handle.failed.get(i) - handle.failed.get(i - 1));
            assertTrue(pause >= 10 << (i - 1), "pause " + i + " took " + pause + " ms");
        }
    }

    @Test
    void shouldTellOfEachEpisodeAnew() {
        listen();
        for (int i = 0; i < 2; i++) {
            handle.failures.add(new IOException("Too many open files"));
            handle.connect();
            told.expect(Told.Paused.class);
            told.expect(Told.Resumed.class);
            opened.expect(ActorRef.class);
        }
    }

    @Test
    void shouldUnbindWhileItIsPaused() {
        ActorRef<StreamListener.Command> listener = listen();
        for (int i = 0; i < 100; i++) {
            handle.failures.add(new IOException("Too many open files"));
        }
        handle.connect();
        told.expect(Told.Paused.class);

        listener.tell(new StreamListener.Unbind(null));

        assertNull(told.expect(Told.Unbound.class).cause());
        assertFalse(handle.failures.isEmpty());
    }

    private final class Opened implements StreamOrigin.Observer {
        @Override
        public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {
            opened.ref().tell(connection);
        }

        @Override
        public void failed(Exception cause) {}

        @Override
        public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {}
    }

    private final class Observer implements ListenerObserver<StreamListener.Command> {
        @Override
        public void bound(ActorRef<StreamListener.Command> listener, SocketAddress local) {
            told.ref().tell(new Told.Bound(listener));
        }

        @Override
        public void failed(Exception cause) {
            told.ref().tell(new Told.Failed(cause));
        }

        @Override
        public void paused(SocketAddress local, Exception cause) {
            told.ref().tell(new Told.Paused(cause));
        }

        @Override
        public void resumed(SocketAddress local) {
            told.ref().tell(new Told.Resumed());
        }

        @Override
        public void unbound(SocketAddress local, Exception cause) {
            told.ref().tell(new Told.Unbound(cause));
        }
    }
}
