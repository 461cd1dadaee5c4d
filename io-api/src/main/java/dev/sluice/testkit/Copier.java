package dev.sluice.testkit;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The copy of one message under way: what has been copied so far, and the path to where it is. */
final class Copier {
    /** Stands for the copy of what is still being copied. */
    private static final Object UNFINISHED = new Object();

    private final Copies rules;
    private final Object message;
    private final Map<Object, Object> copies = new IdentityHashMap<>();
    /** Strings, or what becomes one if it comes to that. */
    private final Deque<Object> path = new ArrayDeque<>();

    Copier(Copies rules, Object message) {
        this.rules = rules;
        this.message = message;
    }

    Object copy() {
        try {
            return copy(message, name(message.getClass()));
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(path.peekFirst() + " is nested too deep to be copied", e);
        }
    }

    /** A part of what is copied just now. */
    Object copy(Object part, Object step) {
        if (part == null || rules.isShared(part)) {
            return part;
        }
        path.addLast(step);
        Object copy = copies.putIfAbsent(part, UNFINISHED);
        if (copy == UNFINISHED) {
            throw failure("it contains itself, and can't be copied", null);
        }
        if (copy == null) {
            copy = copyNew(part);
            copies.put(part, copy);
        }
        path.removeLast();
        return copy;
    }

    private Object copyNew(Object part) {
        if (hasRules(part)) {
            return copyByRule(part);
        }
        if (part instanceof Serializable) {
            return new SerialCopy(this, part).make();
        }
        throw failure(describe(part) + " can't be copied", null);
    }

    /** Whether its parts are copied by us, and not by serialisation. */
    private static boolean hasRules(Object part) {
        return part instanceof Record || part.getClass().isArray() || part instanceof Optional
            || CollectionCopy.isFor(part);
    }

    /** In the middle of a serialisation: whether it is a part that has rules of its own. */
    boolean isOurs(Object part) {
        return rules.isShared(part) || hasRules(part);
    }

    private Object copyByRule(Object part) {
        return switch (part) {
            case Record whole -> copyRecord(whole);
            case Optional<?> optional -> optional.map(value -> copy(value, ".get()"));
            case Collection<?> whole -> new CollectionCopy(this).of(whole);
            case Map<?, ?> whole -> new CollectionCopy(this).of(whole);
            case Map.Entry<?, ?> entry -> new CollectionCopy(this).of(entry);
            default -> copyArray(part);
        };
    }

    private Object copyArray(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        if (array.getClass().getComponentType().isPrimitive()) {
            System.arraycopy(array, 0, copy, 0, length);
            return copy;
        }
        for (int i = 0; i < length; i++) {
            Array.set(copy, i, copy(Array.get(array, i), "[" + i + "]"));
        }
        return copy;
    }

    private Object copyRecord(Record whole) {
        RecordComponent[] components = whole.getClass().getRecordComponents();
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] = copy(accessor.invoke(whole), "." + components[i].getName());
            }
            return constructor(whole.getClass(), components).newInstance(values);
        } catch (InvocationTargetException e) {
            throw failure(describe(whole) + " refused its copy", e.getCause());
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw failure(describe(whole) + " can't be copied: its package is not open to " + getClass().getModule(),
                e);
        }
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components)
        throws NoSuchMethodException {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }

    IllegalArgumentException failure(String what, Throwable cause) {
        return new IllegalArgumentException(path.stream().map(Object::toString).collect(joining()) + ": " + what,
            cause);
    }

    /** At a part below the one that is copied just now. */
    IllegalArgumentException failureAt(Object step, Object part) {
        path.addLast(step);
        return failure(describe(part) + " can't be copied", null);
    }

    static String describe(Object part) {
        Class<?> type = part.getClass();
        return type.isHidden() || type.isSynthetic()
            ? "a lambda in " + type.getName().replaceFirst("\\$\\$Lambda.*", "")
            : type.getName();
    }

    private static String name(Class<?> type) {
        return type.isArray() || type.getSimpleName().isEmpty() || type.isHidden() ? "message" : type.getSimpleName();
    }
}
