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
class LanesTest {
    private static final int LAST = 1 << 30;

    private final Lanes lanes = new Lanes() {};

    private static final class Item extends Node {
        final int producer;
        final int number;

        Item(int producer, int number) {
            this.producer = producer;
            this.number = number;
        }
    }

    private boolean push(int number) {
        return lanes.pushUrgent(new Item(0, number));
    }

    private static List<Integer> numbers(Node oldest) {
        List<Integer> numbers = new ArrayList<>();
        for (Node node = oldest; node != null;) {
            Node next = Lanes.after(node);
            numbers.add(((Item) node).number);
            assertNull(node.next);
            node = next;
        }
        return numbers;
    }

    @Test
    void shouldGiveAllUrgentNodesOldestFirst() {
        assertFalse(lanes.isUrgent());
        assertNull(lanes.takeUrgent());
        assertTrue(push(1));
        assertTrue(push(2));
        assertTrue(push(3));
        assertTrue(lanes.isUrgent());
        assertTrue(lanes.hasUrgent());
        assertEquals(List.of(1, 2, 3), numbers(lanes.takeUrgent()));
        assertFalse(lanes.isUrgent());
        assertTrue(push(4));
        assertEquals(List.of(4), numbers(lanes.takeUrgent()));
    }

    @Test
    void shouldRefuseUrgentNodesOnceItIsShut() {
        push(1);
        push(2);
        assertEquals(List.of(1, 2), numbers(lanes.shutUrgent()));
        assertFalse(push(3));
        assertFalse(lanes.isUrgent());
        assertFalse(lanes.hasUrgent());
        assertNull(lanes.takeUrgent());
        assertNull(lanes.shutUrgent());
        assertFalse(push(4));
    }

    @Test
    void shouldOrBitsTogetherUntilTheyAreTaken() {
        assertEquals(0, lanes.takeSignals());
        lanes.addSignals(1);
        lanes.addSignals(1 << 31);
        lanes.addSignals(4);
        assertTrue(lanes.isUrgent());
        assertFalse(lanes.hasUrgent());
        assertEquals(5 | 1 << 31, lanes.takeSignals());
        assertFalse(lanes.isUrgent());
        assertEquals(0, lanes.takeSignals());
    }

    @Test
    void shouldNotTouchTheInbox() {
        push(1);
        lanes.addSignals(1);
        assertTrue(lanes.isEmpty());
        assertNull(lanes.poll());
        assertTrue(lanes.wake(), "whoever pushes wakes it in a second step");
        assertTrue(lanes.sleep());
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
                    case 0, 1 -> lanes.pushUrgent(new Item(thread, i)) && lanes.wake();
                    case 2 -> lanes.push(new Item(0, i)) == Inbox.Push.WAKE;
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
        assertFalse(lanes.isUrgent());
        assertTrue(lanes.isEmpty());
    }

    private boolean signal(int bit) {
        lanes.addSignals(bit);
        return lanes.wake();
    }

    private void consume(int each, Semaphore permits, int[] nextUrgent, int[] nextPlain, int[] wrong)
        throws InterruptedException {
        int seen = 0;
        while (nextUrgent[0] < each || nextUrgent[1] < each || nextPlain[0] < each || (seen & LAST) == 0) {
            permits.acquire();
            wrong[0] += permits.availablePermits();
            do {
                for (Node node = lanes.takeUrgent(); node != null;) {
                    Node next = Lanes.after(node);
                    Item item = (Item) node;
                    wrong[0] += item.number == nextUrgent[item.producer]++ ? 0 : 1;
                    node = next;
                }
                seen |= lanes.takeSignals();
                for (Node node; (node = lanes.poll()) != null;) {
                    wrong[0] += ((Item) node).number == nextPlain[0]++ ? 0 : 1;
                }
            } while (!lanes.sleep() || (lanes.isUrgent() && lanes.wake()));
        }
        wrong[0] += seen == 2 * LAST - 1 ? 0 : 1;
    }
}
