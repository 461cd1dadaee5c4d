package dev.sluice.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentInvoker;
import org.junit.jupiter.api.Test;

/** A loop in somebody else's duty cycle: here each test's own thread. */
class SteppedLoopTest {
    private final Loop loop = Loop.stepped("stepped");
    private final AgentInvoker invoker = new AgentInvoker(error -> {
        throw new AssertionError(error);
    }, null, loop);
    private final List<String> log = new ArrayList<>();

    @Test
    void shouldRunOneTurnAtATime() {
        invoker.start();
        loop.execute(() -> {
            log.add("first");
            loop.execute(() -> log.add("second"));
        });
        assertTrue(invoker.invoke() > 0);
        assertTrue(log.contains("first"));
        invoker.invoke();
        assertEquals(List.of("first", "second"), log);
        assertEquals(0, invoker.invoke());
        assertEquals("stepped", loop.roleName());
        assertEquals(List.of(), Threads.named("stepped"));
    }

    @Test
    void shouldNeverWait() {
        invoker.start();
        RecordingPoller poller = loop.poller(RecordingPoller.class, RecordingPoller::new);
        loop.schedule(TimeUnit.DAYS.toNanos(1), () -> {
        });
        for (int i = 0; i < 1_000; i++) {
            assertEquals(0, invoker.invoke());
        }
        assertEquals(List.of(), poller.blocking);
        assertEquals(1_000, poller.passing.get());
    }

    @Test
    void shouldNotBeWokenByOthersBecauseItNeverSleeps() throws Exception {
        invoker.start();
        RecordingPoller poller = loop.poller(RecordingPoller.class, RecordingPoller::new);
        Threads.parallel(2, number -> {
            for (int i = 0; i < 100; i++) {
                loop.execute(() -> log.add("task"));
            }
        });
        while (log.size() < 200) {
            invoker.invoke();
        }
        assertEquals(0, poller.wakeUps.get());
    }

    @Test
    void shouldTakeTasksBeforeItIsStarted() {
        Loop fresh = Loop.stepped("fresh");
        assertFalse(fresh.inLoop());
        fresh.execute(() -> log.add("early"));
        fresh.onStart();
        assertTrue(fresh.inLoop());
        fresh.doWork();
        assertEquals(List.of("early"), log);
        fresh.onClose();
    }

    @Test
    void shouldSurviveTasksThatFail() {
        invoker.start();
        loop.execute(() -> {
            throw new IllegalStateException("a task's own fault");
        });
        loop.execute(() -> log.add("next"));
        while (log.isEmpty()) {
            invoker.invoke();
        }
    }

    @Test
    void shouldBeClosedByItsOwner() throws Exception {
        invoker.start();
        RecordingPoller poller = loop.poller(RecordingPoller.class, RecordingPoller::new);
        Threads.parallel(1, number -> {
            assertThrows(IllegalStateException.class, loop::close);
            loop.execute(() -> log.add("left at the end"));
        });
        assertThrows(IllegalStateException.class, loop::close);
        invoker.close();
        assertEquals(List.of("left at the end"), log);
        assertEquals(1, poller.closed.get());
        assertTrue(loop.isClosed());
        assertFalse(loop.inLoop());
        assertFalse(loop.offer(() -> {
        }));
        Threads.parallel(1, number -> assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {
        })));
    }

    @Test
    void row4_1_actorsAndTheirTimersLiveInAForeignLoopWithoutThreadsOfTheirOwn() {
        invoker.start();
        ActorSystem system = ActorSystem
            .create(Settings.named("guest").dispatcher(Dispatcher.of(loop)).scheduler(loop));
        ActorRef<String> actor = system.spawn("actor", ctx -> {
            ctx.timers().once("key", Duration.ofMillis(1), "timer");
            return log::add;
        });
        system.ask(actor, (ActorRef<String> replyTo) -> "question", Duration.ofMillis(2))
            .exceptionally(failure -> Thread.currentThread().getName()).thenAccept(log::add);
        while (log.size() < 3) {
            invoker.invoke();
        }
        assertEquals(Set.of("question", "timer", Thread.currentThread().getName()), Set.copyOf(log));
        assertEquals(List.of(), Threads.named("guest"));
        var terminated = system.terminate();
        while (!terminated.isDone()) {
            invoker.invoke();
        }
        invoker.close();
    }

    @Test
    void shouldRunActorsOnTheSteppingThread() {
        invoker.start();
        try (ActorSystem system = ActorSystem.create("stepping")) {
            Spec spec = Spec.named("actor").on(Dispatcher.of(loop));
            ActorRef<String> actor = system.spawn(spec, ctx -> message -> log.add(message + ctx.loop().inLoop()));
            actor.tell("in loop: ");
            while (log.isEmpty()) {
                invoker.invoke();
            }
            assertEquals(List.of("in loop: true"), log);
            var stopped = system.stop(actor);
            while (!stopped.isDone()) {
                invoker.invoke();
            }
        }
        invoker.close();
    }
}
