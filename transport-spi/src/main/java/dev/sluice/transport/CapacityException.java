package dev.sluice.transport;

import java.io.IOException;

/** All slots of a transport are in use, so that it takes no further channel now. */
public final class CapacityException extends IOException {
    private static final long serialVersionUID = 1;

    /** How many channels the transport may have. */
    private final int limit;

    /**
     * Makes the cause of a refusal.
     *
     * @param limit how many channels the transport may have
     */
    public CapacityException(int limit) {
        super("the transport has reached its limit of " + limit + " channels");
        this.limit = limit;
    }

    /**
     * The limit that was reached.
     *
     * @return how many channels the transport may have
     */
    public int limit() {
        return limit;
    }
}
