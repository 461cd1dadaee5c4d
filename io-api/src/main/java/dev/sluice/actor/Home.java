package dev.sluice.actor;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Where cells live: one object for all those of a system that share a dispatcher by inheritance, and have the default mailbox.
 *
 * @param copying what each message passes at send; null = nothing: see {@link Settings#copying}
 * @param backlog where the messages of the one cell wait that lives here, if its mailbox is not the default one; otherwise null
 */
record Home(LocalSystem system, Dispatcher dispatcher, UnaryOperator<Object> copying, Backlog backlog) {
    /** What stands around each handling, or null. */
    Interceptor interceptor() {
        return system.interceptor();
    }

    /** Where a child lives: where its parent does, unless its spec says otherwise. */
    Home of(Spec child) {
        Dispatcher place = child.dispatcher() == null ? dispatcher : child.dispatcher();
        Backlog own = child.mailbox().open();
        return place == dispatcher && own == null && backlog == null ? this : new Home(system, place, copying, own);
    }

    /** What is sent for a message: itself, or in development a copy. On the sender's thread. */
    Object sent(Object message) {
        Objects.requireNonNull(message, "message");
        return copying == null ? message : Objects.requireNonNull(copying.apply(message), "copying returned null");
    }
}
