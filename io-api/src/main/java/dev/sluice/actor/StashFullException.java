package dev.sluice.actor;

/** There is no room in a {@link Stash}. */
public final class StashFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StashFullException(String message) {
        super(message);
    }
}
