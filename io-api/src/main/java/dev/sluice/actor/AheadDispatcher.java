package dev.sluice.actor;

/** The first level of a dispatcher that has a line. */
record AheadDispatcher(Dispatcher others, Line line) implements Dispatcher {
    @Override
    public void execute(Runnable activation) {
        line.executeAhead(activation);
    }

    @Override
    public boolean isCurrent() {
        return others.isCurrent();
    }

    @Override
    public String toString() {
        return others + ".first";
    }
}
