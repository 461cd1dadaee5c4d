package dev.sluice.actor;

/** Why an actor stops. */
public sealed interface Stop {
    /**
     * What was thrown.
     *
     * @return the cause, or null if it did not fail
     */
    default Throwable cause() {
        return null;
    }

    /** It was asked to, or asked itself. */
    record Normal() implements Stop {}

    /** Somebody killed it. */
    record Killed() implements Stop {}

    /**
     * It failed, and its directive said stop, or it had failed too often.
     *
     * @param cause what it threw
     */
    record Failed(Throwable cause) implements Stop {}

    /**
     * It failed, and its directive made that its parent's failure too.
     *
     * @param cause what it threw
     */
    record Escalated(Throwable cause) implements Stop {}

    /**
     * Its factory threw, or what it required for its start did not come, so that it never handled a message.
     *
     * @param cause what the factory threw, or a {@link StartupException}
     */
    record StartFailed(Throwable cause) implements Stop {}

    /**
     * Only this instance stops; another one follows. Told to {@link Actor#stopping}, never to watchers.
     *
     * @param cause what it threw
     */
    record Restarting(Throwable cause) implements Stop {}
}
