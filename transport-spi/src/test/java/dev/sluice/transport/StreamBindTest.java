package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several listeners as one. */
class StreamBindTest {
    private sealed interface Told {
        record Bound(ActorRef<StreamBind.Command> bind) implements Told {}

        record Failed(Exception cause) implements Told {}

        record Paused(Exception cause) implements Told {}

        record Resumed() implements Told {}

        record Unbound(Exception cause) implements Told {}
    }

    private final ActorSystem system = ActorSystem.create(Settings.named("binding").loops(3));
    private final Probe<Told> told = Probe.in(system);
    private final List<FakePoller> pollers = new CopyOnWriteArrayList<>();
    private final List<FakeListener> handles = new CopyOnWriteArrayList<>();
    private final List<SocketAddress> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        system.close();
    }

    private record Manager(Selectors<Report> selectors) implements Actor<Report> {
        @Override
        public void on(Report report) {
            selectors.on(report);
        }
    }

    /** Each loop has a poller of its own, and each of these a handle. */
    private void bind(AcceptSettings settings, StreamBind.Opener opener) {
        Spec onLoop = Spec.named("manager").on(Dispatcher.of(system.loops().get(0)));
        system.spawn(Report.class, onLoop, (Context<Report> ctx) -> {
            Selectors<Report> selectors = new Selectors<>(ctx, 100, this::poller, report -> report);
            ctx.spawn(StreamBind.Command.class, Spec.named("bind"), own -> new StreamBind(own, selectors.placement(),
                "listener", opener, settings, StreamOrigin.observedBy(new NoObserver()), new Observer()));
            return new Manager(selectors);
        });
    }

    private FakePoller poller() {
        FakePoller fresh = new FakePoller();
        pollers.add(fresh);
        return fresh;
    }

    private FakeListener open(SocketAddress shared) {
        if (shared != null) {
            asked.add(shared);
        }
        FakeListener fresh = new FakeListener(pollers.get(pollers.size() - 1));
        handles.add(fresh);
        return fresh;
    }

    private long count(String name) {
        return system.tree().join().all().filter(node -> node.name().equals(name)).count();
    }

    @Test
    void shouldBeBoundWhenAllListenWhereTheFirstDoes() {
        bind(AcceptSettings.DEFAULT.shards(AcceptSettings.ALL_LOOPS), this::open);

        told.expect(Told.Bound.class);

        assertEquals(3, handles.size());
        assertEquals(List.of(FakeListener.ADDRESS, FakeListener.ADDRESS), asked);
        assertEquals(3, count("listener"));
        assertEquals(3, system.tree().join().all().filter(node -> node.name().startsWith("selector")
            && node.children().stream().anyMatch(child -> child.name().equals("listener"))).count());
        told.expectNothing();
    }

    @Test
    void shouldUndoAllIfOneCanNotBeOpened() {
        IOException inUse = new IOException("in use");
        AtomicInteger calls = new AtomicInteger(); // on several loops at once
        bind(AcceptSettings.DEFAULT.shards(3), shared -> {
            if (calls.incrementAndGet() == 3) {
                throw inUse;
            }
            return open(shared);
        });

        assertSame(inUse, told.expect(Told.Failed.class).cause());

        assertTrue(handles.stream().allMatch(handle -> handle.closed));
        await().until(() -> count("listener") + count("bind") == 0);
        told.expectNothing();
    }

    @Test
    void shouldEndAllWhenOneEndsAndTellTheCauseOnce() {
        bind(AcceptSettings.DEFAULT.shards(3), this::open);
        told.expect(Told.Bound.class);
        ActorRef<?> one = system.tree().join().all().filter(node -> node.name().equals("listener")).findFirst()
            .orElseThrow().ref();

        system.kill(one).join();

        String cause = told.expect(Told.Unbound.class).cause().getMessage();
        assertTrue(cause.contains("Killed"), cause);
        assertTrue(handles.stream().allMatch(handle -> handle.closed));
        told.expectNothing();
    }

    @Test
    void shouldBeUnboundWhenThePollersHaveLetGoOfAll() {
        bind(AcceptSettings.DEFAULT.shards(3), this::open);
        ActorRef<StreamBind.Command> bind = told.expect(Told.Bound.class).bind();
        FakePoller last = pollers.get(2);
        last.letsGo = false;
        Probe<StreamListener.Unbound> asker = Probe.in(system);

        bind.tell(new StreamBind.Unbind(asker.ref()));

        await().until(() -> handles.stream().allMatch(handle -> handle.closed));
        told.expectNothing();
        last.letsGo = true;
        last.wakeUp();
        assertNull(told.expect(Told.Unbound.class).cause());
        asker.expect(new StreamListener.Unbound(FakeListener.ADDRESS, null));
        asker.watch(bind).expect(Terminated.class);
    }

    @Test
    void shouldTellOfOnePauseHoweverManyListenersHaveOne() {
        bind(AcceptSettings.DEFAULT.shards(3), this::open);
        told.expect(Told.Bound.class);
        for (FakeListener handle : handles) {
            handle.failures.add(new IOException("Too many open files"));
            handle.connect();
            pollers.forEach(FakePoller::wakeUp);
        }

        told.expect(Told.Paused.class);
        told.expect(Told.Resumed.class);
        told.expectNothing();
    }

    private static final class NoObserver implements StreamOrigin.Observer {
        @Override
        public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {}

        @Override
        public void failed(Exception cause) {}

        @Override
        public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {}
    }

    private final class Observer implements ListenerObserver<StreamBind.Command> {
        @Override
        public void bound(ActorRef<StreamBind.Command> bind, SocketAddress local) {
            told.ref().tell(new Told.Bound(bind));
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
