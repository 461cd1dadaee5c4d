package dev.sluice.actor;

/** What an actor required for its start did not come. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
