package dev.sluice.actor;

/**
 * What handles the messages of one protocol, one at a time.
 *
 * <p>All calls come one after the other, each seeing what the one before wrote; fields need no {@code volatile}. On a loop
 * they come on the loop's thread and must not block.
 *
 * @param <M> the protocol: usually a sealed interface of records
 */
@FunctionalInterface
public interface Actor<M> {
    /**
     * Handles one message.
     *
     * @param message never null
     * @throws Exception any Throwable is a failure of this actor: its {@link Spec#onFailure} decides; the message is not
     *         delivered again
     */
    void on(M message) throws Exception;

    /**
     * The one hook for cleaning up: called once for each instance that was made, also after a failure, and also if what it
     * required for its start never came ({@link Startup}), so that it may find fields that were never set. At the end of the actor it comes after the children have stopped, before a restart it comes before they do. Messages can still be sent from
     * here, and {@link Context#holdStop} keeps the actor's end open.
     *
     * @param reason why; {@link Stop.Restarting} if another instance follows
     * @throws Exception is logged; the stop goes on
     */
    default void stopping(Stop reason) throws Exception {}
}
