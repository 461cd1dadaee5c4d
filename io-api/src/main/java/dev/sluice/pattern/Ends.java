package dev.sluice.pattern;

import dev.sluice.actor.Stop;

/** What the end of an actor means for who depends on it. */
final class Ends {
    private Ends() {}

    /** What it threw; null if it threw nothing. */
    static Throwable cause(Stop reason) {
        return switch (reason) {
            case Stop.Failed(var cause) -> cause;
            case Stop.Escalated(var cause) -> cause;
            case Stop.StartFailed(var cause) -> cause;
            case Stop.Restarting(var cause) -> cause;
            case Stop.Normal normal -> null;
            case Stop.Killed killed -> null;
        };
    }
}
