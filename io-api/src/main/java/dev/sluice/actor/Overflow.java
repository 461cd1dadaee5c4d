package dev.sluice.actor;

/** What a full mailbox does with one message more: {@link Mailbox#bounded}. */
public enum Overflow {
    /** The one that comes is a dead letter. */
    DROP_NEWEST,
    /** The one that has waited longest is a dead letter, and the one that comes takes its place. */
    DROP_OLDEST,
    /**
     * The one that comes is a dead letter, and the actor, if it runs, fails with a {@link MailboxFullException}: its {@link
     * Spec#onFailure} decides. What overflows until that failure is dealt with is no failure more.
     */
    FAIL
}
