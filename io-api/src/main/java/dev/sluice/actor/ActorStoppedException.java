package dev.sluice.actor;

/**
 * Leads the body of a {@link BlockingActor} out, because the actor stops or is restarted. Let it pass; whoever catches it gets it again
 * at the next {@link BlockingContext#receive}.
 */
public final class ActorStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Stop reason;

    /** Without a stack: it is no failure. */
    ActorStoppedException(Stop reason) {
        super("the actor stops: " + reason, null, false, false);
        this.reason = reason;
    }

    /**
     * Why the actor stops.
     *
     * @return the reason; {@link Stop.Restarting} if the body is run again
     */
    public Stop reason() {
        return reason;
    }
}
