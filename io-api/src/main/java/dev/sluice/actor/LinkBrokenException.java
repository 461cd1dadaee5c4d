package dev.sluice.actor;

/** A linked actor has ended abnormally: the failure that this means for the one that was linked to it. See {@link Context#link}. */
public final class LinkBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Terminated terminated;

    LinkBrokenException(Terminated terminated) {
        super("linked to " + terminated.actor() + ", which has ended: " + terminated.reason(),
            terminated.reason().cause());
        this.terminated = terminated;
    }

    /**
     * Who has ended, and why.
     *
     * @return the end
     */
    public Terminated terminated() {
        return terminated;
    }
}
