package dev.sluice.bench.actors;

/**
 * A mailbox as the harness sees it: a queue from many threads to one, with the word that says whether somebody must run
 * its consumer. A candidate makes one object of 24 bytes for a message, as the product does, with room for link,
 * message, and the second reference that the product's envelope has.
 */
interface MailboxCandidate {
    /** Adds a message; any thread. True if the consumer slept: the caller must run it. */
    boolean tell(Object message);

    /** The next message, or null if there is none, or none yet; consumer only. */
    Object next();

    /** Goes to sleep; false if there is more, perhaps in a moment. Consumer only, after {@link #next} gave null. */
    boolean rest();
}
