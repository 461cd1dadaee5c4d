package dev.sluice.actor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Whom a cell watches. Most watch one other at the most, so that the one watch itself stands in {@link Cell#watches}; with the
 * second comes a map.
 */
final class Watches {
    private Watches() {}

    static void watch(Cell<?> watcher, Cell<?> target, Function<? super Terminated, ?> mapper) {
        Watch.ByActor known = find(watcher, target);
        if (known != null) {
            known.mapper = mapper;
            return;
        }
        Watch.ByActor watch = new Watch.ByActor(watcher, target, mapper);
        add(watch);
        target.post(watch);
    }

    static void unwatch(Cell<?> watcher, Cell<?> target) {
        Watch.ByActor known = find(watcher, target);
        if (known != null) {
            remove(known);
            known.end();
        }
    }

    static void remove(Watch.ByActor watch) {
        if (watch.watcher.watches == watch) {
            watch.watcher.watches = null;
        } else {
            map(watch.watcher).remove(watch.target);
        }
    }

    static void endAll(Cell<?> watcher) {
        Object watches = watcher.watches;
        watcher.watches = null;
        if (watches instanceof Watch.ByActor only) {
            only.end();
        } else if (watches instanceof Map<?, ?> many) {
            many.values().forEach(watch -> ((Watch.ByActor) watch).end());
        }
    }

    private static Watch.ByActor find(Cell<?> watcher, Cell<?> target) {
        if (watcher.watches instanceof Watch.ByActor only) {
            return only.target == target ? only : null;
        }
        return watcher.watches == null ? null : map(watcher).get(target);
    }

    private static void add(Watch.ByActor watch) {
        Cell<?> watcher = watch.watcher;
        if (watcher.watches == null) {
            watcher.watches = watch;
            return;
        }
        if (watcher.watches instanceof Watch.ByActor only) {
            Map<Cell<?>, Watch.ByActor> many = new LinkedHashMap<>(); // in an order that the next run will have too
            many.put(only.target, only);
            watcher.watches = many;
        }
        map(watcher).put(watch.target, watch);
    }

    @SuppressWarnings("unchecked")
    private static Map<Cell<?>, Watch.ByActor> map(Cell<?> watcher) {
        return (Map<Cell<?>, Watch.ByActor>) watcher.watches;
    }
}
