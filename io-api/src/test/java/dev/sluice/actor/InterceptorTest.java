package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualDispatcher;
import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands around handling. */
class InterceptorTest {
    private final List<Object> log = new ArrayList<>();
    private final ManualDispatcher dispatcher = new ManualDispatcher();

    /** An actor on this test's thread, in a system of its own. */
    private void with(Settings settings, SystemUse use) {
        try (ActorSystem system = ActorSystem.create(settings.loops(1).poolThreads(1))) {
            ActorRef<Object> actor = system.spawn(spec(), ctx -> log::add);
            try {
                use.accept(system, actor);
            } finally {
                system.stop(actor);
                dispatcher.run();
            }
        }
    }

    private Spec spec() {
        return Spec.named("actor").on(dispatcher).onFailure(failure -> {
            log.add(failure);
            return Directive.RESUME;
        });
    }

    @FunctionalInterface
    private interface SystemUse {
        void accept(ActorSystem system, ActorRef<Object> actor);
    }

    private static Settings settings() {
        return Settings.named("intercepted");
    }

    private Interceptor named(String name) {
        return (actor, message, next) -> {
            log.add(name + " before " + message);
            try {
                next.proceed();
            } finally {
                log.add(name + " after");
            }
        };
    }

    @Test
    void g56_several_interceptors_stand_around_each_message_the_first_outermost() {
        with(settings().interceptor(named("a")).interceptor(named("b")).interceptor(named("c")), (system, actor) -> {
            actor.tell("m");
            dispatcher.run();
            assertEquals(List.of("a before m", "b before m", "c before m", "m", "c after", "b after", "a after"), log);
        });
    }

    @Test
    void g56_it_sees_who_handles_and_what_the_handler_sees() {
        List<ActorRef<?>> actors = new ArrayList<>();
        with(settings().interceptor((actor, message, next) -> {
            actors.add(actor);
            log.add("seen " + message);
            next.proceed();
        }), (system, actor) -> {
            actor.accepting((Integer number) -> "mapped " + number).tell(3);
            dispatcher.run();
            assertEquals(List.of("seen mapped 3", "mapped 3"), log);
            assertEquals(List.of(actor), actors);
        });
    }

    @Test
    void g56_what_fails_in_it_is_the_actors_failure() {
        Boom boom = new Boom();
        with(settings().interceptor((actor, message, next) -> {
            throw boom;
        }), (system, actor) -> {
            actor.tell("m");
            dispatcher.run();
            assertEquals(1, log.size(), "the actor has not seen the message");
            assertSame(boom, assertInstanceOf(Failure.class, log.get(0)).cause());
            assertEquals(1, system.figures().deadLetters().get(DeadLetter.Reason.INTERCEPTED));
        });
    }

    @Test
    void g56_it_may_translate_what_the_actor_throws() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (ManualSystem manual = ManualSystem.create("translated");
            ActorSystem system = ActorSystem.create(settings().interceptor((actor, message, next) -> {
                try {
                    next.proceed();
                } catch (Boom e) {
                    throw new IllegalArgumentException(e);
                }
            }))) {
            ActorRef<Act> actor = system.spawn(Spec.named("actor").on(manual.dispatcher()).onFailure(failure -> {
                thrown.set(failure.cause());
                return Directive.RESUME;
            }), Act::actor);
            actor.tell(Boom::act);
            manual.run();
            assertInstanceOf(IllegalArgumentException.class, thrown.get());
            assertEquals(0, system.deadLetters(), "the actor had the message");
            system.stop(actor);
            manual.run();
        }
    }

    private enum Wrong implements Interceptor {
        NEVER {
            @Override
            public void around(ActorRef<?> actor, Object message, Handling next) {}
        },
        TWICE {
            @Override
            public void around(ActorRef<?> actor, Object message, Handling next) throws Exception {
                next.proceed();
                next.proceed();
            }
        },
        ELSEWHERE {
            @Override
            public void around(ActorRef<?> actor, Object message, Handling next) throws Exception {
                Thread.startVirtualThread(() -> assertThrows(IllegalStateException.class, next::proceed)).join();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void g56_whoever_does_not_proceed_once_makes_the_actor_fail(Wrong wrong) {
        AtomicInteger discarded = new AtomicInteger();
        Owned owned = discarded::incrementAndGet;
        with(settings().interceptor(named("outer")).interceptor(wrong), (system, actor) -> {
            actor.tell(owned);
            dispatcher.run();
            boolean handled = log.remove(owned);
            assertEquals(wrong == Wrong.TWICE, handled);
            assertInstanceOf(IllegalStateException.class, ((Failure) log.get(2)).cause());
            assertEquals(handled ? 0 : 1, discarded.get(), "what the actor never had is released");
            assertEquals(handled ? 0 : 1, system.deadLetters());
        });
    }

    @Test
    void g56_it_can_not_proceed_after_it_has_returned() {
        List<Interceptor.Handling> kept = new ArrayList<>();
        with(settings().interceptor((actor, message, next) -> {
            kept.forEach(old -> assertThrows(IllegalStateException.class, old::proceed));
            kept.add(next);
            next.proceed();
        }), (system, actor) -> {
            actor.tell("first");
            actor.tell("second");
            dispatcher.run();
            assertThrows(IllegalStateException.class, () -> kept.get(0).proceed());
            assertEquals(List.of("first", "second"), log);
        });
    }

    @Test
    void g56_an_ask_of_which_the_question_is_not_let_through_ends_with_the_actor() {
        try (ManualSystem manual = ManualSystem.create("asked");
            ActorSystem system = ActorSystem.create(settings().interceptor(Wrong.NEVER))) {
            ActorRef<ActorRef<String>> actor = system.spawn(Spec.named("actor").on(manual.dispatcher()),
                ctx -> replyTo -> replyTo.tell("never"));
            var answer = system.ask(actor, (ActorRef<String> replyTo) -> replyTo, Duration.ofDays(1));
            manual.run();
            var thrown = assertThrows(CompletionException.class, answer::join);
            assertEquals(AskFailedException.Kind.STOPPED, ((AskFailedException) thrown.getCause()).kind());
        }
    }

    @Test
    void g56_none_is_refused() {
        assertThrows(NullPointerException.class, () -> settings().interceptor(null));
        assertThrows(NullPointerException.class, () -> Wrong.NEVER.then(null));
    }
}
