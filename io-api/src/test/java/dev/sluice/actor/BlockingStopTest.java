package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.Probe;
import dev.sluice.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a blocking actor is stopped. */
class BlockingStopTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final VirtualClock clock = new VirtualClock();
    private final ActorSystem system = ActorSystem.create(Settings.named("blocking").scheduler(clock));
    private final Probe<Object> probe = Probe.in(system);
    private final ActorRef<Object> out = probe.ref();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final Runnable listening = system
        .onDeadLetter(letter -> letters.add(letter.message() + " " + letter.reason()));

    @AfterEach
    void close() {
        listening.run();
        system.close();
    }

    private ActorRef<Object> spawn(Directive directive, BlockingActor<Object> body) {
        return spawn(Spec.named("actor").onFailure(failure -> {
            out.tell("decided on " + failure.message());
            return directive;
        }), body);
    }

    private ActorRef<Object> spawn(Spec spec, BlockingActor<Object> body) {
        ActorRef<Object> actor = system.spawnBlocking(spec, body);
        probe.watch(actor);
        return actor;
    }

    private void expect(Object... messages) {
        List.of(messages).forEach(probe::expect);
    }

    /** Receives for ever, and does what it gets; says why it was led out. */
    private void obey(BlockingContext<Object> ctx) throws Exception {
        try {
            for (;;) {
                ctx.receive(Order.class).run(ctx);
            }
        } catch (ActorStoppedException e) {
            out.tell("led out: " + e.reason().getClass().getSimpleName());
            throw e;
        }
    }

    @FunctionalInterface
    private interface Order {
        void run(BlockingContext<Object> ctx) throws Exception;
    }

    private static Order order(Order order) {
        return order;
    }

    @Test
    void g48_a_body_that_returns_is_a_normal_end() {
        ActorRef<Object> actor = spawn(Directive.restart(), ctx -> out.tell("done"));
        expect("done");
        assertInstanceOf(Stop.Normal.class, probe.expectTerminated(actor).reason());
    }

    @Test
    void g48_a_stop_leads_the_body_out_and_ends_after_its_clean_up() {
        ActorRef<Object> actor = spawn(Directive.STOP, ctx -> {
            try {
                out.tell("begun");
                ctx.receive();
            } finally {
                assertThrows(ActorStoppedException.class, ctx::receive);
                assertThrows(ActorStoppedException.class, () -> ctx.ask(out, replyTo -> replyTo, LONG));
                out.tell("cleaned up");
            }
        });
        expect("begun");
        CompletableFuture<Stop> stopped = system.stop(actor);
        expect("cleaned up");
        assertInstanceOf(Stop.Normal.class, probe.expectTerminated(actor).reason());
        assertInstanceOf(Stop.Normal.class, stopped.join());
    }

    @Test
    void g48_a_body_that_is_busy_is_led_out_when_it_comes_back() {
        CountDownLatch busy = new CountDownLatch(1);
        ActorRef<Object> actor = spawn(Directive.STOP, this::obey);
        actor.tell(order(ctx -> {
            out.tell("busy");
            busy.await();
            out.tell("still there");
        }));
        actor.tell("left");
        expect("busy");
        system.stop(actor);
        busy.countDown();
        expect("still there", "led out: Normal");
        probe.expectTerminated(actor);
        assertEquals(List.of("left STOPPED"), letters);
    }

    @Test
    void g48_it_can_stop_itself() {
        ActorRef<Object> actor = spawn(Directive.STOP, this::obey);
        actor.tell(order(ctx -> {
            ctx.stop();
            out.tell("the message at hand ends");
        }));
        expect("the message at hand ends", "led out: Normal");
        probe.expectTerminated(actor);
    }

    @Test
    void g48_a_body_that_does_not_come_back_in_time_is_interrupted() {
        ActorRef<Object> actor = spawn(Spec.named("actor").stopWithin(Duration.ofSeconds(3)), this::obey);
        actor.tell(order(ctx -> {
            out.tell("asleep");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                out.tell("interrupted at " + clock.nanoTime() / 1_000_000_000);
            }
        }));
        expect("asleep");
        system.stop(actor);
        clock.advance(Duration.ofSeconds(2));
        probe.expectNothing();
        clock.advance(Duration.ofSeconds(1));
        expect("interrupted at 3", "led out: Normal");
        probe.expectTerminated(actor);
    }

    @Test
    void g48_a_body_that_ends_by_the_interrupt_has_not_failed() {
        ActorRef<Object> actor = spawn(Directive.restart(), this::obey);
        actor.tell(order(ctx -> {
            out.tell("asleep");
            new CountDownLatch(1).await();
        }));
        expect("asleep");
        system.stop(actor);
        clock.advance(Duration.ofSeconds(10));
        assertInstanceOf(Stop.Normal.class, probe.expectTerminated(actor).reason());
    }

    @Test
    void g28_a_kill_interrupts_at_once() {
        ActorRef<Object> actor = spawn(Directive.restart(), this::obey);
        actor.tell(order(ctx -> {
            out.tell("asleep");
            new CountDownLatch(1).await();
        }));
        expect("asleep");
        system.kill(actor);
        assertInstanceOf(Stop.Killed.class, probe.expectTerminated(actor).reason());
    }

    @Test
    void g28_a_kill_leads_out_a_body_that_receives_without_an_interrupt() {
        ActorRef<Object> actor = spawn(Directive.STOP, ctx -> {
            try {
                out.tell("begun");
                ctx.receive();
            } finally {
                out.tell(Thread.currentThread().isInterrupted());
            }
        });
        expect("begun");
        system.kill(actor);
        expect(false);
        assertInstanceOf(Stop.Killed.class, probe.expectTerminated(actor).reason());
    }

    @Test
    void g28_a_drain_comes_after_what_is_there() {
        ActorRef<Object> actor = spawn(Directive.STOP, this::obey);
        actor.tell(order(ctx -> out.tell("first")));
        system.drain(actor);
        expect("first", "led out: Normal");
        probe.expectTerminated(actor);
    }

    @Test
    void g48_a_stop_is_seen_while_it_asks_and_the_late_answer_is_a_dead_letter() {
        List<ActorRef<String>> asked = new ArrayList<>();
        CountDownLatch waiting = new CountDownLatch(1);
        ActorRef<ActorRef<String>> slow = system.spawn("slow", ctx -> replyTo -> {
            asked.add(replyTo);
            waiting.countDown();
        });
        ActorRef<Object> actor = spawn(Directive.STOP,
            ctx -> ctx.<ActorRef<String>, String>ask(slow, replyTo -> replyTo, LONG));
        Awaitility.await().until(() -> waiting.getCount() == 0);
        system.stop(actor);
        probe.expectTerminated(actor);
        asked.get(0).tell("late");
        assertEquals(List.of("late LATE"), letters);
    }

    @Test
    void g26_its_children_end_before_it_is_led_out() {
        CountDownLatch begun = new CountDownLatch(2);
        ActorRef<Object> actor = spawn(Directive.STOP, ctx -> {
            ctx.spawn("child", (Context<Object> inner) -> new Actor<Object>() {
                {
                    begun.countDown();
                }

                @Override
                public void on(Object message) {}

                @Override
                public void stopping(Stop reason) {
                    out.tell("child");
                }
            });
            ctx.spawnBlocking(Spec.named("blocking child"), inner -> {
                begun.countDown();
                try {
                    inner.receive();
                } finally {
                    out.tell("child");
                }
            });
            begun.await();
            out.tell(ctx.children().size());
            obey(ctx);
        });
        expect(2);
        system.stop(actor);
        expect("child", "child", "led out: Normal");
        probe.expectTerminated(actor);
    }

    @Test
    void g28_stops_kills_and_messages_at_the_same_time_end_it_once() {
        for (int i = 0; i < 500; i++) {
            AtomicInteger cleaned = new AtomicInteger();
            ActorRef<Object> actor = system.spawnBlocking(Spec.named("actor"), ctx -> {
                try {
                    for (;;) {
                        ctx.receive(Integer.class, Duration.ofNanos(1));
                    }
                } finally {
                    cleaned.incrementAndGet();
                }
            });
            Thread.startVirtualThread(() -> actor.tell(1));
            Thread.startVirtualThread(() -> system.stop(actor));
            Thread.startVirtualThread(() -> system.kill(actor));
            system.stop(actor).join();
            assertEquals(true, cleaned.get() <= 1);
            assertEquals(0, system.depth(actor));
        }
    }
}
