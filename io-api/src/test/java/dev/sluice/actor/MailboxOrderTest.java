package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.testkit.ManualSystem;
import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In what order a mailbox gives what waits in it. */
class MailboxOrderTest {
    private sealed interface Cmd {
        record Job(int rank, String name) implements Cmd {}

        record Alarm(String name) implements Cmd {}

        record Told(String name) implements Cmd {}

        record Watching(ActorRef<?> other) implements Cmd {}
    }

    private final ManualSystem manual = ManualSystem.create("order");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorRef<Cmd> spawn(Mailbox mailbox) {
        ActorRef<Cmd> actor = system.spawn(Spec.named("actor").mailbox(mailbox), ctx -> cmd -> {
            switch (cmd) {
                case Cmd.Job(var rank, var name) -> log.add(name);
                case Cmd.Alarm(var name) -> log.add(name);
                case Cmd.Told(var name) -> log.add(name);
                case Cmd.Watching(var other) -> ctx.watch(other, gone -> new Cmd.Told("gone"));
            }
        });
        manual.run();
        return actor;
    }

    private static Mailbox byRank() {
        return Mailbox.unbounded().priority(Cmd.Job.class, Comparator.comparing(Cmd.Job::rank));
    }

    @Test
    void row1_56_urgent_messages_go_before_the_others_in_their_order() {
        ActorRef<Cmd> actor = spawn(Mailbox.unbounded().urgent(Cmd.Alarm.class));
        actor.tell(new Cmd.Told("a"));
        actor.tell(new Cmd.Alarm("fire"));
        actor.tell(new Cmd.Told("b"));
        actor.tell(new Cmd.Alarm("flood"));
        manual.run();
        assertEquals(List.of("fire", "flood", "a", "b"), log);
    }

    @Test
    void row1_56_an_urgent_message_is_seen_in_the_middle_of_a_batch() {
        List<ActorRef<Act>> self = new ArrayList<>();
        record Urgent(List<String> log) implements Act {
            @Override
            public void run(Context<Act> ctx) {
                log.add("urgent");
            }
        }
        self.add(system.spawn(Spec.named("actor").mailbox(Mailbox.unbounded().urgent(Urgent.class)), Act::actor));
        self.get(0).tell(ctx -> ctx.self().tell(new Urgent(log)));
        self.get(0).tell(ctx -> log.add("next"));
        manual.run();
        assertEquals(List.of("urgent", "next"), log);
    }

    @Test
    void g9_the_least_goes_first_and_equal_ones_in_the_order_of_arrival() {
        ActorRef<Cmd> actor = spawn(byRank());
        for (int i = 0; i < 5; i++) {
            actor.tell(new Cmd.Job(2, "low" + i));
            actor.tell(new Cmd.Job(1, "high" + i));
        }
        manual.run();
        assertEquals(List.of("high0", "high1", "high2", "high3", "high4", "low0", "low1", "low2", "low3", "low4"), log);
    }

    @Test
    void g4_what_has_no_rank_comes_after_all_that_had_come_before_it() {
        ActorRef<Cmd> actor = spawn(byRank());
        actor.tell(new Cmd.Job(2, "low"));
        actor.tell(new Cmd.Told("told"));
        actor.tell(new Cmd.Job(3, "least"));
        actor.tell(new Cmd.Job(1, "high"));
        manual.run();
        assertEquals(List.of("high", "low", "told", "least"), log);
    }

    private enum Kind {
        URGENT(Mailbox.unbounded().urgent(Cmd.Alarm.class)), PRIORITY(byRank()), BOTH(
            byRank().urgent(Cmd.Alarm.class)), LAST_FIRST(Mailbox.unbounded().ordered(LastFirst::new));

        private final Mailbox mailbox;

        Kind(Mailbox mailbox) {
            this.mailbox = mailbox;
        }
    }

    @ParameterizedTest
    @EnumSource
    void g15_an_end_comes_after_all_that_was_sent_before_it_whatever_its_rank(Kind kind) {
        ActorRef<Cmd> actor = spawn(kind.mailbox);
        ActorRef<Act> sender = system.spawn("sender", Act::actor);
        actor.tell(new Cmd.Watching(sender));
        manual.run();
        sender.tell(ctx -> {
            actor.tell(new Cmd.Job(9, "sent"));
            actor.tell(new Cmd.Job(1, "sent"));
            actor.tell(new Cmd.Alarm("sent"));
            actor.tell(new Cmd.Told("sent"));
            actor.tell(new Cmd.Job(5, "sent"));
            ctx.stop();
        });
        actor.tell(new Cmd.Told("earlier"));
        manual.run();
        assertEquals("gone", log.get(log.size() - 1), log.toString());
        assertEquals(5, log.stream().filter("sent"::equals).count());
    }

    @Test
    void g9_drop_oldest_drops_by_arrival_and_not_by_rank() {
        ActorRef<Cmd> actor = spawn(Mailbox.bounded(3, Overflow.DROP_OLDEST).urgent(Cmd.Alarm.class)
            .priority(Cmd.Job.class, Comparator.comparing(Cmd.Job::rank)));
        actor.tell(new Cmd.Job(1, "first"));
        actor.tell(new Cmd.Alarm("second"));
        actor.tell(new Cmd.Job(3, "low"));
        actor.tell(new Cmd.Job(2, "high"));
        actor.tell(new Cmd.Alarm("alarm"));
        manual.run();
        assertEquals(List.of("alarm", "high", "low"), log);
        assertEquals(2, system.deadLetters());
    }

    @Test
    void g9_an_order_of_ones_own() {
        ActorRef<Cmd> actor = spawn(Mailbox.unbounded().ordered(LastFirst::new));
        List.of("a", "b", "c").forEach(name -> actor.tell(new Cmd.Told(name)));
        manual.run();
        assertEquals(List.of("c", "b", "a"), log);
    }

    private enum Broken implements Supplier<LastFirst> {
        ADDING {
            @Override
            public LastFirst get() {
                return new LastFirst() {
                    @Override
                    public boolean offer(Mailbox.Waiting waiting) {
                        if (size() == 1) {
                            throw new Boom();
                        }
                        return super.offer(waiting);
                    }
                };
            }
        },
        TAKING {
            @Override
            public LastFirst get() {
                return new LastFirst() {
                    @Override
                    public Mailbox.Waiting poll() {
                        throw new Boom();
                    }
                };
            }
        },
        FORGETTING {
            @Override
            public LastFirst get() {
                return new LastFirst() {
                    @Override
                    public Mailbox.Waiting poll() {
                        return null;
                    }
                };
            }
        },
        REPEATING {
            @Override
            public LastFirst get() {
                return new LastFirst() {
                    @Override
                    public Mailbox.Waiting poll() {
                        return peek();
                    }
                };
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void g9_an_order_that_fails_is_given_up_and_loses_nothing(Broken broken) {
        ActorRef<Cmd> actor = spawn(Mailbox.unbounded().ordered(broken));
        List.of("a", "b", "c").forEach(name -> actor.tell(new Cmd.Told(name)));
        manual.run();
        assertEquals(List.of("a", "b", "c"), log.stream().sorted().toList());
        actor.tell(new Cmd.Told("d"));
        actor.tell(new Cmd.Told("e"));
        manual.run();
        assertEquals(List.of("d", "e"), log.subList(3, 5));
        assertEquals(0, system.depth(actor));
    }

    /** The newest first. */
    private static class LastFirst extends AbstractQueue<Mailbox.Waiting> {
        private final Deque<Mailbox.Waiting> waiting = new ArrayDeque<>();

        @Override
        public boolean offer(Mailbox.Waiting next) {
            waiting.push(next);
            return true;
        }

        @Override
        public Mailbox.Waiting poll() {
            return waiting.poll();
        }

        @Override
        public Mailbox.Waiting peek() {
            return waiting.peek();
        }

        @Override
        public Iterator<Mailbox.Waiting> iterator() {
            return waiting.iterator();
        }

        @Override
        public int size() {
            return waiting.size();
        }
    }
}
