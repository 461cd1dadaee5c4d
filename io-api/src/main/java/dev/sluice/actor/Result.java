package dev.sluice.actor;

/**
 * How something that was asked for has ended.
 *
 * @param <R> what was asked for
 */
public sealed interface Result<R> {
    /**
     * It is there.
     *
     * @param value the answer
     * @param <R> what was asked for
     */
    record Ok<R>(R value) implements Result<R> {}

    /**
     * It will not come.
     *
     * @param cause why: for an ask an {@link AskFailedException}, otherwise what was thrown
     * @param <R> what was asked for
     */
    record Failed<R>(Throwable cause) implements Result<R>, DeadLetter.Silent {}
}
