package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes to the system's policies: errors after which nobody can rely on anything, wherever they are thrown, and what is escalated. */
class PolicyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Settings small(String name) {
        return Settings.named(name).loops(2).poolThreads(2);
    }

    private static <R> R fatal() {
        throw new InternalError("a test");
    }

    private interface Play extends BiConsumer<ActorSystem, Spec> {}

    static Stream<Named<Play>> places() {
        return Stream.of(
            Named.of("handler", (system, spec) -> system.<Act>spawn(spec, Act::actor).tell(ctx -> fatal())),
            Named.of("factory", (system, spec) -> system.<Act>spawn(spec, ctx -> fatal())),
            Named.of("factory at a restart", PolicyTest::atARestart),
            Named.of("requirement", PolicyTest::whereARequirementIsMet),
            Named.of("hook", PolicyTest::inTheHook),
            Named.of("signal", PolicyTest::inASignalOfOneThatIsHeld),
            Named.of("decider", (system, spec) -> atBoom(system, spec.onFailure(failure -> fatal()))),
            Named.of("view", (system, spec) -> spawn(system, spec).accepting((String text) -> fatal()).tell("")),
            Named.of("timer", (system, spec) -> spawn(system, spec)
                .tell(ctx -> ctx.timers().once("key", Duration.ZERO, self -> fatal()))),
            Named.of("end of another", PolicyTest::whereAnEndIsMapped),
            Named.of("answer", PolicyTest::whereAnAnswerIsMapped),
            Named.of("body", (system, spec) -> system.<Act>spawnBlocking(spec, ctx -> fatal())),
            Named.of("body that receives", PolicyTest::inABodyThatReceives),
            Named.of("offloaded work", PolicyTest::inOffloadedWork),
            Named.of("dispatcher", (system, spec) -> atBoom(system, spec.on(task -> fatal()))));
    }

    private static ActorRef<Act> spawn(ActorSystem system, Spec spec) {
        return system.spawn(spec, Act::actor);
    }

    private static void atBoom(ActorSystem system, Spec spec) {
        spawn(system, spec).tell(Boom::act);
    }

    private static void atARestart(ActorSystem system, Spec spec) {
        AtomicInteger instances = new AtomicInteger();
        system.<Act>spawn(spec.onFailure(failure -> Directive.restart()),
            ctx -> instances.getAndIncrement() == 0 ? Act.actor(ctx) : fatal()).tell(Boom::act);
    }

    private static void whereARequirementIsMet(ActorSystem system, Spec spec) {
        system.<Act>spawn(spec, ctx -> {
            ctx.startup().require("resource", () -> CompletableFuture.completedFuture(""), got -> fatal());
            return Act.actor(ctx);
        });
    }

    private static void inTheHook(ActorSystem system, Spec spec) {
        system.<Act>spawn(spec, ctx -> new Actor<>() {
            @Override
            public void on(Act message) {
                ctx.stop();
            }

            @Override
            public void stopping(Stop reason) {
                fatal();
            }
        }).tell(Boom::act);
    }

    private static void inASignalOfOneThatIsHeld(ActorSystem system, Spec spec) {
        system.<Act>spawn(spec, ctx -> new LoopActor<>() {
            @Override
            public void on(Act message) {
                ctx.holdStop(MINUTE);
                ctx.stop();
            }

            @Override
            public void onSignal(int bits) {
                fatal();
            }

            @Override
            public void onBatchEnd() {}

            @Override
            public void stopping(Stop reason) {
                ctx.signal().raise(1);
            }
        }).tell(Boom::act);
    }

    private static void whereAnEndIsMapped(ActorSystem system, Spec spec) {
        ActorRef<Act> watched = system.spawn("watched", Act::actor);
        spawn(system, spec).tell(ctx -> {
            ctx.watch(watched, gone -> fatal());
            watched.tell(Context::stop);
        });
    }

    private static void whereAnAnswerIsMapped(ActorSystem system, Spec spec) {
        ActorRef<ActorRef<String>> answering = system.spawn("answering", ctx -> to -> to.tell("answer"));
        spawn(system, spec)
            .tell(ctx -> ctx.<ActorRef<String>, String>ask(answering, to -> to, MINUTE, result -> fatal()));
    }

    private static void inABodyThatReceives(ActorSystem system, Spec spec) {
        system.<Act>spawnBlocking(spec, ctx -> ctx.receive().run(ctx)).tell(ctx -> fatal());
    }

    private static void inOffloadedWork(ActorSystem system, Spec spec) {
        spawn(system, spec).tell(ctx -> ctx.offload(() -> fatal(), result -> self -> {
        }));
    }

    @ParameterizedTest
    @MethodSource("places")
    void g29_wherever_it_is_thrown(Play play) {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        try (ActorSystem system = ActorSystem.create(small("fatal").onFatal(told::complete))) {
            play.accept(system, Spec.named("actor"));
            assertSame(InternalError.class, told.orTimeout(30, TimeUnit.SECONDS).join().getClass());
        }
    }

    @Test
    void g29_aFatalErrorEndsTheSystem() {
        for (VirtualMachineError fatal : List.of(new OutOfMemoryError("a test"), new InternalError("a test"))) {
            ActorSystem system = ActorSystem.create(small("fatal"));
            system.<Act>spawn(Spec.named("actor").onFailure(failure -> Directive.RESUME), Act::actor).tell(ctx -> {
                throw fatal;
            });
            system.join();
        }
        Threads.awaitNone("fatal-");
    }

    @Test
    void g29_aPolicyMayDecideAboutAFatalErrorInstead() {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        OutOfMemoryError fatal = new OutOfMemoryError("a test");
        Settings settings = small("policy").onFatal(cause -> {
            told.complete(cause);
            throw new Boom();
        });
        try (ActorSystem system = ActorSystem.create(settings)) {
            ActorRef<Act> actor = system.spawn(Spec.named("actor").onFailure(failure -> Directive.RESUME), Act::actor);
            ActorRef<Act> other = system.spawn("other", Act::actor);
            CompletableFuture<Stop> stopped = system.stopped(actor);
            actor.tell(ctx -> {
                throw fatal;
            });
            assertSame(fatal, told.join());
            assertEquals(new Stop.Failed(fatal), stopped.join());
            assertFalse(system.stopped(other).isDone());
        }
    }

    @Test
    void row1_39_a_policy_for_the_top_that_fails_harms_nobody() {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Settings settings = small("harmless").onEscalation((top, cause) -> {
            told.complete(cause);
            throw new Boom();
        });
        try (ActorSystem system = ActorSystem.create(settings)) {
            ActorRef<Act> other = system.spawn("other", Act::actor);
            ActorRef<Act> escalating = system.spawn(Spec.named("escalating").onFailure(failure -> Directive.ESCALATE),
                Act::actor);
            escalating.tell(Boom::act);
            system.stopped(escalating).join();
            assertSame(Boom.class, told.join().getClass());
            CompletableFuture<String> answer = new CompletableFuture<>();
            system.<Act>spawn("next", Act::actor).tell(ctx -> other.tell(self -> answer.complete("it goes on")));
            assertEquals("it goes on", answer.join());
        }
    }

    /** A stack that overflows, a class that is missing: however bad, it is the failure of one actor. */
    @Test
    void g29_anyOtherErrorIsAnOrdinaryFailure() {
        try (ActorSystem system = ActorSystem.create(small("ordinary"))) {
            for (Throwable error : List.of(new StackOverflowError(), new NoClassDefFoundError(), new AssertionError(),
                new InterruptedException())) {
                ActorRef<Act> actor = system.spawn("actor", Act::actor);
                CompletableFuture<Stop> stopped = system.stopped(actor);
                actor.tell(ctx -> sneak(error));
                assertEquals(new Stop.Failed(error), stopped.join());
            }
            CompletableFuture<String> answer = new CompletableFuture<>();
            system.<Act>spawn("next", Act::actor).tell(ctx -> answer.complete("it goes on"));
            assertEquals("it goes on", answer.join());
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable error) throws E {
        throw (E) error;
    }

    @Test
    void row1_39_theSystemsPolicyIsAskedAtTheTop() {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        ActorSystem system = ActorSystem.create(small("top").onEscalation((which, cause) -> {
            told.complete(cause);
            which.terminate();
        }));
        Boom boom = new Boom();
        system.<Act>spawn(Spec.named("escalating").onFailure(failure -> Directive.ESCALATE), Act::actor).tell(ctx -> {
            throw boom;
        });
        assertSame(boom, told.join());
        system.join();
    }

    @Test
    void row1_39_otherwiseTheRestGoesOn() {
        try (ActorSystem system = ActorSystem.create(small("top"))) {
            ActorRef<Act> escalating = system.spawn(Spec.named("escalating").onFailure(failure -> Directive.ESCALATE),
                Act::actor);
            escalating.tell(Boom::act);
            system.stopped(escalating).join();
            CompletableFuture<String> alive = new CompletableFuture<>();
            system.<Act>spawn("other", Act::actor).tell(ctx -> alive.complete("alive"));
            assertEquals("alive", alive.join());
        }
    }
}
