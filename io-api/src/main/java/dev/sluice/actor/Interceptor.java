package dev.sluice.actor;

import java.util.Objects;

/**
 * Stands around the handling of each message of a system's actors: for tracing, for a context that logging or security looks for,
 * for measuring. Given by {@link Settings#interceptor}.
 *
 * <pre>{@code
 * Settings.named("shop").interceptor((actor, message, next) -> {
 *     try (Span span = tracer.start(message)) {
 *         next.proceed();
 *     }
 * });
 * }</pre>
 *
 * <p>It sees a message as the handler does, that is after views and mappers. It is on the actor's thread, and there are many of those:
 * it must be thread-safe, and quick. Signals of a {@link LoopActor}, the factory and {@link Actor#stopping} are not intercepted.
 */
@FunctionalInterface
public interface Interceptor {
    /**
     * Handles a message, by calling {@code next.proceed()} exactly once before it returns. If it doesn't, the actor fails with an
     * {@link IllegalStateException}, and the message is a dead letter: an interceptor looks on, and doesn't choose.
     *
     * @param actor who handles
     * @param message what it handles
     * @param next the inner interceptors, and then the actor itself
     * @throws Exception what {@code next} throws, as it is or as something else; or what fails here. Both are failures of the actor
     */
    void around(ActorRef<?> actor, Object message, Handling next) throws Exception;

    /**
     * Puts another one inside this one.
     *
     * @param inner comes after this one and before the actor
     * @return both
     */
    default Interceptor then(Interceptor inner) {
        Objects.requireNonNull(inner, "inner");
        return (actor, message, next) -> around(actor, message, () -> inner.around(actor, message, next));
    }

    /** What an interceptor stands around. */
    @FunctionalInterface
    interface Handling {
        /**
         * Lets the actor handle the message, on the calling thread, which must be the one where the interceptor was called.
         *
         * @throws Exception what the actor, or an inner interceptor, throws
         * @throws IllegalStateException if it was called before, or if the interceptor has returned
         */
        void proceed() throws Exception;
    }
}
