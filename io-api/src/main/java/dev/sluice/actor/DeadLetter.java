package dev.sluice.actor;

/**
 * A message that was not handled. Every loss of a message is one; see {@link ActorSystem#onDeadLetter}.
 *
 * @param message what was lost; if it is {@link Owned}, it is discarded right after the listeners have seen this
 * @param target to whom it was sent
 * @param reason why it was lost
 */
public record DeadLetter(Object message, ActorRef<?> target, Reason reason) {
    /** Why a message was lost. */
    public enum Reason {
        /** The target has stopped, or did so before it came to the message. */
        STOPPED,
        /** An answer that nobody waits for any more: the ask is over, or the asker was restarted. */
        LATE,
        /** There was nobody to pass it on to. */
        NO_RECEIVER,
        /** The target's mailbox was full ({@link Mailbox#bounded}), or whoever keeps messages for it had no more room. */
        OVERFLOW,
        /** It was put aside, and then given up: {@link Stash#clear}. */
        CLEARED,
        /** An {@link Interceptor} has not let it through. */
        INTERCEPTED
    }

    /**
     * A message whose loss means nothing: it is counted, and told to listeners, but not logged. A {@link Result.Failed} is one, because
     * whoever would have learned it has gone.
     */
    public interface Silent {}
}
