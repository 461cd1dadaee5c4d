package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a blocking actor takes its messages. */
class ReceiveTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ActorSystem system = ActorSystem.create("receive");
    private final Probe<Object> probe = Probe.in(system);
    private final ActorRef<Object> out = probe.ref();

    @AfterEach
    void close() {
        system.close();
    }

    private ActorRef<Object> spawn(BlockingActor<Object> body) {
        return system.spawnBlocking(Spec.named("blocking"), body);
    }

    private void expect(Object... messages) {
        List.of(messages).forEach(probe::expect);
    }

    @Test
    void row2_4_it_takes_its_messages_one_after_the_other() {
        ActorRef<Object> actor = spawn(ctx -> {
            for (;;) {
                out.tell(ctx.receive());
            }
        });
        for (int i = 0; i < 1_000; i++) {
            actor.tell(i);
        }
        for (int i = 0; i < 1_000; i++) {
            probe.expect(i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void g3_with_any_mailbox_none_is_lost_and_each_senders_come_in_order(Waitings kind) throws Exception {
        int each = 5_000;
        record Note(int sender, int number) {}
        int[] next = new int[4];
        CountDownLatch all = new CountDownLatch(4 * each);
        List<Note> wrong = new ArrayList<>();
        ActorRef<Note> actor = system.spawnBlocking(Spec.named("blocking").mailbox(kind.mailbox()), ctx -> {
            for (;;) {
                Note note = ctx.receive();
                if (next[note.sender]++ != note.number) {
                    wrong.add(note);
                }
                all.countDown();
            }
        });
        Threads.parallel(4, sender -> {
            for (int i = 0; i < each; i++) {
                actor.tell(new Note(sender, i));
            }
        });
        assertTrue(all.await(20, TimeUnit.SECONDS), all.getCount() + " have not come");
        assertEquals(List.of(), wrong);
        assertEquals(0, system.depth(actor));
    }

    @Test
    void row1_33_receive_with_a_limit_gives_null_and_not_early() {
        spawn(ctx -> {
            long begin = System.nanoTime();
            out.tell("" + ctx.receive(Duration.ofMillis(50)));
            out.tell(System.nanoTime() - begin >= Duration.ofMillis(50).toNanos());
            out.tell("" + ctx.receive(String.class, Duration.ofMillis(1)));
            out.tell("" + ctx.receive(any -> true, Duration.ofMillis(1)));
        });
        expect("null", true, "null", "null");
    }

    @Test
    void g48_receive_with_a_limit_gives_what_comes_in_time_and_takes_its_timer_back() {
        ActorRef<Object> actor = spawn(ctx -> {
            out.tell("ready");
            out.tell(ctx.receive(LONG));
            out.tell("" + ctx.receive(Duration.ofMillis(1)));
            out.tell(ctx.receive());
        });
        expect("ready");
        actor.tell("in time");
        expect("in time", "null");
        actor.tell("later");
        expect("later");
    }

    @Test
    void g48_a_limit_of_nothing_takes_what_is_there() {
        CountDownLatch sent = new CountDownLatch(1);
        ActorRef<Object> actor = spawn(ctx -> {
            sent.await();
            for (int i = 0; i < 101; i++) {
                out.tell("" + ctx.receive(Duration.ZERO));
            }
        });
        for (int i = 0; i < 100; i++) {
            actor.tell(i);
        }
        sent.countDown();
        for (int i = 0; i < 100; i++) {
            probe.expect("" + i);
        }
        expect("null");
    }

    @Test
    void row0_6_selective_receive_leaves_the_rest_in_order() {
        ActorRef<Object> actor = spawn(ctx -> {
            out.tell(ctx.receive(Integer.class));
            out.tell(ctx.receive("c"::equals));
            out.tell(ctx.receive(Integer.class));
            out.tell("" + ctx.receive(Integer.class, Duration.ZERO));
            for (;;) {
                out.tell(ctx.receive());
            }
        });
        List.of("a", 1, "b", "c", 2, "d").forEach(actor::tell);
        expect(1, "c", 2, "null", "a", "b", "d");
        assertEquals(0, system.deadLetters());
    }

    @Test
    void row0_6_a_predicate_that_throws_throws_out_of_receive() {
        ActorRef<Object> actor = spawn(ctx -> {
            assertThrows(Boom.class, () -> ctx.receive((Object any) -> {
                throw new Boom();
            }));
            out.tell(ctx.receive());
        });
        actor.tell("a");
        expect("a");
    }

    @Test
    void g12_what_is_skipped_still_takes_up_room() {
        ActorRef<Object> actor = system.spawnBlocking(
            Spec.named("blocking").mailbox(Mailbox.bounded(3, Overflow.DROP_NEWEST)), ctx -> {
                ctx.receive("never"::equals, Duration.ofMillis(200));
                out.tell(system.depth(ctx.self()));
                for (;;) {
                    out.tell(ctx.receive());
                }
            });
        for (int i = 0; i < 3; i++) {
            assertEquals(Offer.QUEUED, actor.offer(i));
        }
        assertEquals(Offer.FULL, actor.offer(3));
        expect(3, 0, 1, 2);
        Awaitility.await().until(() -> system.depth(actor) == 0);
        assertEquals(Offer.QUEUED, actor.offer(4));
    }

    @Test
    void row0_7_a_conversation_reads_from_top_to_bottom() {
        record Get(String key, ActorRef<Integer> replyTo) {}
        ActorRef<Get> store = system.spawn("store", ctx -> get -> get.replyTo().tell(get.key().length()));
        spawn(ctx -> {
            int sum = 0;
            for (String key : List.of("a", "bb", "ccc")) {
                sum += ctx.<Get, Integer>ask(store, replyTo -> new Get(key, replyTo), LONG);
            }
            out.tell(sum);
        });
        expect(6);
    }

    @Test
    void row1_18_messages_wait_while_it_asks() {
        List<ActorRef<String>> asked = new ArrayList<>();
        CountDownLatch waiting = new CountDownLatch(1);
        ActorRef<ActorRef<String>> slow = system.spawn("slow", ctx -> replyTo -> {
            asked.add(replyTo);
            waiting.countDown();
        });
        ActorRef<Object> actor = spawn(ctx -> {
            out.tell(ctx.<ActorRef<String>, String>ask(slow, replyTo -> replyTo, LONG));
            out.tell(ctx.receive());
            out.tell(ctx.receive());
        });
        Awaitility.await().until(() -> waiting.getCount() == 0);
        actor.tell("a");
        actor.tell("b");
        asked.get(0).tell("answer");
        expect("answer", "a", "b");
    }

    @Test
    void g35_an_ask_that_fails_throws_as_soon_as_it_is_certain() {
        ActorRef<Object> silent = system.spawn("silent", ctx -> any -> {
        });
        ActorRef<Object> stopping = system.spawn("stopping", ctx -> any -> ctx.stop());
        spawn(ctx -> {
            for (var ask : List.of(silent, stopping, stopping)) {
                Duration timeout = ask == silent ? Duration.ofMillis(1) : LONG;
                AskFailedException failed = assertThrows(AskFailedException.class,
                    () -> ctx.<Object, String>ask(ask, replyTo -> replyTo, timeout));
                out.tell(failed.kind());
            }
        });
        expect(AskFailedException.Kind.TIMEOUT, AskFailedException.Kind.STOPPED, AskFailedException.Kind.UNDELIVERED);
    }

    @Test
    void g14_ends_timers_and_outcomes_arrive_as_messages() {
        ActorRef<Object> other = system.spawn("other", ctx -> any -> ctx.stop());
        ActorRef<Object> actor = spawn(ctx -> {
            ctx.watch(other, gone -> "gone");
            other.tell("stop");
            out.tell(ctx.receive());
            ctx.timers().once("key", Duration.ofMillis(1), "timer");
            out.tell(ctx.receive());
            ctx.pipe(CompletableFuture.completedFuture("piped"), result -> ((Result.Ok<String>) result).value());
            out.tell(ctx.receive());
            ctx.offload(() -> "offloaded", result -> ((Result.Ok<String>) result).value());
            out.tell(ctx.receive());
            ctx.self().accepting((Integer i) -> "view " + i).tell(1);
            out.tell(ctx.receive());
            ctx.idle(Duration.ofMillis(1), "idle");
            out.tell(ctx.receive());
        });
        probe.watch(actor);
        expect("gone", "timer", "piped", "offloaded", "view 1", "idle");
        probe.expectTerminated(actor);
    }

    @Test
    void g32_a_timer_that_was_skipped_and_then_cancelled_is_not_received() {
        ActorRef<Object> actor = spawn(ctx -> {
            ctx.timers().once("key", Duration.ofNanos(1), "timer");
            ctx.timers().every("tick", Duration.ofMillis(1), "tick");
            ctx.receive("seen"::equals, Duration.ofMillis(50));
            ctx.timers().cancel("key");
            ctx.timers().cancel("tick");
            out.tell("" + ctx.receive(Duration.ofMillis(10)));
        });
        probe.watch(actor);
        expect("null");
        probe.expectTerminated(actor);
        assertEquals(0, system.deadLetters());
    }

    @Test
    void g31_a_stash_is_received_first() {
        ActorRef<Object> actor = spawn(ctx -> {
            Stash<Object> stash = ctx.stash(10);
            stash.add(ctx.receive());
            stash.add(ctx.receive());
            out.tell(ctx.receive());
            stash.release();
            for (;;) {
                out.tell(ctx.receive());
            }
        });
        List.of("a", "b", "c", "d").forEach(actor::tell);
        expect("c", "a", "b", "d");
    }

    @Test
    void g45_only_the_body_can_wait() {
        ActorRef<Object> actor = spawn(ctx -> {
            ActorRef<Object> view = ctx.self().accepting(any -> {
                assertThrows(IllegalStateException.class, ctx::receive);
                assertThrows(IllegalStateException.class,
                    () -> ctx.<Object, String>ask(ctx.self(), replyTo -> replyTo, LONG));
                return "from a mapper";
            });
            view.tell("a");
            out.tell(ctx.receive());
            Thread.ofVirtual().start(() -> {
                assertThrows(IllegalStateException.class, ctx::receive);
                out.tell("from outside");
            });
            ctx.receive("never"::equals);
        });
        expect("from a mapper", "from outside");
        assertEquals(0, system.depth(actor));
    }

    @Test
    void g48_become_and_startup_are_not_for_it() {
        spawn(ctx -> {
            assertThrows(UnsupportedOperationException.class, () -> ctx.become(any -> {
            }));
            assertThrows(IllegalStateException.class, ctx::startup);
            assertThrows(NullPointerException.class, () -> ctx.receive((Class<String>) null, LONG));
            assertThrows(NullPointerException.class, () -> ctx.receive((Duration) null));
            out.tell("checked");
        });
        expect("checked");
    }

    @Test
    void g46_it_runs_on_a_virtual_thread_of_its_own_and_others_beside_it_do_not() {
        List<Thread> threads = new ArrayList<>();
        ActorRef<Object> actor = spawn(ctx -> {
            threads.add(Thread.currentThread());
            for (;;) {
                out.tell(ctx.receive());
                threads.add(Thread.currentThread());
            }
        });
        actor.tell(1);
        expect(1);
        ActorRef<Object> beside = system.spawn(Spec.named("beside").beside(actor),
            ctx -> any -> out.tell(Thread.currentThread().isVirtual()));
        beside.tell("go");
        expect(false);
        actor.tell(2);
        expect(2);
        assertTrue(threads.get(0).isVirtual());
        assertEquals(1, threads.stream().distinct().count());
    }
}
