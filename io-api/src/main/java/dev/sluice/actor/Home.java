package dev.sluice.actor;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Where cells live: one object for all those of a system that share a dispatcher by inheritance.
 *
 * @param copying what each message passes at send; null = nothing: see {@link Settings#copying}
 */
record Home(LocalSystem system, Dispatcher dispatcher, UnaryOperator<Object> copying) {
    /** What stands around each handling, or null. */
    Interceptor interceptor() {
        return system.interceptor();
    }

    /** Where a child lives: where its parent does, unless its spec says otherwise. */
    Home of(Spec child) {
        return child.dispatcher() == null ? this : new Home(system, child.dispatcher(), copying);
    }

    /** What is sent for a message: itself, or in development a copy. On the sender's thread. */
    Object sent(Object message) {
        Objects.requireNonNull(message, "message");
        return copying == null ? message : Objects.requireNonNull(copying.apply(message), "copying returned null");
    }
}
