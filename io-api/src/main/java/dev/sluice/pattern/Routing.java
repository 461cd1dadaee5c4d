package dev.sluice.pattern;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a {@link Router} chooses who gets a message.
 *
 * @param <M> what is routed
 */
public final class Routing<M> {
    /** Belongs to one router; there is at least one routee. */
    interface Choice {
        void route(Object message, List<Routee> routees);
    }

    private final Supplier<Choice> choice;

    private Routing(Supplier<Choice> choice) {
        this.choice = choice;
    }

    Choice begin() {
        return choice.get();
    }

    /**
     * One after the other.
     *
     * @param <M> what is routed
     * @return a routing
     */
    public static <M> Routing<M> roundRobin() {
        return new Routing<>(RoundRobin::new);
    }

    /**
     * Messages with equal keys go to the same one. When somebody comes or goes, only the messages that it takes over or leaves
     * behind go elsewhere than before. Takes time for each routee with each message: meant for tens of them, not for thousands.
     *
     * <pre>{@code
     * Routing.hash((Order order) -> order.customer())
     * }</pre>
     *
     * @param key the part of a message that counts, by its {@code hashCode}; runs in the router, where what it throws is a failure
     * @param <M> what is routed
     * @return a routing
     */
    public static <M> Routing<M> hash(Function<? super M, ?> key) {
        Objects.requireNonNull(key, "key");
        return new Routing<>(() -> new Rendezvous<>(key));
    }

    /**
     * The one that has the fewest messages of this router before it, the one at hand included; in turn if several have. What others
     * send to it does not count.
     *
     * @param <M> what is routed
     * @return a routing
     */
    public static <M> Routing<M> leastLoaded() {
        return new Routing<>(LeastLoaded::new);
    }

    /**
     * All of them. The message must not be {@link dev.sluice.actor.Owned}.
     *
     * @param <M> what is routed
     * @return a routing
     */
    public static <M> Routing<M> broadcast() {
        return new Routing<>(() -> (message, routees) -> routees.forEach(routee -> routee.ref.tell(message)));
    }

    private static final class RoundRobin implements Choice {
        private int next;

        @Override
        public void route(Object message, List<Routee> routees) {
            next = next < routees.size() ? next : 0;
            routees.get(next++).ref.tell(message);
        }
    }

    /** Each routee has a score for each key; the highest wins. Who goes changes nobody else's score. */
    private static final class Rendezvous<M> implements Choice {
        private final Function<? super M, ?> key;

        Rendezvous(Function<? super M, ?> key) {
            this.key = key;
        }

        @SuppressWarnings("unchecked")
        @Override
        public void route(Object message, List<Routee> routees) {
            long hash = Objects.hashCode(key.apply((M) message));
            Routee best = routees.get(0);
            for (Routee routee : routees) {
                best = score(hash, routee) > score(hash, best) ? routee : best;
            }
            best.ref.tell(message);
        }

        /** Both must reach all bits, or keys that lie close together would go to the same one: the mixing of SplitMix64. */
        private static long score(long hash, Routee routee) {
            return mix(mix(hash) + routee.number * 0x9e3779b97f4a7c15L);
        }

        private static long mix(long value) {
            long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return z ^ (z >>> 31);
        }
    }

    private static final class LeastLoaded implements Choice {
        private int first;

        @Override
        public void route(Object message, List<Routee> routees) {
            int size = routees.size();
            first = (first + 1) % size;
            Routee best = routees.get(first);
            int least = best.load();
            for (int i = 1; i < size && least > 0; i++) {
                Routee other = routees.get((first + i) % size);
                int load = other.load();
                if (load < least) {
                    best = other;
                    least = load;
                }
            }
            best.tellCounted(message);
        }
    }
}
