package dev.sluice.bench.savina.suite;

/** A program of the suite, written for one library. */
@FunctionalInterface
public interface Program {
    /**
     * Plays it from beginning to end: on return, all its actors have ended.
     *
     * @return what it has computed, by which it is verified
     * @throws Exception if it fails, or takes longer than {@link Limits#PATIENCE}
     */
    long play() throws Exception;
}
