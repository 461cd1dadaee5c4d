package dev.sluice.actor;

/** A stop that waits for nothing: also an actor that blocks hears it, where its thread may be interrupted. */
final class Kill extends SystemMessage {
    private volatile boolean heard;

    /** The message first: who is interrupted finds it, and knows why. Any thread. */
    static void send(Cell<?> cell) {
        Kill kill = new Kill();
        cell.post(kill);
        Interrupts interrupts = Interrupts.of(cell.dispatcher());
        if (interrupts != null) {
            interrupts.interrupt(cell, kill);
        }
    }

    @Override
    void deliver(Cell<?> cell) {
        Interrupts interrupts = Interrupts.of(cell.dispatcher());
        if (interrupts != null) {
            interrupts.heard(cell, this);
        }
        cell.stopNow(new Stop.Killed());
    }

    @Override
    void refused(Cell<?> cell) {
        heard = true;
    }

    boolean isHeard() {
        return heard;
    }

    void setHeard() {
        heard = true;
    }
}
