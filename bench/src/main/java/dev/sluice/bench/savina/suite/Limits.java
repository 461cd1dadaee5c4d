package dev.sluice.bench.savina.suite;

import java.time.Duration;

/** How long is too long. */
public final class Limits {
    /** After this time a program is taken for stuck. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private Limits() {}
}
