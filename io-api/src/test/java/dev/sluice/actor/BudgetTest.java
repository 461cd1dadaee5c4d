package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import dev.sluice.testkit.ManualDispatcher;
import dev.sluice.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How long an actor goes on before the others have their turn; step by step. */
class BudgetTest {
    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private final VirtualClock clock = new VirtualClock();
    private final List<String> log = new ArrayList<>();
    private int looks;

    /** Counts how often the time is asked for. */
    private final Scheduler counting = new Scheduler() {
        @Override
        public long nanoTime() {
            looks++;
            return clock.nanoTime();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return clock.schedule(delayNanos, task);
        }
    };

    private interface Body {
        void accept(ActorSystem system) throws Exception;
    }

    private void with(int messages, Duration time, Body body) throws Exception {
        Settings settings = Settings.named("budget").dispatcher(dispatcher).scheduler(counting);
        ActorSystem system = ActorSystem.create(messages == 0 ? settings : settings.budget(messages, time));
        dispatcher.run();
        body.accept(system);
        CompletableFuture<ShutdownReport> ended = system.terminate();
        dispatcher.run();
        ended.join();
    }

    private ActorRef<Act> spawn(ActorSystem system, String name) {
        ActorRef<Act> actor = system.spawn(name, Act::actor);
        dispatcher.run();
        return actor;
    }

    private void fill(ActorRef<Act> actor, int messages, Duration each) {
        String name = actor.toString().replaceAll(".*/|#.*", "");
        for (int i = 0; i < messages; i++) {
            actor.tell(ctx -> {
                log.add(name);
                clock.advance(each);
            });
        }
    }

    /** As "aaab": how many in a row. */
    private String runs() {
        dispatcher.run();
        String all = String.join("", log);
        return all.replaceAll("(a+)", "<$1>").replaceAll("(b+)", "<$1>");
    }

    @Test
    void g41_afterSoManyMessagesTheOthersHaveTheirTurn() throws Exception {
        with(3, Duration.ofHours(1), system -> {
            ActorRef<Act> a = spawn(system, "a");
            ActorRef<Act> b = spawn(system, "b");
            fill(a, 7, Duration.ZERO);
            fill(b, 4, Duration.ZERO);
            assertEquals("<aaa><bbb><aaa><b><a>", runs());
        });
    }

    @Test
    void g41_aBudgetOfOneMessageIsOne() throws Exception {
        with(1, Duration.ofHours(1), system -> {
            ActorRef<Act> a = spawn(system, "a");
            ActorRef<Act> b = spawn(system, "b");
            fill(a, 3, Duration.ZERO);
            fill(b, 2, Duration.ZERO);
            assertEquals("<a><b><a><b><a>", runs());
        });
    }

    @Test
    void g41_sixtyFourMessagesAreTheDefault() throws Exception {
        with(0, null, system -> {
            ActorRef<Act> a = spawn(system, "a");
            ActorRef<Act> b = spawn(system, "b");
            fill(a, 100, Duration.ZERO);
            fill(b, 1, Duration.ZERO);
            assertEquals("<" + "a".repeat(64) + "><b><" + "a".repeat(36) + ">", runs());
        });
    }

    @Test
    void g41_afterFiveHundredMicrosecondsTheOthersHaveTheirTurn() throws Exception {
        with(0, null, system -> {
            ActorRef<Act> a = spawn(system, "a");
            ActorRef<Act> b = spawn(system, "b");
            fill(a, 60, Duration.ofNanos(20_000)); // from the second on 15 take 300 µs, and 31 take 620 µs
            fill(b, 1, Duration.ZERO);
            assertEquals("<" + "a".repeat(32) + "><b><" + "a".repeat(28) + ">", runs());
        });
    }

    @Test
    void g41_theTimeIsLookedAtAfterEverySixteenMessages() throws Exception {
        with(1_000, Duration.ofMillis(1), system -> {
            ActorRef<Act> a = spawn(system, "a");
            ActorRef<Act> b = spawn(system, "b");
            fill(a, 20, Duration.ofSeconds(1));
            fill(b, 1, Duration.ZERO);
            looks = 0;
            assertEquals("<" + "a".repeat(16) + "><b><aaaa>", runs());
            assertEquals(3, looks, "before the 2nd message of each of the two activations, and after 16");
        });
    }

    @Test
    void g41_anActivationOfOneMessageNeverReadsTheClock() throws Exception {
        with(0, null, system -> {
            ActorRef<Act> a = spawn(system, "a");
            looks = 0;
            for (int i = 0; i < 100; i++) {
                fill(a, 1, Duration.ofSeconds(1));
                dispatcher.run();
            }
            assertEquals(100, log.size());
            assertEquals(0, looks);
        });
    }

    @Test
    void g41_whatIsUrgentComesAlsoInTheMiddleOfABatch() throws Exception {
        with(64, Duration.ofHours(1), system -> {
            ActorRef<Act> a = spawn(system, "a");
            a.tell(ctx -> ctx.stop());
            fill(a, 3, Duration.ZERO);
            dispatcher.runOne();
            assertTrue(((Cell<?>) a).isClosed());
            assertEquals(List.of(), log);
        });
    }

    @Test
    void shouldRefuseABudgetThatIsNone() {
        Settings settings = Settings.named("budget");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> settings.budget(0, Duration.ofMillis(1)))
            .getMessage().contains("messages"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> settings.budget(1, Duration.ZERO))
            .getMessage().contains("time"));
        assertThrows(IllegalArgumentException.class, () -> settings.budget(1, Duration.ofNanos(-1)));
        assertThrows(NullPointerException.class, () -> settings.budget(1, null));
    }
}
