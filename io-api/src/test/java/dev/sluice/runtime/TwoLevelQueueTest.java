package dev.sluice.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoLevelQueueTest {
    private static final class Item extends Node {
        private final String name;

        Item(String name) {
            this.name = name;
        }
    }

    private final TwoLevelQueue queue = new TwoLevelQueue();

    private String poll() {
        return ((Item) queue.poll()).name;
    }

    @Test
    void shouldTakeThoseAheadFirstAndEachLevelInOrder() {
        queue.add(new Item("other 1"));
        queue.addAhead(new Item("ahead 1"));
        queue.add(new Item("other 2"));
        queue.addAhead(new Item("ahead 2"));
        assertTrue(queue.hasAhead());
        assertEquals(List.of("ahead 1", "ahead 2", "other 1", "other 2"), List.of(poll(), poll(), poll(), poll()));
        assertNull(queue.poll());
        assertTrue(queue.isEmpty());
        assertFalse(queue.hasAhead());
    }

    @Test
    void shouldLetOneOfTheOthersHaveItsTurnAfterSixteen() {
        for (int i = 0; i < 3; i++) {
            queue.add(new Item("other"));
        }
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < 3 * 17; i++) { // one ahead comes back again and again
            if (!queue.hasAhead()) {
                queue.addAhead(new Item("ahead"));
            }
            if (poll().equals("other")) {
                turns.add(i);
            }
        }
        assertEquals(List.of(16, 33, 50), turns);
    }

    @Test
    void shouldOweTheOthersTheirTurnUntilOneComes() {
        for (int i = 0; i < 100; i++) {
            queue.addAhead(new Item("ahead"));
            poll();
        }
        queue.addAhead(new Item("ahead"));
        queue.add(new Item("other"));
        assertEquals("other", poll());
        assertEquals("ahead", poll());
    }

    @Test
    void shouldTakeOutWhereverOneStands() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            List<Item> ahead = new ArrayList<>();
            List<Item> others = new ArrayList<>();
            for (int i = 0; i < random.nextInt(8); i++) {
                Item item = new Item("" + i);
                if (random.nextBoolean()) {
                    ahead.add(item);
                    queue.addAhead(item);
                } else {
                    others.add(item);
                    queue.add(item);
                }
            }
            List<Item> expected = new ArrayList<>(ahead);
            expected.addAll(others);
            while (!expected.isEmpty() && random.nextInt(4) > 0) {
                Item out = expected.remove(random.nextInt(expected.size()));
                assertTrue(queue.remove(out));
                assertFalse(queue.remove(out));
            }
            Item late = new Item("late");
            queue.add(late);
            expected.add(late);
            List<Node> left = new ArrayList<>();
            for (Node node; (node = takeInOrder()) != null;) {
                left.add(node);
            }
            assertEquals(expected, left);
        }
    }

    private Node takeInOrder() {
        return queue.hasAhead() ? queue.pollAhead() : queue.poll();
    }
}
