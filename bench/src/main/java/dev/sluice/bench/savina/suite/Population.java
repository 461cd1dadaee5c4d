package dev.sluice.bench.savina.suite;

/** A program in which many actors are spawned, and stopped; both are measured, and how much heap they hold in between. */
public interface Population extends Program {
    /**
     * Spawns all.
     *
     * @throws Exception if not all have started in time
     */
    void spawn() throws Exception;

    /**
     * Stops all.
     *
     * @return how many have ended
     * @throws Exception if it takes too long
     */
    long stop() throws Exception;

    @Override
    default long play() throws Exception {
        spawn();
        return stop();
    }
}
