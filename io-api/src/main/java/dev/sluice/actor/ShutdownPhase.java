package dev.sluice.actor;

/** The steps by which a system comes to its end, in this order. What is done in one step begins at the same time. */
public enum ShutdownPhase {
    /** Nothing new is let in: listeners are unbound. */
    STOP_ACCEPTING,
    /** What was let in is finished: actors are drained. */
    FINISH_REQUESTS,
    /** The system itself stops the users' actors. */
    STOP_ACTORS,
    /** The system itself stops services: what is still to be written is written, and channels are closed. */
    CLOSE_IO,
    /** The system itself ends its threads. */
    STOP_THREADS
}
