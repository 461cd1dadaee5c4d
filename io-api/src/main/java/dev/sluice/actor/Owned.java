package dev.sluice.actor;

/** A message that owns something which must be released, such as an accepted channel. */
public interface Owned {
    /** Releases it: called once by the runtime wherever it drops the message. Any thread; must not throw. */
    void discard();
}
