package dev.sluice.bench.savina.suite;

import java.util.SplittableRandom;

/** Which transfers there are in banking: always from an account to a later one, so that no two wait for one another. */
public final class Transfers {
    private static final int SEED = 123_456;
    private static final int MOST = 1000;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int accounts;

    /** Between so many accounts. */
    public Transfers(int accounts) {
        this.accounts = accounts;
    }

    /** One of the first eight tenths. */
    public int nextSource() {
        return random.nextInt(accounts / 10 * 8);
    }

    /** One behind that. */
    public int nextTarget(int source) {
        return source + Math.max(1, random.nextInt(accounts - source));
    }

    /** At least 1. */
    public int nextAmount() {
        return 1 + random.nextInt(MOST);
    }
}
