package dev.sluice.loop;

/** A call in the future that can be taken back. */
public interface Timer {
    /**
     * Takes the call back; does nothing if it was made. Any thread. Called on the scheduler's own thread, the call is certain
     * not to come any more; from elsewhere it may just be under way.
     */
    void cancel();
}
