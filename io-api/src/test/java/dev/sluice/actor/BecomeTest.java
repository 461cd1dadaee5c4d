package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BecomeTest {
    private final ManualSystem manual = ManualSystem.create("become");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorRef<String> spawn(ActorFactory<String> factory) {
        return system.spawn(Spec.named("actor").onFailure(failure -> Directive.restart()), factory);
    }

    private void send(ActorRef<String> actor, String... messages) {
        List.of(messages).forEach(actor::tell);
        manual.run();
    }

    /** A door that is opened with the right word. */
    private final class Door implements Actor<String> {
        private final Context<String> ctx;

        Door(Context<String> ctx) {
            this.ctx = ctx;
        }

        @Override
        public void on(String message) {
            log.add("shut: " + message);
            if (message.equals("sesame")) {
                ctx.become(this::open);
                log.add("still shut");
            }
        }

        private void open(String message) {
            log.add("open: " + message);
            switch (message) {
                case "shut" -> ctx.become(this);
                case "boom" -> throw new Boom();
                default -> {
                }
            }
        }

        @Override
        public void stopping(Stop reason) {
            log.add("stopping: " + reason.getClass().getSimpleName());
        }
    }

    @Test
    void g30_become_takes_effect_with_the_next_message() {
        send(spawn(Door::new), "a", "sesame", "b", "shut", "c");
        assertEquals(List.of("shut: a", "shut: sesame", "still shut", "open: b", "open: shut", "shut: c"), log);
    }

    @Test
    void g30_a_restart_resets_to_what_the_factory_makes() {
        send(spawn(Door::new), "sesame", "boom", "a");
        assertEquals(List.of("open: boom", "stopping: Restarting", "shut: a"), log.subList(2, 5));
    }

    @Test
    void g30_the_hook_stays_with_the_instance() {
        ActorRef<String> actor = spawn(Door::new);
        send(actor, "sesame");
        manual.await(system.stop(actor));
        assertEquals(List.of("stopping: Normal"), log.subList(2, 3));
    }

    @Test
    void row1_14_a_machine_of_many_states_does_not_grow() {
        Consumer<Integer> done = turns -> log.add("turns: " + turns);
        ActorRef<String> actor = spawn(ctx -> new Actor<>() {
            private int turns;

            @Override
            public void on(String message) {
                turn(ctx);
            }

            private void turn(Context<String> context) {
                if (++turns == 100_000) {
                    done.accept(turns);
                }
                context.become(next -> turn(context));
            }
        });
        for (int i = 0; i < 100_000; i++) {
            actor.tell("turn");
        }
        manual.run();
        assertEquals(List.of("turns: 100000"), log);
    }

    @Test
    void g30_signals_stay_with_the_instance() {
        ActorRef<String> actor = system.spawn("driven", ctx -> new LoopActor<String>() {
            @Override
            public void on(String message) {
                ctx.become(next -> log.add("became: " + next));
                ctx.signal().raise(1);
            }

            @Override
            public void onSignal(int bits) {
                log.add("signal");
            }

            @Override
            public void onBatchEnd() {
                log.add("end of batch");
            }
        });
        send(actor, "a", "b");
        assertEquals(List.of("signal", "became: b", "end of batch"), log);
    }

    @Test
    void g30_there_must_be_an_instance_and_a_behaviour() {
        ActorRef<String> actor = spawn(ctx -> {
            assertThrows(IllegalStateException.class, () -> ctx.become(message -> {
            }));
            return message -> log.add(
                "" + assertInstanceOf(NullPointerException.class, assertThrows(Exception.class, () -> ctx.become(null)))
                    .getMessage());
        });
        send(actor, "a");
        assertEquals(List.of("behaviour"), log);
    }

    @Test
    void g45_become_stash_and_idle_are_refused_from_outside() {
        List<Context<String>> contexts = new ArrayList<>();
        send(spawn(ctx -> {
            contexts.add(ctx);
            return message -> {
            };
        }));
        Context<String> ctx = contexts.get(0);
        assertThrows(IllegalStateException.class, () -> ctx.become(message -> {
        }));
        assertThrows(IllegalStateException.class, () -> ctx.stash(1));
        assertThrows(IllegalStateException.class, () -> ctx.idle(Duration.ofDays(1), "idle"));
        assertThrows(IllegalStateException.class, ctx::noIdle);
        assertThrows(IllegalStateException.class, () -> ctx.kill(ctx.self()));
    }
}
