package dev.sluice.actor;

/** What a cell remembers of its restarts, and of the one under way. In the cell's turns only. */
final class Restarts {
    private final RestartHistory history;
    /** How many there were. */
    int incarnation;
    /** Before the one under way, in nanoseconds. */
    long pause;
    /** The pause is over, and the zone has not yet given leave to go on. */
    boolean paused;
    boolean awaitsChildren;
    /** In which this cell is one of those who are restarted; null = none. */
    ZoneRestart zone;
    /** The zone has given leave: what fails from here on is no longer its concern, but a new one's. */
    boolean released;
    /** Which this cell leads as the parent; null = none. */
    ZoneRestart led;

    Restarts(long number) {
        history = new RestartHistory(number);
    }

    RestartHistory history() {
        return history;
    }

    void enter(ZoneRestart entered) {
        zone = entered;
        released = false;
    }

    boolean waitsForZone() {
        return zone != null && !released;
    }

    /** The zone, which it leaves. */
    ZoneRestart takeZone() {
        ZoneRestart left = zone;
        zone = null;
        return left;
    }
}
