package dev.sluice.actor;

/** What became of a message that was offered: {@link ActorRef#offer}. */
public enum Offer {
    /** It is in the mailbox. */
    QUEUED,
    /** There is no room for it; it is the sender's still. */
    FULL,
    /** The actor has ended, or nobody waits for this answer any more; the message is the sender's still. */
    STOPPED
}
