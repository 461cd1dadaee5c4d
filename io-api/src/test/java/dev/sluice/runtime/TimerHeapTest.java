package dev.sluice.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerHeapTest {
    private final TimerHeap heap = new TimerHeap();
    private final List<Entry> fired = new ArrayList<>();

    private class Entry extends TimerHeap.Entry {
        @Override
        protected void fire() {
            assertFalse(isArmed());
            fired.add(this);
        }
    }

    /** Against a map from each armed entry to its deadline, in the order of adding, also where nanoTime overflows. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1_000, Long.MAX_VALUE - 2_000, Long.MIN_VALUE, 1L << 40})
    void shouldBehaveLikeItsModel(long origin) {
        for (int seed = 0; seed < 60; seed++) {
            new Model(new Random(seed), origin).run(1_000);
        }
    }

    private final class Model {
        final Random random;
        final TimerHeap tested = new TimerHeap();
        final Map<Entry, Long> armed = new LinkedHashMap<>();
        final List<Entry> entries = new ArrayList<>();
        long now;

        Model(Random random, long origin) {
            this.random = random;
            this.now = origin;
            for (int i = 0; i < 60; i++) {
                entries.add(new Entry());
            }
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                Entry entry = entries.get(random.nextInt(entries.size()));
                switch (random.nextInt(6)) {
                    case 0, 1, 2 -> add(entry, now + random.nextInt(40) - 10);
                    case 3 -> remove(entry);
                    case 4 -> now += random.nextInt(10);
                    default -> fire();
                }
                check();
            }
            now += 1_000;
            fire();
            assertTrue(tested.isEmpty());
        }

        void add(Entry entry, long deadline) {
            tested.add(entry, deadline);
            armed.remove(entry); // it goes behind the others
            armed.put(entry, deadline);
        }

        void remove(Entry entry) {
            tested.remove(entry);
            armed.remove(entry);
        }

        void fire() {
            fired.clear();
            int count = tested.fireUntil(now);
            List<Entry> due = armed.keySet().stream().filter(entry -> armed.get(entry) - now <= 0)
                .sorted(Comparator.comparingLong(entry -> armed.get(entry) - now)).toList();
            assertEquals(due, fired);
            assertEquals(due.size(), count);
            armed.keySet().removeAll(fired);
        }

        void check() {
            assertEquals(armed.isEmpty(), tested.isEmpty());
            entries.forEach(entry -> assertEquals(armed.containsKey(entry), entry.isArmed()));
            if (!armed.isEmpty()) {
                long earliest = armed.values().stream().mapToLong(deadline -> deadline - now).min().orElseThrow();
                assertEquals(earliest, tested.nextDeadline() - now);
            }
        }
    }

    @Test
    void shouldLetAnEntryAddItselfAgainWithoutEnd() {
        Entry again = new Entry() {
            @Override
            protected void fire() {
                super.fire();
                heap.add(this, 5);
            }
        };
        heap.add(again, 5);
        assertEquals(1, heap.fireUntil(5), "one call ends, whatever is added meanwhile");
        assertTrue(again.isArmed());
        assertEquals(1, heap.fireUntil(5));
    }

    @Test
    void shouldLetAnEntryRemoveOthersThatAreDue() {
        Entry second = new Entry();
        Entry third = new Entry();
        Entry first = new Entry() {
            @Override
            protected void fire() {
                super.fire();
                heap.remove(second);
            }
        };
        heap.add(third, 3);
        heap.add(second, 2);
        heap.add(first, 1);
        heap.fireUntil(10);
        assertEquals(List.of(first, third), fired);
        assertTrue(heap.isEmpty());
    }

    @Test
    void shouldMoveAnEntryThatIsAddedAgain() {
        Entry entry = new Entry();
        heap.add(entry, 10);
        heap.add(entry, 20);
        assertEquals(0, heap.fireUntil(19));
        assertEquals(1, heap.fireUntil(20));
        heap.remove(entry);
        heap.remove(new Entry());
        assertTrue(heap.isEmpty());
    }

    @Test
    void g57_shouldFireThoseOfOneDeadlineInTheOrderOfAdding() {
        List<Entry> entries = Stream.generate(Entry::new).limit(100).toList();
        entries.forEach(entry -> heap.add(entry, 7));
        heap.add(entries.get(0), 7);
        heap.remove(entries.get(50));
        heap.fireUntil(7);
        List<Entry> expected = new ArrayList<>(entries.subList(1, 100));
        expected.remove(entries.get(50));
        expected.add(entries.get(0));
        assertEquals(expected, fired);
    }

    @Test
    void shouldGrow() {
        for (int i = 1_000; i > 0; i--) {
            heap.add(new Entry(), i);
        }
        assertEquals(1, heap.nextDeadline());
        assertEquals(1_000, heap.fireUntil(1_000));
    }
}
