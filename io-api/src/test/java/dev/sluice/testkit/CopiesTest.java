package dev.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import dev.sluice.io.ByteString;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How each kind of message is copied, and what is said about those that can't be. */
class CopiesTest {
    private final Copies copies = Copies.deep();

    private record Holder(Object held) {}

    private record Item(String name, int[] counts, List<Holder> parts) {}

    private record Order(Item[] items) {}

    private record Empty() {}

    private record Callback(Runnable callback) {}

    private record Nested(Object head, Nested tail) {}

    private record Refusing(AtomicInteger number) {
        Refusing {
            if (number.get() > 1) {
                throw new IllegalStateException("too many");
            }
        }
    }

    private record Proxy(String text) implements Serializable {
        private Object readResolve() {
            return new Replaced(text);
        }
    }

    private static final class Replaced implements Serializable {
        private static final long serialVersionUID = 1;
        private final String text;

        Replaced(String text) {
            this.text = text;
        }

        private Object writeReplace() throws ObjectStreamException {
            return new Proxy(text);
        }
    }

    @SuppressWarnings("serial")
    private static class Bean implements Serializable {
        private static final long serialVersionUID = 1;
        transient Object forgotten = "forgotten";
        Bean self = this;
        Object one;
        Object[] many = new Object[1];
    }

    private static final class Stateless {}

    private static final class Stateful {
        int state;
    }

    private static final class Lease implements Owned {
        int state;

        @Override
        public void discard() {
            state++;
        }
    }

    private static final class Counter implements Shareable {
        int state;
    }

    @SuppressWarnings("unchecked")
    private <T> T copy(T message) {
        return (T) copies.apply(message);
    }

    private String refusal(Object message) {
        return assertThrows(IllegalArgumentException.class, () -> copies.apply(message)).getMessage();
    }

    static Stream<Object> immutables() throws Exception {
        return Stream.of(1, 2L, 'c', "text", true, 1.5, 1.5f, (byte) 1, (short) 2, BigInteger.TWO, BigDecimal.ONE,
            TimeUnit.DAYS, UUID.randomUUID(), Duration.ofDays(1), Instant.now(), String.class, new Exception(),
            new InetSocketAddress("localhost", 1), Path.of("a"), StandardCharsets.UTF_8, Pattern.compile("a"),
            OptionalInt.of(1), ByteString.utf8("bytes"), new Lease(), new Counter(), new Stateless(),
            new Object(),
            new Empty(), Comparator.<String>naturalOrder(), (Runnable) () -> {
            });
    }

    @ParameterizedTest
    @MethodSource("immutables")
    void row0_12_what_never_changes_or_moves_is_shared(Object part) {
        assertSame(part, copy(part));
        assertSame(part, copy(new Holder(part)).held());
        Bean bean = new Bean();
        bean.one = part;
        bean.many[0] = part;
        assertSame(part, copy(bean).many[0]);
        if (!(part instanceof String || part instanceof Temporal || part instanceof TemporalAmount)) { // equal is as good
            assertSame(part, copy(bean).one);
        }
    }

    @Test
    void row0_12_records_and_arrays_are_rebuilt_all_the_way_down() {
        Order order = new Order(
            new Item[] {new Item("a", new int[] {1, 2}, List.of(new Holder(new Holder("b")))), null});
        Order copy = copy(order);

        assertNotSame(order, copy);
        assertNotSame(order.items(), copy.items());
        assertNotSame(order.items()[0], copy.items()[0]);
        assertNotSame(order.items()[0].counts(), copy.items()[0].counts());
        assertArrayEquals(order.items()[0].counts(), copy.items()[0].counts());
        assertEquals(order.items()[0].parts(), copy.items()[0].parts());
        assertNotSame(order.items()[0].parts().get(0), copy.items()[0].parts().get(0));
        assertArrayEquals(new int[][] {{1}, null, {2, 3}}, copy(new int[][] {{1}, null, {2, 3}}));
    }

    static Stream<Object> mutables() {
        List<Integer> numbers = List.of(3, 1, 2);
        return Stream.of(new ArrayList<>(numbers), new LinkedList<>(numbers), new HashSet<>(numbers),
            new TreeSet<>(numbers),
            new HashMap<>(Map.of(1, 2)), new LinkedHashMap<>(Map.of("a", 1)), new TreeMap<>(Map.of(1, 2)),
            new ConcurrentHashMap<>(Map.of(1, 2)), EnumSet.of(TimeUnit.DAYS), new EnumMap<>(Map.of(TimeUnit.DAYS, 1)));
    }

    @ParameterizedTest
    @MethodSource("mutables")
    void row0_12_collections_that_can_change_are_rebuilt_in_the_same_class(Object original) {
        Object copy = copy(original);
        assertNotSame(original, copy);
        assertSame(original.getClass(), copy.getClass());
        assertEquals(original, copy);
        if (copy instanceof Collection<?> elements) {
            elements.clear();
        } else {
            ((Map<?, ?>) copy).clear();
        }
        assertFalse(original.equals(copy));
    }

    static Stream<Object> unmodifiables() {
        List<Integer> numbers = new ArrayList<>(List.of(3, 1, 2));
        return Stream.of(List.of(), List.of(1), List.of(1, 2, 3), numbers.stream().toList(), Set.of(1, 2), Map.of(1, 2),
            Collections.unmodifiableList(numbers), Collections.unmodifiableSet(new HashSet<>(numbers)),
            Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2))), Collections.singletonList(1),
            Collections.emptyList(),
            Collections.unmodifiableNavigableSet(new TreeSet<>(numbers)),
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(1, 2))));
    }

    @ParameterizedTest
    @MethodSource("unmodifiables")
    void row0_12_collections_that_cannot_change_still_cannot(Object original) {
        Object copy = copy(original);
        assertEquals(original, copy);
        if (copy instanceof Map<?, ?>) {
            assertThrows(UnsupportedOperationException.class, () -> put(copy));
        } else {
            assertThrows(UnsupportedOperationException.class, () -> add(copy));
        }
    }

    @SuppressWarnings("unchecked")
    private static void add(Object collection) {
        ((Collection<Object>) collection).add(7);
    }

    @SuppressWarnings("unchecked")
    private static void put(Object map) {
        ((Map<Object, Object>) map).put(7, 7);
    }

    @Test
    void row0_12_an_unmodifiable_view_of_what_changes_is_a_snapshot() {
        List<Integer> changing = new ArrayList<>(List.of(1));
        List<Integer> copy = copy(Collections.unmodifiableList(changing));
        changing.add(2);
        assertEquals(List.of(1), copy);
    }

    @Test
    void row0_12_views_become_collections_of_their_own() {
        Map<String, Integer> map = new LinkedHashMap<>(Map.of("a", 1));
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
        assertEquals(Set.of("a"), copy(map.keySet()));
        assertEquals(List.of(1), copy(map.values()));
        assertEquals(List.of(2, 3), copy(list.subList(1, 3)));
        assertEquals(map.entrySet(), copy(map.entrySet()));
        List<Integer> fixed = copy(Arrays.asList(1, 2));
        fixed.set(0, 5);
        assertEquals(List.of(5, 2), fixed);
        assertThrows(UnsupportedOperationException.class, () -> fixed.add(1));
    }

    @Test
    void row0_12_order_and_comparators_are_kept() {
        Comparator<Integer> reverse = (a, b) -> b - a;
        TreeSet<Integer> set = new TreeSet<>(reverse);
        set.addAll(List.of(1, 2, 3));
        assertEquals(List.of(3, 2, 1), List.copyOf(copy(set)));
        TreeMap<Integer, Object> map = new TreeMap<>(reverse);
        map.put(1, new ArrayDeque<>(List.of(1)));
        map.put(2, null);
        assertEquals(List.of(2, 1), List.copyOf(copy(map).keySet()));
        PriorityQueue<Integer> queue = new PriorityQueue<>(reverse);
        queue.addAll(List.of(1, 3, 2));
        assertEquals(3, copy(queue).peek());
        Set<String> ordered = Collections.unmodifiableSet(new java.util.LinkedHashSet<>(List.of("z", "a", "m")));
        assertEquals(List.of("z", "a", "m"), List.copyOf(copy(ordered)));
        assertEquals(0, copy(new ArrayBlockingQueue<>(1, false, List.of("full"))).remainingCapacity());
        assertEquals(List.of(4, 5), List.copyOf(copy(new ArrayDeque<>(List.of(4, 5)))));
    }

    @Test
    void row0_12_elements_keys_and_values_are_copied_too() {
        Holder holder = new Holder(new int[] {1});
        assertNotSame(holder, copy(List.of(holder)).get(0));
        assertNotSame(holder, copy(Optional.of(holder)).orElseThrow());
        assertEquals(Optional.empty(), copy(Optional.empty()));
        Map<Holder, Holder> map = copy(new HashMap<>(Map.of(holder, holder)));
        Map.Entry<Holder, Holder> entry = copy(map.entrySet().iterator().next());
        assertNotSame(holder, entry.getKey());
        assertSame(entry.getKey(), entry.getValue());
        EnumMap<TimeUnit, Holder> byUnit = copy(new EnumMap<>(Map.of(TimeUnit.DAYS, holder)));
        assertNotSame(holder, byUnit.get(TimeUnit.DAYS));
    }

    @Test
    void row0_12_what_is_met_twice_stays_one() {
        List<Integer> twice = new ArrayList<>();
        Nested copy = copy(new Nested(twice, new Nested(twice, null)));
        assertSame(copy.head(), copy.tail().head());
        assertNotSame(twice, copy.head());
    }

    @Test
    void row0_12_other_serialisable_objects_are_serialised() {
        Bean bean = new Bean();
        List<Integer> list = new ArrayList<>();
        bean.one = new Holder(list);
        bean.many[0] = new AtomicInteger(5);
        Bean copy = copy(bean);

        list.add(1);
        assertNotSame(bean, copy);
        assertSame(copy, copy.self);
        assertEquals(new Holder(List.of()), copy.one);
        assertEquals(5, ((AtomicInteger) copy.many[0]).get());
        assertNotSame(bean.many[0], copy.many[0]);
        assertEquals(null, copy.forgotten);
        assertEquals("proxy", copy(new Holder(new Replaced("proxy"))).held() instanceof Replaced same ? same.text : "");
    }

    @Test
    void row0_12_a_type_can_be_declared_immutable() {
        Stateful stateful = new Stateful();
        assertTrue(refusal(stateful).startsWith("Stateful: "));
        assertSame(stateful, Copies.deep().sharing(Integer.class).sharing(Stateful.class).apply(stateful));
        assertThrows(NullPointerException.class, () -> copies.apply(null));
    }

    // ---- what is said ----

    @Test
    void row0_12_a_refusal_names_the_path() {
        Thread thread = new Thread("none");
        Item bad = new Item("a", null, List.of(new Holder(1), new Holder(thread)));
        assertEquals("Order.items[1].parts[1].held: java.lang.Thread can't be copied",
            refusal(new Order(new Item[] {null, bad})));
        assertEquals("Holder.held[key]: java.lang.Thread can't be copied", refusal(new Holder(Map.of("key", thread))));
        assertEquals("Holder.held.key(Thread): java.lang.Thread can't be copied",
            refusal(new Holder(Map.of(thread, 1))));
        assertEquals("Holder.held.get(): java.lang.Thread can't be copied", refusal(new Holder(Optional.of(thread))));
        assertEquals("Holder.held.getValue(): java.lang.Thread can't be copied",
            refusal(new Holder(Map.entry(1, thread))));
        assertEquals("message[0]: java.lang.Thread can't be copied", refusal(new Object[] {thread}));
    }

    @Test
    void row0_12_a_refusal_names_the_path_through_serialised_objects() {
        Bean bean = new Bean();
        bean.one = new Thread("none");
        assertEquals("Holder.held.one: java.lang.Thread can't be copied", refusal(new Holder(bean)));
        bean.one = null;
        bean.many[0] = new Holder(List.of(new Stateful()));
        assertEquals("Bean.many[0].held[0]: " + Stateful.class.getName() + " can't be copied", refusal(bean));
    }

    @Test
    void row0_12_a_lambda_that_captures_is_refused() {
        int[] captured = new int[1];
        assertEquals("Callback.callback: a lambda in " + CopiesTest.class.getName() + " can't be copied",
            refusal(new Callback(() -> captured[0]++)));
    }

    @Test
    void row0_12_a_record_that_refuses_its_copy_is_named() {
        AtomicInteger number = new AtomicInteger(1);
        Holder holder = new Holder(new Refusing(number));
        number.set(2);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> copies.apply(holder));
        assertEquals("Holder.held: " + Refusing.class.getName() + " refused its copy", refusal.getMessage());
        assertEquals("too many", refusal.getCause().getMessage());
    }

    @Test
    void row0_12_what_contains_itself_is_refused() {
        List<Object> list = new ArrayList<>();
        list.add(new Holder(list));
        assertEquals("ArrayList[0].held: it contains itself, and can't be copied", refusal(list));
        Object[] array = new Object[1];
        array[0] = array;
        assertEquals("Holder.held[0]: it contains itself, and can't be copied", refusal(new Holder(array)));
        Bean bean = new Bean();
        bean.one = new Holder(bean);
        assertEquals("Bean.one.held: it contains itself, and can't be copied", refusal(bean));
    }

    @Test
    void row0_12_what_is_nested_too_deep_is_refused() {
        Nested nested = null;
        for (int i = 0; i < 200_000; i++) {
            nested = new Nested(null, nested);
        }
        assertEquals("Nested is nested too deep to be copied", refusal(nested));
    }
}
