package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever an actor's own code throws what nobody can rely on after, the system's policy is told. */
class FatalErrorTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static <R> R fatal() {
        throw new InternalError("a test");
    }

    enum Place {
        HANDLER((system, spec) -> system.<Act>spawn(spec, Act::actor).tell(ctx -> fatal())),
        FACTORY((system, spec) -> system.<Act>spawn(spec, ctx -> fatal())),
        FACTORY_AT_A_RESTART((system, spec) -> {
            boolean[] again = new boolean[1];
            system.<Act>spawn(spec.onFailure(failure -> Directive.restart()), ctx -> {
                if (again[0]) {
                    return fatal();
                }
                again[0] = true;
                return Act.actor(ctx);
            }).tell(Boom::act);
        }),
        HOOK((system, spec) -> system.<Act>spawn(spec, ctx -> new Actor<>() {
            @Override
            public void on(Act message) {
                ctx.stop();
            }

            @Override
            public void stopping(Stop reason) {
                fatal();
            }
        }).tell(Boom::act)),
        DECIDER((system, spec) -> system.<Act>spawn(spec.onFailure(failure -> fatal()), Act::actor).tell(Boom::act)),
        VIEW((system, spec) -> system.<Act>spawn(spec, Act::actor).accepting((String text) -> fatal()).tell("")),
        TIMER((system, spec) -> system.<Act>spawn(spec, Act::actor)
            .tell(ctx -> ctx.timers().once("key", Duration.ZERO, self -> fatal()))),
        WATCH((system, spec) -> {
            ActorRef<Act> watched = system.spawn("watched", Act::actor);
            system.<Act>spawn(spec, Act::actor).tell(ctx -> {
                ctx.watch(watched, gone -> fatal());
                watched.tell(Context::stop);
            });
        }),
        ANSWER((system, spec) -> {
            ActorRef<ActorRef<String>> answering = system.spawn("answering", ctx -> to -> to.tell("answer"));
            system.<Act>spawn(spec, Act::actor)
                .tell(ctx -> ctx.<ActorRef<String>, String>ask(answering, to -> to, MINUTE, result -> fatal()));
        }),
        BODY((system, spec) -> system.<Act>spawnBlocking(spec, ctx -> fatal())),
        BODY_THAT_RECEIVES((system, spec) -> system.<Act>spawnBlocking(spec, ctx -> ctx.receive().run(ctx))
            .tell(ctx -> fatal())),
        OFFLOADED((system, spec) -> system.<Act>spawn(spec, Act::actor)
            .tell(ctx -> ctx.offload(() -> fatal(), result -> self -> {
            })));

        final BiConsumer<ActorSystem, Spec> play;

        Place(BiConsumer<ActorSystem, Spec> play) {
            this.play = play;
        }
    }

    @ParameterizedTest
    @EnumSource
    void g29_wherever_it_is_thrown(Place place) {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Settings settings = Settings.named("fatal").loops(1).poolThreads(1).onFatal(told::complete);
        try (ActorSystem system = ActorSystem.create(settings)) {
            place.play.accept(system, Spec.named("actor"));
            assertSame(InternalError.class, told.orTimeout(30, TimeUnit.SECONDS).join().getClass());
        }
    }
}
