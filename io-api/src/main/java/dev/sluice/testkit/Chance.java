package dev.sluice.testkit;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.WeakHashMap;

/** What comes next, where it could be one or the other: the oldest, or what the seed says. The same seed says the same again. */
class Chance {
    /** No chance at all: first come, first served. */
    static final Chance NONE = new Chance();

    private Chance() {}

    static Chance of(long seed) {
        Random random = new Random(seed);
        random.nextBoolean(); // the first one is nearly the same for all small seeds
        return random.nextBoolean() ? new Even(random) : new Ranked(random);
    }

    /** Takes out the next one. */
    final <T> T take(Queue<T> ready) {
        for (int place = pick(ready); place > 0; place--) {
            ready.add(ready.remove());
        }
        return ready.remove();
    }

    int pick(Collection<?> ready) {
        return 0;
    }

    /** How many messages it may handle. */
    int turn() {
        return Integer.MAX_VALUE;
    }

    /** Everybody has the same chance each time: finds what goes wrong when two or three are mixed at random. */
    private static class Even extends Chance {
        /** Most turns are of one message; now and then somebody runs far ahead. */
        private static final int LONGEST = 64;

        final Random random;

        Even(Random random) {
            this.random = random;
        }

        @Override
        int pick(Collection<?> ready) {
            return random.nextInt(ready.size());
        }

        @Override
        int turn() {
            return random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(LONGEST);
        }
    }

    /**
     * Each has a rank, drawn when it is first seen and now and then again, and the highest one goes first: finds what goes wrong
     * when one is late by a lot, which even chances hardly ever make.
     */
    private static final class Ranked extends Even {
        private static final int TURNS_WITH_A_RANK = 20;

        private final Map<Object, Integer> ranks = new WeakHashMap<>();

        Ranked(Random random) {
            super(random);
        }

        @Override
        int pick(Collection<?> ready) {
            int place = 0;
            int first = 0;
            Object best = null;
            for (Object one : ready) {
                if (best == null || rank(one) > rank(best)) {
                    best = one;
                    first = place;
                }
                place++;
            }
            if (random.nextInt(TURNS_WITH_A_RANK) == 0) {
                ranks.remove(best);
            }
            return first;
        }

        private int rank(Object ready) {
            return ranks.computeIfAbsent(ready, any -> random.nextInt());
        }
    }
}
