package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.Threads;
import dev.sluice.loop.Signal;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Actors that are driven by signals as well as by messages. */
class SignalTest {
    private static final int STOP = 1 << 10;
    private static final int FAIL = 1 << 11;

    private final ManualSystem manual = ManualSystem.create("signal");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final List<Context<Act>> contexts = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private final class Driven implements LoopActor<Act> {
        private final Context<Act> ctx;

        Driven(Context<Act> ctx) {
            this.ctx = ctx;
            contexts.add(ctx);
            log.add("made");
        }

        @Override
        public void on(Act message) throws Exception {
            message.run(ctx);
        }

        @Override
        public void onSignal(int bits) {
            log.add("signal " + bits);
            if ((bits & STOP) != 0) {
                ctx.stop();
            }
            if ((bits & FAIL) != 0) {
                throw new Boom();
            }
        }

        @Override
        public void onBatchEnd() {
            log.add("end");
        }

        @Override
        public void stopping(Stop reason) {
            log.add(reason.getClass().getSimpleName());
        }
    }

    private ActorRef<Act> driven() {
        ActorRef<Act> actor = system.spawn(Spec.named("driven").onFailure(failure -> Directive.restart()), Driven::new);
        manual.run();
        log.clear();
        return actor;
    }

    private Act logged(String text) {
        return ctx -> log.add(text);
    }

    private Signal signal() {
        return contexts.get(0).signal();
    }

    @Test
    void shouldOrTheBitsUntilTheActorRuns() {
        driven();
        signal().raise(1);
        signal().raise(4);
        signal().raise(4);
        manual.run();
        signal().raise(2);
        manual.run();
        assertEquals(List.of("signal 5", "end", "signal 2", "end"), log);
    }

    @Test
    void shouldComeBeforeTheNextMessageAlsoInABatch() {
        ActorRef<Act> actor = driven();
        actor.tell(ctx -> {
            log.add("a");
            ctx.signal().raise(1);
        });
        actor.tell(logged("b"));
        signal().raise(8);
        manual.run();
        assertEquals(List.of("signal 8", "a", "signal 1", "b", "end"), log);
    }

    @Test
    void g14_aStopFromASignalComesBeforeTheNextMessage() {
        ActorRef<Act> actor = driven();
        signal().raise(STOP);
        actor.tell(logged("handled in spite of the stop"));
        manual.run();
        assertEquals(List.of("signal " + STOP, "Normal"), log);
    }

    @Test
    void shouldBeSeenByTheInstanceThatIsJustMade() {
        system.spawn("driven", (Context<Act> ctx) -> {
            ctx.signal().raise(1);
            return new Driven(ctx);
        });
        manual.run();
        assertEquals(List.of("made", "signal 1", "end"), log);
    }

    @Test
    void shouldEndEachBatch() {
        ActorRef<Act> actor = driven();
        for (int i = 0; i < 100; i++) {
            actor.tell(ctx -> {
            });
        }
        manual.dispatcher().runOne();
        assertEquals(List.of("end"), log);
        manual.run();
        assertEquals(List.of("end", "end"), log);
    }

    @Test
    void shouldFailTheActorAsAMessageDoes() {
        ActorRef<Act> actor = driven();
        signal().raise(FAIL);
        actor.tell(logged("a"));
        manual.run();
        assertEquals(List.of("signal " + FAIL, "Restarting", "made", "a", "end"), log);
    }

    @Test
    void shouldFailTheActorAtTheEndOfABatch() {
        Probe<Object> probe = Probe.in(manual);
        Boom boom = new Boom();
        ActorRef<Act> actor = system.spawn("failing", ctx -> new LoopActor<Act>() {
            @Override
            public void on(Act message) {}

            @Override
            public void onSignal(int bits) {}

            @Override
            public void onBatchEnd() {
                throw boom;
            }
        });
        probe.watch(actor);
        assertEquals(new Stop.Failed(boom), probe.expectTerminated(actor).reason());
    }

    @Test
    void shouldStillComeWhileTheStopIsHeld() {
        ActorRef<Act> actor = driven();
        List<Hold> holds = new ArrayList<>();
        actor.tell(ctx -> holds.add(ctx.holdStop(Duration.ofSeconds(5))));
        manual.await(system.drain(system.spawn("other", Act::actor)));
        CompletableFuture<Stop> stopped = system.stop(actor);
        manual.run();
        log.clear();
        signal().raise(2);
        actor.tell(logged("handled in spite of the stop"));
        manual.run();
        assertEquals(List.of("signal 2"), log);
        holds.get(0).release();
        manual.await(stopped);
        signal().raise(4);
        manual.run();
        assertEquals(List.of("signal 2"), log, "after the end it does nothing");
    }

    @Test
    void shouldEndOneThatFailsWhileItIsHeld() {
        ActorRef<Act> actor = driven();
        actor.tell(ctx -> ctx.holdStop(Duration.ofDays(1)));
        manual.run();
        CompletableFuture<Stop> stopped = system.stop(actor);
        manual.run();
        signal().raise(FAIL);
        assertEquals(new Stop.Normal(), manual.await(stopped));
    }

    @Test
    void shouldMeanNothingToAnActorThatTakesNone() {
        ActorRef<Act> actor = system.spawn("plain", Act::actor);
        actor.tell(contexts::add);
        manual.run();
        signal().raise(1);
        actor.tell(logged("a"));
        manual.run();
        assertEquals(List.of("a"), log);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseNoBitHoweverManyRaise(Zone zone) throws Exception {
        try (ActorSystem running = ActorSystem.create("signal")) {
            int rounds = 10_000;
            CountDownLatch taken = new CountDownLatch(3 * rounds);
            AtomicInteger[] seen = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
            CompletableFuture<Signal> signal = new CompletableFuture<>();
            running.spawn(Spec.named("driven").on(zone.of(running)), (Context<Act> ctx) -> {
                signal.complete(ctx.signal());
                return new LoopActor<>() {
                    @Override
                    public void on(Act message) {}

                    @Override
                    public void onSignal(int bits) {
                        for (int i = 0; i < 3; i++) {
                            if ((bits & 1 << i) != 0) {
                                seen[i].incrementAndGet();
                                taken.countDown();
                            }
                        }
                    }

                    @Override
                    public void onBatchEnd() {}
                };
            });
            Signal raised = signal.join();
            Threads.parallel(3, number -> {
                for (int i = 0; i < rounds; i++) {
                    raised.raise(1 << number);
                    while (seen[number].get() <= i) {
                        Thread.yield();
                    }
                }
            });
            taken.await();
        }
    }
}
