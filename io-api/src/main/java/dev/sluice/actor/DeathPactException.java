package dev.sluice.actor;

/** The failure of an actor that watched another one without saying what to make of its end. */
public final class DeathPactException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeathPactException(Terminated terminated) {
        super(terminated.actor() + " has ended (" + terminated.reason() + "), and its watcher gave no mapper");
    }
}
