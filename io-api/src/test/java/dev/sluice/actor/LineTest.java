package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LineTest {
    private final Queue<Runnable> tickets = new ArrayDeque<>();
    private final Line line = new Line(tickets::add, Runnable::run);
    private final List<String> log = new ArrayList<>();

    private Runnable note(String what) {
        return () -> log.add(what);
    }

    private void runAll() {
        for (Runnable ticket; (ticket = tickets.poll()) != null;) {
            ticket.run();
        }
    }

    @Test
    void shouldRunInTheOrderOfTheLineWhoeverHasTheTicket() {
        line.execute(note("a"));
        line.execute(note("b"));
        line.executeAhead(note("c"));
        assertTrue(line.hasAhead());
        runAll();
        assertEquals(List.of("c", "a", "b"), log);
        assertFalse(line.hasAhead());
    }

    @Test
    void shouldLeaveATicketOverForEachThatWasTakenOutOfTurn() {
        line.execute(note("a"));
        line.executeAhead(note("b"));
        line.runAhead();
        line.runAhead();
        line.runOutOfTurn();
        line.runOutOfTurn();
        assertEquals(List.of("b", "a"), log);
        line.execute(note("c"));
        tickets.remove().run();
        tickets.remove().run();
        assertEquals(List.of("b", "a"), log, "these two were left over");
        runAll();
        assertEquals(List.of("b", "a", "c"), log);
    }

    /** Otherwise the tickets of those that are served out of turn would get more and more, and all else would wait behind them. */
    @Test
    void g42_ticketsDoNotPileUpWhereSomeAreServedOutOfTurn() {
        Runnable again = new Runnable() {
            @Override
            public void run() {
                line.executeAhead(this);
            }
        };
        line.executeAhead(again);
        for (int i = 0; i < 10_000; i++) {
            line.runAhead();
            tickets.remove().run();
            assertTrue(tickets.size() <= 2, "" + tickets.size());
        }
    }

    @Test
    void shouldKeepNothingThatTheExecutorRefuses() {
        Line refusing = new Line(ticket -> {
            throw new RejectedExecutionException("closed");
        }, Runnable::run);
        assertThrows(RejectedExecutionException.class, () -> refusing.execute(note("a")));
        assertThrows(RejectedExecutionException.class, () -> refusing.executeAhead(note("b")));
        refusing.runOutOfTurn();
        assertFalse(refusing.hasAhead());
        assertEquals(List.of(), log);
    }

    @Test
    void shouldNotRefuseWhatSomebodyHasTakenAlready() {
        Line[] late = new Line[1];
        late[0] = new Line(ticket -> {
            late[0].runOutOfTurn();
            throw new RejectedExecutionException("closed");
        }, Runnable::run);
        late[0].execute(note("a"));
        assertEquals(List.of("a"), log);
    }

    @Test
    void shouldRunEachOnceHoweverManyPutAndTake() throws InterruptedException {
        int each = 20_000;
        ConcurrentLinkedQueue<Integer> ran = new ConcurrentLinkedQueue<>();
        CountDownLatch left = new CountDownLatch(2 * each);
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Line shared = new Line(executor, Runnable::run);
            Threads.parallel(2, sender -> {
                for (int i = 0; i < each; i++) {
                    Runnable activation = () -> {
                        ran.add(sender);
                        left.countDown();
                    };
                    if (i % 3 == 0) {
                        shared.executeAhead(activation);
                    } else {
                        shared.execute(activation);
                    }
                    if (i % 7 == 0) {
                        shared.runOutOfTurn();
                    }
                    if (i % 11 == 0) {
                        shared.runAhead();
                    }
                }
            });
            left.await();
        }
        assertEquals(2 * each, ran.size());
        assertFalse(line.hasAhead());
    }
}
