package dev.sluice.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** The two lanes in front of an inbox. */
class MailboxTest {
    private static final int LAST = 1 << 30;

    private final Mailbox mailbox = new Mailbox() {};

    private static final class Item extends Node {
        final int producer;
        final int number;

        Item(int producer, int number) {
            this.producer = producer;
            this.number = number;
        }
    }

    private boolean push(int number) {
        return mailbox.pushUrgent(new Item(0, number));
    }

    private static List<Integer> numbers(Node oldest) {
        List<Integer> numbers = new ArrayList<>();
        for (Node node = oldest; node != null;) {
            Node next = Mailbox.after(node);
            numbers.add(((Item) node).number);
            assertNull(node.next);
            node = next;
        }
        return numbers;
    }

    @Test
    void shouldGiveAllUrgentNodesOldestFirst() {
        assertFalse(mailbox.isUrgent());
        assertNull(mailbox.takeUrgent());
        assertTrue(push(1));
        assertTrue(push(2));
        assertTrue(push(3));
        assertTrue(mailbox.isUrgent());
        assertTrue(mailbox.hasUrgent());
        assertEquals(List.of(1, 2, 3), numbers(mailbox.takeUrgent()));
        assertFalse(mailbox.isUrgent());
        assertTrue(push(4));
        assertEquals(List.of(4), numbers(mailbox.takeUrgent()));
    }

    @Test
    void shouldRefuseUrgentNodesOnceItIsShut() {
        push(1);
        push(2);
        assertEquals(List.of(1, 2), numbers(mailbox.shutUrgent()));
        assertFalse(push(3));
        assertFalse(mailbox.isUrgent());
        assertFalse(mailbox.hasUrgent());
        assertNull(mailbox.takeUrgent());
        assertNull(mailbox.shutUrgent());
        assertFalse(push(4));
    }

    @Test
    void shouldOrBitsTogetherUntilTheyAreTaken() {
        assertEquals(0, mailbox.takeSignals());
        mailbox.addSignals(1);
        mailbox.addSignals(1 << 31);
        mailbox.addSignals(4);
        assertTrue(mailbox.isUrgent());
        assertFalse(mailbox.hasUrgent());
        assertEquals(5 | 1 << 31, mailbox.takeSignals());
        assertFalse(mailbox.isUrgent());
        assertEquals(0, mailbox.takeSignals());
    }

    @Test
    void shouldNotTouchTheInbox() {
        push(1);
        mailbox.addSignals(1);
        assertTrue(mailbox.isEmpty());
        assertNull(mailbox.poll());
        assertTrue(mailbox.wake(), "whoever pushes wakes it in a second step");
        assertTrue(mailbox.sleep());
    }

    /** Producers use all three ways in; the consumer runs as a cell does. */
    @Test
    void shouldLoseNothingAndWakeOnceForEachSleep() throws Exception {
        int each = 100_000;
        Semaphore permits = new Semaphore(0);
        int[] nextUrgent = new int[2];
        int[] nextPlain = new int[1];
        int[] wrong = new int[1];
        Threads.parallel(5, thread -> {
            for (int i = 0; i < each && thread < 4; i++) {
                boolean wake = switch (thread) {
                    case 0, 1 -> mailbox.pushUrgent(new Item(thread, i)) && mailbox.wake();
                    case 2 -> mailbox.push(new Item(0, i)) == Inbox.Push.WAKE;
                    default -> signal(i == each - 1 ? LAST : 1 << i % 30);
                };
                if (wake) {
                    permits.release();
                }
                if (i % 32 == thread) {
                    Thread.yield();
                }
            }
            if (thread == 4) {
                consume(each, permits, nextUrgent, nextPlain, wrong);
            }
        });
        assertEquals(0, wrong[0]);
        assertEquals(0, permits.availablePermits());
        assertFalse(mailbox.isUrgent());
        assertTrue(mailbox.isEmpty());
    }

    private boolean signal(int bit) {
        mailbox.addSignals(bit);
        return mailbox.wake();
    }

    private void consume(int each, Semaphore permits, int[] nextUrgent, int[] nextPlain, int[] wrong)
        throws InterruptedException {
        int seen = 0;
        while (nextUrgent[0] < each || nextUrgent[1] < each || nextPlain[0] < each || (seen & LAST) == 0) {
            permits.acquire();
            wrong[0] += permits.availablePermits();
            do {
                for (Node node = mailbox.takeUrgent(); node != null;) {
                    Node next = Mailbox.after(node);
                    Item item = (Item) node;
                    wrong[0] += item.number == nextUrgent[item.producer]++ ? 0 : 1;
                    node = next;
                }
                seen |= mailbox.takeSignals();
                for (Node node; (node = mailbox.poll()) != null;) {
                    wrong[0] += ((Item) node).number == nextPlain[0]++ ? 0 : 1;
                }
            } while (!mailbox.sleep() || (mailbox.isUrgent() && mailbox.wake()));
        }
        wrong[0] += seen == 2 * LAST - 1 ? 0 : 1;
    }
}
