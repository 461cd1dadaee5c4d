package dev.sluice.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;

/** The way from an object to a part of it, through fields and arrays; looked for only when somebody wants to read it. */
final class FieldPath {
    private static final int MOST_OBJECTS = 10_000;
    private static final String UNKNOWN = ".?";

    private final Object from;
    private final Object to;
    private final Queue<Step> steps = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private record Step(Object object, String path) {}

    FieldPath(Object from, Object to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public String toString() {
        seen.clear();
        steps.clear();
        add(from, "");
        while (!steps.isEmpty() && seen.size() < MOST_OBJECTS) {
            Step step = steps.remove();
            if (step.object == to) {
                return step.path;
            }
            expand(step);
        }
        return UNKNOWN;
    }

    private void add(Object object, String path) {
        if (object != null && seen.add(object)) {
            steps.add(new Step(object, path));
        }
    }

    private void expand(Step step) {
        if (step.object instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                add(array[i], step.path + "[" + i + "]");
            }
        }
        for (Class<?> type = step.object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                follow(field, step);
            }
        }
    }

    private void follow(Field field, Step step) {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
            return;
        }
        try {
            if (field.trySetAccessible()) {
                add(field.get(step.object), step.path + "." + field.getName());
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e); // it is accessible
        }
    }
}
