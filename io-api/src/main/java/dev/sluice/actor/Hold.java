package dev.sluice.actor;

/** Keeps a stopping actor from ending; see {@link Context#holdStop}. */
@FunctionalInterface
public interface Hold {
    /** Lets the actor end. Any thread; does nothing the second time. */
    void release();
}
