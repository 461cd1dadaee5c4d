package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stash;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.io.Handler;
import dev.sluice.io.Lease;
import dev.sluice.testkit.LeaseWatch;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leases on what a connection reads, and all that can be done wrong with them. */
class LeasedReadingTest {
    private static final ConnectionSettings LEASED = ConnectionSettings.DEFAULT.leasesReads(true);
    private static final int LARGE = 10_000;

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private final LeaseWatch leases = LeaseWatch.start();

    @AfterEach
    void allAreReleased() {
        leases.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Handler each(Consumer<Lease> leased) {
        return (ctx, connection) -> onLeased(event -> leased.accept(event.lease()));
    }

    private interface LeasedActor {
        void on(Leased event) throws Exception;
    }

    private static Actor<Event> onLeased(LeasedActor leased) {
        return event -> {
            if (event instanceof Leased lease) {
                leased.on(lease);
            }
        };
    }

    private <T> T next(Class<T> type) throws InterruptedException {
        Object next = seen.poll(Probe.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertInstanceOf(type, next);
        return type.cast(next);
    }

    private Lease nextLease() throws InterruptedException {
        return next(Lease.class);
    }

    private ByteString nextBytes(int length) throws InterruptedException {
        ByteString all = ByteString.empty();
        while (all.length() < length) {
            all = all.concat(next(ByteString.class));
        }
        return all;
    }

    private static void send(ConnectionFixture fixture, byte[] bytes) throws IOException {
        fixture.peer.getOutputStream().write(bytes);
    }

    private static LeasePool.Figures figures(ActorSystem system) {
        var loop = system.loops().get(0);
        return CompletableFuture.supplyAsync(() -> LoopIo.of(loop).leases().figures(), loop).join();
    }

    private static void awaitSpent(Lease lease, String how) {
        Awaitility.await().until(() -> lease.toString().contains(how));
        assertThrows(IllegalStateException.class, lease::copy);
    }

    // ---- what comes ----

    @Test
    void shouldLeaseWhatThePeerSendsWhateverItsSize() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, each(lease -> seen.add(lease.copy())))) {
            for (int length : List.of(1, 100, LeasePool.SMALL, 70_000, 1, 500_000)) {
                byte[] sent = random(length);
                send(fixture, sent);

                assertEquals(ByteString.copyOf(sent), nextBytes(length));
            }
        }
    }

    @Test
    void shouldLeaseWhatWasAbsorbedWhileSuspendedAndWhatIsPulled() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED.reading(Reading.PULL),
            each(lease -> seen.add(lease.copy())))) {
            byte[] sent = random(LARGE);
            send(fixture, sent);
            fixture.roundTrip();
            fixture.connection.tell(new Connection.Pull(1));
            ByteString first = next(ByteString.class);
            fixture.roundTrip();
            assertTrue(seen.isEmpty());
            fixture.connection.tell(new Connection.Pull(100));

            assertEquals(ByteString.copyOf(sent), first.concat(nextBytes(LARGE - first.length())));
        }
    }

    @Test
    void shouldReadAgainAndAgainIntoTheSameMemoryWhenNobodyKeepsAny() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, each(lease -> seen.add(lease.copy())))) {
            for (int i = 0; i < 100; i++) {
                send(fixture, random(LARGE));
                nextBytes(LARGE);
            }
            Awaitility.await().until(() -> figures(fixture.system).leases() == 0);

            assertEquals(1, figures(fixture.system).slabs());
        }
    }

    // ---- when a handle is spent ----

    @Test
    void shouldReleaseWhatNobodyKeptWhenItsEventIsHandled() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, each(seen::add))) {
            send(fixture, random(LARGE));
            Lease passedOnWithoutCare = nextLease();

            awaitSpent(passedOnWithoutCare, "handled");
        }
    }

    @Test
    void shouldRefuseADoubleReleaseInTheHandler() throws Exception {
        Handler twice = each(lease -> {
            lease.release();
            seen.add(assertThrows(IllegalStateException.class, lease::release));
        });
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, twice)) {
            send(fixture, random(LARGE));

            assertTrue(next(IllegalStateException.class).getMessage().contains("released"));
            assertEquals(0, figures(fixture.system).leases());
        }
    }

    @Test
    void shouldLeaveWhatWasKeptOrMovedToItsOwner() throws Exception {
        Handler keeper = each(lease -> {
            if (lease.byteAt(0) == 'k') {
                lease.keep();
                seen.add(lease);
            } else {
                seen.add(lease.move());
            }
        });
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, keeper)) {
            for (String first : List.of("k", "m")) {
                send(fixture, first.repeat(LARGE).getBytes());
                fixture.roundTrip();
                ByteString got = ByteString.empty();
                while (got.length() < LARGE) {
                    Lease lease = nextLease();
                    got = got.concat(lease.copy());
                    lease.release();
                    assertThrows(IllegalStateException.class, lease::length);
                }
                assertEquals(ByteString.utf8(first.repeat(LARGE)), got);
            }
            assertEquals(0, figures(fixture.system).leases());
        }
    }

    @Test
    void shouldNameWhoKeptOneAndForgotIt() throws Exception {
        LeaseWatch watch = LeaseWatch.start();
        Handler forgetful = each(lease -> {
            keepAndForget(lease);
            seen.add(lease);
        });
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, forgetful)) {
            fixture.send("x");
            next(Lease.class);
        }

        AssertionError failure = assertThrows(AssertionError.class, watch::close);
        assertTrue(Stream.of(failure.getSuppressed()[0].getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("keepAndForget")));
        forgotten.release();
    }

    private Lease forgotten;

    private void keepAndForget(Lease lease) {
        lease.keep();
        forgotten = lease;
    }

    @Test
    void shouldReleaseWhatAHandlerHadWhenItFailed() throws Exception {
        Spec restarting = Spec.named("failing").onFailure(failure -> Directive.restart());
        Handler failing = each(lease -> {
            seen.add(lease);
            throw new IllegalStateException("on purpose");
        });
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, restarting, failing, 0)) {
            fixture.send("one");
            awaitSpent(nextLease(), "handled");
            fixture.send("two");
            awaitSpent(nextLease(), "handled");
        }
    }

    @Test
    void shouldReleaseWhatComesToAHandlerThatHasStopped() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Handler stopping = (ctx, connection) -> onLeased(event -> {
            seen.add(event.lease());
            go.await();
            ctx.stop();
        });
        Spec elsewhere = Spec.named("stopping").on(Dispatcher.of(Thread::startVirtualThread));
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, elsewhere, stopping, 0)) {
            for (int i = 0; i < 10; i++) {
                send(fixture, random(LARGE));
                fixture.roundTrip();
            }
            go.countDown();
            awaitSpent(nextLease(), "handled");
            Awaitility.await().until(() -> leases.unreleased() == 0);
            assertEquals(0, figures(fixture.system).leases());
        }
    }

    @Test
    void shouldReleaseOnWhateverThreadTheHandlerRuns() throws Exception {
        try (ConnectionFixture other = new ConnectionFixture();
            ConnectionFixture fixture = new ConnectionFixture(LEASED, Spec.named("pooled").on(other.system.pool()),
                each(lease -> seen.add(lease.copy())), 0)) {
            byte[] sent = random(1_000_000);
            send(fixture, sent);

            assertEquals(ByteString.copyOf(sent), nextBytes(sent.length));
            Awaitility.await().until(() -> figures(fixture.system).leases() == 0);
            assertTrue(figures(fixture.system).slabs() <= 20, "bounded by the window: " + figures(fixture.system));
        }
    }

    @Test
    void shouldBoundWhatIsUnhandled() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        Spec slow = Spec.named("slow").on(Dispatcher.of(Thread::startVirtualThread));
        int much = 16 << 20;
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, slow, (ctx, connection) -> onLeased(event -> {
            go.await();
            handled.addAndGet(event.lease().length());
        }), 0)) {
            Thread sender = sendInBackground(fixture, random(much));
            Awaitility.await().until(() -> sender.getState() == Thread.State.WAITING || !sender.isAlive());
            int slabs = figures(fixture.system).slabs();
            go.countDown();

            Awaitility.await().until(() -> handled.get() == much);
            assertTrue(slabs <= 20, slabs + " slabs for a window of 256 KiB");
        }
    }

    private static Thread sendInBackground(ConnectionFixture fixture, byte[] bytes) {
        return Thread.ofVirtual().start(() -> {
            try {
                send(fixture, bytes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    // ---- the cap ----

    @Test
    void shouldCountWhatIsKeptAsHandledAndCopyWhenAllIsLent() throws Exception {
        Handler hoarder = each(lease -> {
            lease.keep();
            seen.add(lease);
        });
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, hoarder)) {
            byte[] sent = random(24 << 20);
            sendInBackground(fixture, sent);
            List<Lease> all = new ArrayList<>();
            for (int got = 0; got < sent.length; got += all.getLast().length()) {
                all.add(nextLease());
            }
            assertEquals(LeasePool.SLABS, figures(fixture.system).slabs());
            int at = 0;
            for (Lease lease : all) {
                assertEquals(ByteString.copyOf(sent, at, lease.length()), lease.copy());
                at += lease.length();
                lease.release();
            }

            assertEquals(new LeasePool.Figures(LeasePool.SLABS, LeasePool.SLABS, 0), figures(fixture.system));
        }
    }

    // ---- passed on ----

    private record Frame(Lease lease) implements Owned {
        @Override
        public void discard() {
            lease.discard();
        }
    }

    @Test
    void shouldPassALeaseToAnotherActor() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            ActorRef<Frame> reader = fixture.system.spawn("reader", ctx -> frame -> {
                seen.add(frame.lease().copy());
                frame.lease().release();
            });
            try (ConnectionFixture leased = new ConnectionFixture(LEASED,
                each(lease -> reader.tell(new Frame(lease.move()))))) {
                byte[] sent = random(100_000);
                send(leased, sent);

                assertEquals(ByteString.copyOf(sent), nextBytes(sent.length));
            }
        }
    }

    @Test
    void shouldReleaseWhatIsPassedToAnActorThatHasStopped() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            ActorRef<Object> gone = fixture.system.spawn("gone", ctx -> message -> ctx.stop());
            gone.tell("stop");
            fixture.system.stopped(gone).join();
            Handler passesOn = each(lease -> {
                Lease moved = lease.move();
                gone.tell(new Frame(moved));
                seen.add(moved);
            });
            try (ConnectionFixture leased = new ConnectionFixture(LEASED, passesOn)) {
                send(leased, random(LARGE));

                awaitSpent(nextLease(), "released");
            }
        }
    }

    @Test
    void shouldStayInAStashIfItWasKept() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, (ctx, connection) -> new Stashing(ctx))) {
            fixture.send("first");
            next(Stash.class);
            fixture.send("second");

            assertEquals("second", next(ByteString.class).decodeUtf8());
            assertEquals("first", next(ByteString.class).decodeUtf8());
        }
    }

    /** Puts off what comes first. What comes out of the stash is its own, and no event that anybody counts. */
    private final class Stashing implements Actor<Event> {
        private final Stash<Event> stash;
        private int count;

        Stashing(Context<Event> ctx) {
            this.stash = ctx.stash(1);
        }

        @Override
        public void on(Event event) {
            if (event instanceof Leased(var lease)) {
                switch (++count) {
                    case 1 -> {
                        lease.keep();
                        stash.add(event);
                        seen.add(stash);
                    }
                    case 2 -> {
                        seen.add(lease.copy());
                        stash.unstash();
                    }
                    default -> {
                        seen.add(lease.copy());
                        lease.release();
                    }
                }
            }
        }
    }

    // ---- written ----

    @Test
    void shouldEchoWithoutACopyOfItsOwn() throws Exception {
        Handler echo = (ctx, connection) -> onLeased(event -> connection.tell(new WriteLease(event.lease())));
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, echo)) {
            byte[] sent = random(1_000_000);
            sendInBackground(fixture, sent);

            assertEquals(ByteString.copyOf(sent),
                ByteString.copyOf(fixture.peer.getInputStream().readNBytes(sent.length)));
            Awaitility.await().until(() -> leases.unreleased() == 0);
        }
    }

    @Test
    void shouldRefuseATouchAfterTheWrite() throws Exception {
        Handler echo = (ctx, connection) -> onLeased(event -> {
            connection.tell(new WriteLease(event.lease()));
            seen.add(assertThrows(IllegalStateException.class, event.lease()::copy));
            seen.add(assertThrows(IllegalStateException.class, () -> new WriteLease(event.lease())));
        });
        try (ConnectionFixture fixture = new ConnectionFixture(LEASED, echo)) {
            fixture.send("hello");

            assertTrue(next(IllegalStateException.class).getMessage().contains("moved or written"));
            next(IllegalStateException.class);
            assertEquals("hello", fixture.receive(5));
        }
    }

    @Test
    void shouldBeWrittenByTwoConnectionsThatShareIt() throws Exception {
        try (ConnectionFixture other = new ConnectionFixture()) {
            Handler fork = (ctx, connection) -> onLeased(event -> {
                other.connection.tell(new WriteLease(event.lease().share()));
                connection.tell(new WriteLease(event.lease()));
            });
            try (ConnectionFixture fixture = new ConnectionFixture(LEASED, fork)) {
                byte[] sent = random(60_000);
                send(fixture, sent);

                for (ConnectionFixture each : List.of(fixture, other)) {
                    assertEquals(ByteString.copyOf(sent),
                        ByteString.copyOf(each.peer.getInputStream().readNBytes(sent.length)));
                }
                Awaitility.await().until(() -> leases.unreleased() == 0);
                assertEquals(0, figures(fixture.system).leases());
            }
        }
    }

    @Test
    void shouldReleaseWhatIsQueuedWhenTheConnectionIsAborted() throws Exception {
        assertReleasedAtItsEnd(new Connection.Abort());
    }

    @Test
    void shouldReleaseWhatIsQueuedWhenTheConnectionIsClosedButCantFlush() throws Exception {
        assertReleasedAtItsEnd(new Connection.Close());
    }

    private void assertReleasedAtItsEnd(Connection.CloseCommand close) throws Exception {
        ConnectionSettings settings = LEASED.flushWithin(Duration.ofMillis(50)).queuedWrites(3);
        try (ConnectionFixture fixture = new ConnectionFixture(settings, null, null, 4096)) {
            fixture.connection.tell(new Connection.Register(fixture.handler.ref()));
            for (int i = 0; i < 10; i++) { // most of them are refused
                fixture.connection.tell(new WriteLease(Lease.of(ByteString.copyOf(random(8 << 20)))));
            }
            fixture.connection.tell(close);
            fixture.system.stopped(fixture.connection).join();
            fixture.connection.tell(new WriteLease(Lease.of(ByteString.utf8("too late"))));

            assertEquals(0, leases.unreleased());
        }
    }

    // ---- asked ----

    @Test
    void shouldBeWrittenByAnAskAndComeBackWhenNobodyCanAnswer() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            assertTrue(ask(fixture, Lease.of(ByteString.utf8("asked"))).join());
            assertEquals("asked", fixture.receive(5));
            fixture.connection.tell(new Connection.Abort());
            fixture.system.stopped(fixture.connection).join();

            var answer = ask(fixture, Lease.of(ByteString.utf8("lost")));
            assertThrows(CompletionException.class, answer::join);
            assertEquals(0, leases.unreleased());
        }
    }

    private static CompletableFuture<Boolean> ask(ConnectionFixture fixture, Lease lease) {
        return fixture.system.ask(fixture.connection,
            (ActorRef<Boolean> sent) -> new WriteLease(lease, new Connection.Ack<>(sent, true, failed -> false)),
            Probe.PATIENCE).toCompletableFuture();
    }
}
