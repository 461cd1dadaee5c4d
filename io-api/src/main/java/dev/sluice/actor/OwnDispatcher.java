package dev.sluice.actor;

/** A dispatcher whose threads belong to a system. */
interface OwnDispatcher extends Dispatcher {
    /** So long a system waits for the end of each dispatcher. */
    long SHUTDOWN_SECONDS = 10;

    /** Ends its threads, and waits for them; nothing is left to be run. False if one is still busy: it is left behind. */
    boolean close();
}
