package dev.sluice.runtime;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import dev.sluice.runtime.Inbox.Push;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int PRODUCERS = 4;

    private final Inbox inbox = new Inbox();

    private static final class Item extends Node {
        final int producer;
        final int number;

        Item(int producer, int number) {
            this.producer = producer;
            this.number = number;
        }
    }

    private Push push(int number) {
        return inbox.push(new Item(0, number));
    }

    private Integer poll() {
        return inbox.poll() instanceof Item item ? item.number : null;
    }

    private List<Integer> drain() {
        List<Integer> numbers = new ArrayList<>();
        for (Integer number; (number = poll()) != null;) {
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    void shouldBeginAsleepAndTellTheFirstProducerToWakeIt() {
        assertTrue(inbox.isEmpty());
        assertEquals(Push.WAKE, push(1));
        assertEquals(Push.QUEUED, push(2));
        assertFalse(inbox.isEmpty());
        assertEquals(List.of(1, 2), drain());
        assertTrue(inbox.isEmpty());
        assertEquals(Push.QUEUED, push(3), "it is still awake");
    }

    @Test
    void shouldSleepOnlyIfNothingHasCome() {
        push(1);
        assertFalse(inbox.sleep());
        assertEquals(1, poll());
        push(2);
        assertFalse(inbox.sleep());
        assertEquals(List.of(2), drain());
        assertTrue(inbox.sleep());
        assertFalse(inbox.sleep(), "it sleeps already");
        assertEquals(Push.WAKE, push(3));
        assertEquals(List.of(3), drain());
    }

    @Test
    void shouldBeWokenByOneCallerOnly() {
        assertTrue(inbox.wake());
        assertFalse(inbox.wake());
        assertEquals(Push.QUEUED, push(1));
        assertFalse(inbox.wake());
        drain();
        assertTrue(inbox.sleep());
        assertTrue(inbox.wake());
    }

    @Test
    void shouldKeepTheOrderOverSeveralBatches() {
        IntStream.range(0, 5).forEach(this::push);
        assertEquals(0, poll());
        IntStream.range(5, 10).forEach(this::push);
        assertEquals(1, poll());
        inbox.absorb();
        IntStream.range(10, 15).forEach(this::push);
        inbox.absorb();
        inbox.absorb();
        assertEquals(IntStream.range(2, 15).boxed().toList(), drain());
    }

    @Test
    void shouldSleepWithNodesThatItHasAbsorbed() {
        push(1);
        inbox.absorb();
        assertFalse(inbox.isEmpty());
        assertTrue(inbox.sleep());
        assertEquals(Push.WAKE, push(2));
        inbox.absorb();
        assertTrue(inbox.sleep());
        assertTrue(inbox.wake());
        assertEquals(List.of(1, 2), drain());
    }

    @Test
    void shouldRefuseNodesOnceItIsClosedAndGiveThoseThatHadCome() {
        push(1);
        push(2);
        assertEquals(1, poll());
        push(3);
        assertFalse(inbox.isClosed());
        inbox.close();
        assertTrue(inbox.isClosed());
        assertEquals(Push.CLOSED, push(4));
        assertFalse(inbox.wake());
        assertFalse(inbox.sleep());
        inbox.close();
        assertEquals(List.of(2, 3), drain());
        assertTrue(inbox.isEmpty());
        assertTrue(inbox.isClosed());
    }

    @Test
    void shouldUnlinkWhatItGives() {
        Item first = new Item(0, 1);
        inbox.push(first);
        push(2);
        assertSame(first, inbox.poll());
        assertNull(first.next);
    }

    @Test
    void shouldKeepNothingAliveWhenItIsEmpty() {
        List<WeakReference<Node>> given = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Node node = new Item(0, i);
            given.add(new WeakReference<>(node));
            inbox.push(node);
        }
        assertEquals(3, drain().size());
        assertTrue(inbox.sleep());
        awaitCollected(given);
        assertTrue(inbox.isEmpty());
    }

    @Test
    void shouldKeepNothingAliveInAnEmptyNodeQueue() {
        NodeQueue queue = new NodeQueue();
        List<WeakReference<Node>> given = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 3; i++) {
                Node node = new Item(0, i);
                given.add(new WeakReference<>(node));
                queue.add(node);
            }
            for (int i = 0; i < 3; i++) {
                assertFalse(queue.isEmpty());
                assertEquals(i, ((Item) queue.poll()).number);
            }
        }
        assertNull(queue.poll());
        awaitCollected(given);
        assertTrue(queue.isEmpty());
    }

    private static void awaitCollected(List<WeakReference<Node>> given) {
        await().until(() -> {
            System.gc();
            return given.stream().allMatch(reference -> reference.get() == null);
        });
    }

    /** The producer that is told to wake hands the consumer a permit, as a dispatcher does. */
    @Test
    void shouldGiveEachProducersNodesInOrderAndWakeExactlyOnceForEachSleep() throws Exception {
        int each = 100_000;
        Semaphore permits = new Semaphore(0);
        AtomicInteger wakes = new AtomicInteger();
        int[] next = new int[PRODUCERS];
        int[] sleeps = new int[1];
        int[] wrong = new int[1];
        Threads.parallel(PRODUCERS + 1, thread -> {
            if (thread < PRODUCERS) {
                for (int i = 0; i < each; i++) {
                    if (inbox.push(new Item(thread, i)) == Push.WAKE) {
                        wakes.incrementAndGet();
                        permits.release();
                    }
                    if (i % 64 == thread) {
                        Thread.yield();
                    }
                }
                return;
            }
            for (int taken = 0; taken < PRODUCERS * each;) {
                permits.acquire();
                wrong[0] += permits.availablePermits();
                do {
                    for (Node node; (node = inbox.poll()) != null; taken++) {
                        Item item = (Item) node;
                        wrong[0] += item.number == next[item.producer]++ ? 0 : 1;
                    }
                } while (!inbox.sleep());
                sleeps[0]++;
            }
        });
        assertEquals(0, wrong[0]);
        assertEquals(sleeps[0], wakes.get());
        assertEquals(0, permits.availablePermits());
        assertTrue(inbox.isEmpty());
    }

    @Test
    void shouldLoseNothingWhenItIsClosedWhileManyPush() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Inbox closing = new Inbox();
            AtomicInteger accepted = new AtomicInteger();
            int[] polled = new int[1];
            Threads.parallel(3, thread -> {
                if (thread > 0) {
                    int pushed = 0;
                    while (pushed < 200 && closing.push(new Item(thread, 0)) != Push.CLOSED) {
                        pushed++;
                    }
                    accepted.addAndGet(pushed);
                    return;
                }
                for (int i = 0; i < 50; i++) {
                    polled[0] += closing.poll() == null ? 0 : 1;
                }
                closing.wake();
                closing.close();
                while (closing.poll() != null) {
                    polled[0]++;
                }
            });
            assertEquals(accepted.get(), polled[0]);
        }
    }
}
