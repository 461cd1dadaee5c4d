package dev.sluice.actor;

/** What is special about a message: a view's mapper, a timer's generation, a question that somebody waits on. */
interface Delivery {
    /** Whence a message comes: to a mailbox and an idle timeout it makes a difference. */
    enum Origin {
        /** Somebody else's, as a plain one is: counted by a bounded mailbox, which may refuse or drop it. */
        USER,
        /** What the actor has asked to be told. Never dropped, never counted. */
        SIGNAL,
        /** Likewise, and no sign that anybody wants something of the actor. It carries its message unchanged. */
        TIMER
    }

    default Origin origin() {
        return Origin.SIGNAL;
    }

    /** Turns what was sent into what the receiver handles, in the receiver; null if it is not to be handled after all. */
    Object open(Cell<?> receiver, Object message);

    /** The receiver is done with it, one way or the other; in the receiver. */
    default void handled(Cell<?> receiver, Object message) {}

    /** It will not be handled. False if that is no loss to be reported. Any thread. */
    default boolean dropped(Object message) {
        return true;
    }
}
