package dev.sluice.bench.actors;

import java.time.Duration;
import java.util.function.Supplier;

/** Whose actors they are, and on which threads they run. */
public enum Place {
    /** All on one loop. */
    SLUICE_LOOP(() -> SluiceStage.beside(1)),
    /** Two loops, each group on one of them. */
    SLUICE_LOOPS(() -> SluiceStage.beside(2)),
    /** Two loops, the members of each group on different ones. */
    SLUICE_APART(() -> SluiceStage.apart(Duration.ZERO)),
    /** The same, with loops that poll for a while before they block. */
    SLUICE_APART_SPINNING(() -> SluiceStage.apart(Duration.ofMillis(1))),
    /** A pool of one thread. */
    SLUICE_POOL_1(() -> SluiceStage.onPool(1)),
    /** A pool of two. */
    SLUICE_POOL_2(() -> SluiceStage.onPool(2)),
    /** Pekko's default dispatcher, with one thread. */
    PEKKO_1(() -> new PekkoStage(1)),
    /** The same with two. */
    PEKKO_2(() -> new PekkoStage(2));

    private final Supplier<Stage> opener;

    Place(Supplier<Stage> opener) {
        this.opener = opener;
    }

    Stage open() {
        return opener.get();
    }
}
