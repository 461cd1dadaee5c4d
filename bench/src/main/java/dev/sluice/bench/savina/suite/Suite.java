package dev.sluice.bench.savina.suite;

/** All programs as they are written for one library, with a running system of that library. */
public interface Suite extends AutoCloseable {
    /**
     * Makes a program, to be played once.
     *
     * @param workload which one
     * @param sizes its parameters, in the order of {@link Workload#parameters}
     * @return the program
     */
    Program program(Workload workload, int... sizes);

    /** Ends the system. */
    @Override
    void close();
}
