package dev.sluice.actor;

/**
 * An actor has ended abnormally, and this is the failure that it means for one that was linked to it, or depended on it. See {@link
 * Context#link} and {@link Startup#dependOn}.
 */
public final class LinkBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Terminated terminated;

    LinkBrokenException(Terminated terminated) {
        super("bound to " + terminated.actor() + ", which ends: " + terminated.reason(),
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
