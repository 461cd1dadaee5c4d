package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kill interrupts, and what it doesn't. */
class KillTest {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final ActorSystem system = ActorSystem.create(Settings.named("kill").loops(1).poolThreads(2));

    @AfterEach
    void close() {
        system.close();
        dev.sluice.Threads.awaitNone("kill-");
    }

    private Dispatcher zone(Zone zone, boolean first) {
        return first ? zone.of(system).first() : zone.of(system);
    }

    /** It blocks until it is interrupted. */
    private static ActorRef<Act> blocked(ActorSystem system, Spec spec) throws InterruptedException {
        ActorRef<Act> actor = system.spawn(spec, Act::actor);
        CountDownLatch blocks = new CountDownLatch(1);
        actor.tell(ctx -> {
            blocks.countDown();
            NEVER.await();
        });
        blocks.await();
        return actor;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void g28_aKillEndsAnActorThatBlocksOnAPinnedThread(boolean first) throws InterruptedException {
        assertKilled(zone(Zone.PINNED, first));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void g28_aKillEndsAnActorThatBlocksOnAVirtualThread(boolean first) throws InterruptedException {
        assertKilled(zone(Zone.VIRTUAL, first));
    }

    private void assertKilled(Dispatcher where) throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            Spec spec = Spec.named("blocked").on(where).onFailure(failure -> {
                failures.incrementAndGet();
                return Directive.restart();
            });
            ActorRef<Act> actor = blocked(system, spec);
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            ActorRef<Act> next = system.spawn(Spec.named("next").on(where), Act::actor);
            next.tell(ctx -> flag.complete(Thread.currentThread().isInterrupted()));
            assertInstanceOf(Stop.Killed.class, system.kill(actor).join());
            assertFalse(flag.join(), "the interrupt is not the next one's");
        }
        assertEquals(0, failures.get(), "what the kill has broken off is no failure");
    }

    /** Both in the middle of a message and, where the kill itself wakes the actor, at any moment. */
    @ParameterizedTest
    @EnumSource(names = {"PINNED", "VIRTUAL"})
    void g28_theStoppingHookIsNotInterruptedByTheKillThatItIsToldOf(Zone zone) throws InterruptedException {
        for (int i = 0; i < 400; i++) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            ActorRef<CountDownLatch> actor = system.spawn(Spec.named("busy").on(zone.of(system)),
                ctx -> new Hooked(flag));
            CountDownLatch busy = new CountDownLatch(i % 40 == 0 ? 1 : 0);
            if (busy.getCount() > 0) {
                actor.tell(busy);
                busy.await();
            }
            system.kill(actor).join();
            assertFalse(flag.getNow(false));
        }
    }

    private record Hooked(CompletableFuture<Boolean> flag) implements Actor<CountDownLatch> {
        @Override
        public void on(CountDownLatch message) {
            message.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void stopping(Stop reason) {
            for (int i = 0; i < 200; i++) {
                Thread.onSpinWait();
            }
            flag.complete(Thread.currentThread().isInterrupted());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POOL", "LOOP", "FIXED", "STEALING", "ELASTIC"})
    void g28_aKillInterruptsNoThreadThatOthersShare(Zone zone) throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        ActorRef<Act> actor = system.spawn(Spec.named("busy").on(zone.of(system)), Act::actor);
        actor.tell(ctx -> {
            busy.countDown();
            killed.await();
            flag.complete(Thread.currentThread().isInterrupted());
        });
        busy.await();
        CompletableFuture<Stop> stopped = system.kill(actor);
        killed.countDown();
        assertFalse(flag.join());
        assertInstanceOf(Stop.Killed.class, stopped.join());
    }

    @ParameterizedTest
    @EnumSource(names = {"PINNED", "VIRTUAL"})
    void g28_aKillOfAnotherDoesNotInterruptTheOneThatRuns(Zone zone) throws InterruptedException {
        Dispatcher where = zone.of(system);
        ActorRef<Act> waiting = system.spawn(Spec.named("waiting").on(where), Act::actor);
        ActorRef<Act> running = system.spawn(Spec.named("running").on(where), Act::actor);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        running.tell(ctx -> {
            busy.countDown();
            killed.await();
            flag.complete(Thread.currentThread().isInterrupted());
        });
        busy.await();
        CompletableFuture<Stop> stopped = system.kill(waiting);
        killed.countDown();
        assertFalse(flag.join());
        assertInstanceOf(Stop.Killed.class, stopped.join());
    }

    /** Kills at every moment of many short activations: each ends once, and no other actor of the thread sees an interrupt. */
    @ParameterizedTest
    @EnumSource(names = {"PINNED", "VIRTUAL"})
    void g28_anInterruptStaysWithinTheActivationThatItIsFor(Zone zone) {
        Dispatcher where = zone.of(system);
        CompletableFuture<String> seen = new CompletableFuture<>();
        ActorRef<Act> bystander = system.spawn(Spec.named("bystander").on(where), Act::actor);
        for (int i = 0; i < 2_000; i++) {
            ActorRef<Act> victim = system.spawn(Spec.named("victim").on(where), Act::actor);
            victim.tell(ctx -> bystander.tell(other -> {
                if (Thread.currentThread().isInterrupted()) {
                    seen.complete("an interrupt");
                }
            }));
            bystander.tell(other -> {
                if (Thread.currentThread().isInterrupted()) {
                    seen.complete("an interrupt");
                }
            });
            system.kill(victim).join();
        }
        assertInstanceOf(Stop.Normal.class, system.drain(bystander).join());
        assertFalse(seen.isDone());
    }

    @Test
    void shouldCountAFailureThatNoKillHasCausedAsAFailure() {
        CompletableFuture<Throwable> cause = new CompletableFuture<>();
        Spec spec = Spec.named("failing").on(Zone.PINNED.of(system)).onFailure(failure -> {
            cause.complete(failure.cause());
            return Directive.STOP;
        });
        ActorRef<Act> actor = system.spawn(spec, Act::actor);
        CompletableFuture<Stop> stopped = system.stopped(actor);
        actor.tell(ctx -> {
            throw new InterruptedException("of its own");
        });
        assertEquals("of its own", cause.join().getMessage());
        assertTrue(stopped.join() instanceof Stop.Failed);
    }
}
