package dev.sluice.actor;

/** The failure of an actor whose mailbox was full, with {@link Overflow#FAIL}. */
public final class MailboxFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MailboxFullException(String message) {
        super(message);
    }
}
