package dev.sluice.actor;

/** One message on its way through the interceptors to its handler, where it arrives once. */
final class Intercepted<M> implements Interceptor.Handling {
    private final Cell<M> cell;
    private final M message;
    private boolean arrived;
    private boolean over;

    private Intercepted(Cell<M> cell, M message) {
        this.cell = cell;
        this.message = message;
    }

    static <M> void pass(Cell<M> cell, Interceptor interceptor, M message) throws Exception {
        Intercepted<M> handling = new Intercepted<>(cell, message);
        try {
            interceptor.around(cell, message, handling);
        } finally {
            handling.end();
        }
        handling.requireArrived();
    }

    @Override
    public void proceed() throws Exception {
        cell.requireInside();
        if (over) {
            throw new IllegalStateException("an interceptor has called proceed() twice, or too late, for " + cell);
        }
        over = true;
        arrived = true;
        cell.actor.on(message);
    }

    /** Nobody else will release what the message may own. */
    private void end() {
        over = true;
        if (!arrived) {
            cell.system().deadLetter(message, cell, DeadLetter.Reason.INTERCEPTED);
        }
    }

    private void requireArrived() {
        if (!arrived) {
            throw new IllegalStateException("an interceptor has not called proceed() for " + cell);
        }
    }
}
