package dev.sluice.actor;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Whom an actor watches. Most watch one other at the most, so the map comes with the second. */
final class WatchTable {
    private Watch.ByActor only;
    private Map<Cell<?>, Watch.ByActor> many;

    void watch(Cell<?> watcher, Cell<?> target, Function<? super Terminated, ?> mapper) {
        Watch.ByActor known = get(target);
        if (known != null) {
            known.mapper = mapper;
            return;
        }
        Watch.ByActor watch = new Watch.ByActor(watcher, target, mapper);
        put(watch);
        target.post(watch);
    }

    void unwatch(Cell<?> target) {
        Watch.ByActor known = get(target);
        if (known != null) {
            remove(known);
            known.end();
        }
    }

    void remove(Watch.ByActor watch) {
        if (many != null) {
            many.remove(watch.target);
        } else {
            only = null;
        }
    }

    void endAll() {
        if (many != null) {
            many.values().forEach(Watch.ByActor::end);
            many = null;
        } else if (only != null) {
            only.end();
            only = null;
        }
    }

    private Watch.ByActor get(Cell<?> target) {
        if (many != null) {
            return many.get(target);
        }
        return only != null && only.target == target ? only : null;
    }

    private void put(Watch.ByActor watch) {
        if (many == null && only == null) {
            only = watch;
            return;
        }
        if (many == null) {
            many = new HashMap<>();
            many.put(only.target, only);
            only = null;
        }
        many.put(watch.target, watch);
    }
}
