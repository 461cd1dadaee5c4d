package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Settings;
import dev.sluice.io.Connection;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manager that its author needn't write. */
class StreamProviderTest {
    private enum Command {
        CONNECT, LISTEN, LISTEN_AND_FAIL
    }

    private final ActorSystem system = ActorSystem.create(Settings.named("provided").loops(1));
    private final AtomicInteger pollers = new AtomicInteger();
    private final Probe<Object> told = Probe.in(system);
    private final ActorRef<Command> manager = new Pigeons().manager(system);

    @AfterEach
    void close() {
        system.close();
    }

    /** One connection at a time, on a loop of their own. */
    private final class Pigeons extends StreamProvider<Command> {
        Pigeons() {
            super("pigeon", Command.class);
        }

        @Override
        protected void on(Command command, Selectors<?> selectors) {
            StreamOrigin origin = StreamOrigin.observedBy(new Observer());
            if (command == Command.CONNECT) {
                selectors.connect(FakeStream::new, origin);
                return;
            }
            selectors.listen("loft", shared -> new FakeListener(new FakePoller()), AcceptSettings.DEFAULT, origin,
                new Listening());
            if (command == Command.LISTEN_AND_FAIL) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        protected int maxConnections() {
            return 1;
        }

        @Override
        protected ChannelPoller poller() {
            pollers.incrementAndGet();
            return new FakePoller();
        }

        @Override
        protected List<Loop> loops(ActorSystem of) {
            return of.loops("own", 2);
        }
    }

    private final class Observer implements StreamOrigin.Observer {
        @Override
        public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {
            told.ref().tell(Thread.currentThread().getName());
        }

        @Override
        public void failed(Exception cause) {
            told.ref().tell(cause);
        }

        @Override
        public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {}
    }

    private final class Listening implements ListenerObserver<StreamBind.Command> {
        @Override
        public void bound(ActorRef<StreamBind.Command> listener, SocketAddress local) {
            told.ref().tell(local);
        }

        @Override
        public void failed(Exception cause) {
            told.ref().tell(cause);
        }

        @Override
        public void paused(SocketAddress local, Exception cause) {}

        @Override
        public void resumed(SocketAddress local) {}

        @Override
        public void unbound(SocketAddress local, Exception cause) {
            told.ref().tell("unbound");
        }
    }

    @Test
    void shouldHaveOneManagerInEachSystem() {
        assertSame(manager, new Pigeons().manager(system));
        assertEquals("pigeon", new Pigeons().name());
        assertEquals(Command.class, new Pigeons().protocol());
    }

    @Test
    void shouldConnectOnLoopsOfItsOwnAsFarAsItsLimitGoes() {
        manager.tell(Command.CONNECT);
        String thread = told.expect(String.class);
        assertTrue(thread.startsWith("provided-own"), thread);

        manager.tell(Command.CONNECT);

        assertEquals(1, told.expect(CapacityException.class).limit());
        assertEquals(1, pollers.get()); // on the loop that has a channel
    }

    @Test
    void shouldListen() {
        manager.tell(Command.LISTEN);

        assertEquals(FakeListener.ADDRESS, told.expect(SocketAddress.class));
    }

    /** The bind has had no turn yet when the manager fails. */
    @Test
    void shouldAnswerABindThatNeverLives() {
        manager.tell(Command.LISTEN_AND_FAIL);

        assertInstanceOf(IllegalStateException.class, told.expect(Exception.class));
        told.expectNothing();
    }

    @Test
    void shouldGoOnAfterAFailure() {
        manager.tell(Command.LISTEN_AND_FAIL);
        told.expect(Exception.class);

        manager.tell(Command.LISTEN);

        assertEquals(FakeListener.ADDRESS, told.expect(SocketAddress.class));
    }

    // ---- an author's mistakes ----

    /** A command that is answered also if nobody comes to it. */
    private record Letter(ActorRef<Object> replyTo) implements Owned {
        @Override
        public void discard() {
            replyTo.tell("discarded");
        }
    }

    private static class Clumsy extends StreamProvider<Letter> {
        private final int limit;

        Clumsy(int limit) {
            super("clumsy", Letter.class);
            this.limit = limit;
        }

        @Override
        protected void on(Letter command, Selectors<?> selectors) {
            throw new IllegalArgumentException("on purpose");
        }

        @Override
        protected int maxConnections() {
            return limit;
        }
    }

    @Test
    void shouldAnswerTheCommandThatItFailsAt() {
        new Clumsy(1).manager(system).tell(new Letter(told.ref()));

        assertEquals("discarded", told.expect(String.class));
        told.expectNothing();
    }

    /** Otherwise a manager that can't be made keeps all commands for ever. */
    @Test
    void shouldRefuseALimitThatIsNone() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
            () -> new Clumsy(0).manager(system));

        assertTrue(e.getMessage().contains("clumsy") && e.getMessage().contains("0"), e.getMessage());
    }

    @Test
    void shouldRefuseToHaveNoLoop() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Clumsy(1) {
            @Override
            protected List<Loop> loops(ActorSystem of) {
                return List.of();
            }
        }.manager(system));

        assertTrue(e.getMessage().contains("clumsy"), e.getMessage());
    }

    private static class Forgetful extends Clumsy {
        private final int what;

        Forgetful(int what) {
            super(1);
            this.what = what;
        }

        @Override
        protected void on(Letter command, Selectors<?> selectors) {
            if (what == 0) {
                selectors.connect(null, StreamOrigin.observedBy(null));
            } else {
                selectors.listen("loft", what == 1 ? null : shared -> new FakeListener(new FakePoller()),
                    what == 2 ? null : AcceptSettings.DEFAULT, what == 3 ? null : origin(), what == 4 ? null : news());
            }
        }

        private static StreamOrigin origin() {
            return StreamOrigin.observedBy(new StreamOrigin.Observer() {
                @Override
                public void opened(ActorRef<Connection.Command> connection, SocketAddress local,
                    SocketAddress remote) {}

                @Override
                public void failed(Exception cause) {}

                @Override
                public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {}
            });
        }

        private static ListenerObserver<StreamBind.Command> news() {
            return new ListenerObserver<>() {
                @Override
                public void bound(ActorRef<StreamBind.Command> listener, SocketAddress local) {}

                @Override
                public void failed(Exception cause) {}

                @Override
                public void unbound(SocketAddress local, Exception cause) {}
            };
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldAnswerTheCommandForWhichItForgetsAnArgument(int what) {
        new Forgetful(what).manager(system).tell(new Letter(told.ref()));

        assertEquals("discarded", told.expect(String.class));
    }
}
