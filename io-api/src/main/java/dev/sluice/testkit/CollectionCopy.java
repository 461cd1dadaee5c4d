package dev.sluice.testkit;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;

/** Copies of the JDK's own collections: of the same class if that can be made, otherwise of one that behaves alike. */
final class CollectionCopy {
    private static final Pattern UNMODIFIABLE = Pattern
        .compile("java\\.util\\.(ImmutableCollections\\$|Collections\\$(Unmodifiable|Singleton|Empty|Copies)).*");

    private final Copier copier;

    CollectionCopy(Copier copier) {
        this.copier = copier;
    }

    /** A user's own collection may hold more than its elements. */
    static boolean isFor(Object part) {
        return part.getClass().getClassLoader() == null
            && (part instanceof Collection || part instanceof Map || part instanceof Map.Entry);
    }

    // ---- collections ----

    Object of(Collection<?> original) {
        if (original instanceof EnumSet<?> set) {
            return set.clone();
        }
        if (isForSerialisation(original)) {
            return new SerialCopy(copier, original).make();
        }
        Collection<Object> same = emptyLike(original);
        if (same != null) {
            same.addAll(elements(original));
            return same;
        }
        return switch (original) {
            case List<?> list -> copyOf(list);
            case SortedSet<?> set -> copyOf(set);
            case Set<?> set -> copyOf(set);
            default -> isUnmodifiable(original)
                ? Collections.unmodifiableCollection(elements(original))
                : elements(original);
        };
    }

    private List<Object> elements(Collection<?> original) {
        List<Object> elements = new ArrayList<>(original.size());
        for (Object element : original) {
            elements.add(copier.copy(element, "[" + elements.size() + "]"));
        }
        return elements;
    }

    private Object copyOf(List<?> original) {
        List<Object> elements = elements(original);
        if (original.getClass() == Arrays.asList().getClass()) {
            return Arrays.asList(elements.toArray());
        }
        return isUnmodifiable(original) ? Collections.unmodifiableList(elements) : elements;
    }

    private Object copyOf(SortedSet<?> original) {
        TreeSet<Object> set = new TreeSet<>(comparator(original));
        set.addAll(elements(original));
        return isUnmodifiable(original) ? Collections.unmodifiableNavigableSet(set) : set;
    }

    private Object copyOf(Set<?> original) {
        Set<Object> set = new LinkedHashSet<>(elements(original));
        return isUnmodifiable(original) ? Collections.unmodifiableSet(set) : set;
    }

    // ---- maps ----

    Object of(Map<?, ?> original) {
        if (original instanceof EnumMap<?, ?> map) {
            return copyOf(map);
        }
        if (isForSerialisation(original)) {
            return new SerialCopy(copier, original).make();
        }
        Map<Object, Object> same = emptyLike(original);
        if (same != null) {
            return fill(same, original);
        }
        if (original instanceof SortedMap<?, ?> sorted) {
            TreeMap<Object, Object> map = new TreeMap<>(comparator(sorted));
            fill(map, original);
            return isUnmodifiable(original) ? Collections.unmodifiableNavigableMap(map) : map;
        }
        Map<Object, Object> map = fill(new LinkedHashMap<>(), original);
        return isUnmodifiable(original) ? Collections.unmodifiableMap(map) : map;
    }

    private <K extends Enum<K>, V> EnumMap<K, V> copyOf(EnumMap<K, V> original) {
        EnumMap<K, V> map = original.clone();
        map.replaceAll((key, value) -> copyValue(key, value));
        return map;
    }

    private Map<Object, Object> fill(Map<Object, Object> copy, Map<?, ?> original) {
        original.forEach((key, value) -> copy.put(copier.copy(key, ".key(" + label(key) + ")"), copyValue(key, value)));
        return copy;
    }

    @SuppressWarnings("unchecked")
    private <V> V copyValue(Object key, V value) {
        return (V) copier.copy(value, "[" + label(key) + "]");
    }

    /** What a user's type says about itself may be long, or fail. */
    private static String label(Object key) {
        return key instanceof String || key instanceof Number || key instanceof Enum
            ? key.toString()
            : key == null ? "null" : key.getClass().getSimpleName();
    }

    Object of(Map.Entry<?, ?> original) {
        Object key = copier.copy(original.getKey(), ".getKey()");
        Object value = copier.copy(original.getValue(), ".getValue()");
        return original instanceof AbstractMap.SimpleEntry
            ? new AbstractMap.SimpleEntry<>(key, value)
            : new AbstractMap.SimpleImmutableEntry<>(key, value);
    }

    // ---- of the same class ----

    /** Those that can't be made by what all of them have in common: a capacity for instance. */
    private static boolean isForSerialisation(Object original) {
        Class<?> type = original.getClass();
        return Modifier.isPublic(type.getModifiers()) && original instanceof Serializable
            && (original instanceof BlockingQueue || !canBeMadeEmpty(type));
    }

    private static boolean canBeMadeEmpty(Class<?> type) {
        try {
            type.getConstructor();
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private static <C> C emptyLike(Object original) {
        Class<?> type = original.getClass();
        if (!Modifier.isPublic(type.getModifiers()) || !canBeMadeEmpty(type)) {
            return null;
        }
        try {
            Comparator<Object> comparator = comparator(original);
            return (C) (comparator == null
                ? type.getConstructor().newInstance()
                : type.getConstructor(Comparator.class).newInstance(comparator));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** It stays the same: how to compare is no part of what is sent. */
    @SuppressWarnings("unchecked")
    private static Comparator<Object> comparator(Object original) {
        return (Comparator<Object>) switch (original) {
            case SortedSet<?> set -> set.comparator();
            case SortedMap<?, ?> map -> map.comparator();
            case PriorityQueue<?> queue -> queue.comparator();
            default -> null;
        };
    }

    private static boolean isUnmodifiable(Object original) {
        return UNMODIFIABLE.matcher(original.getClass().getName()).matches();
    }
}
