package dev.sluice.actor;

/**
 * Makes an actor, at its start and again at each restart. Runs where the actor will run, before its first message.
 *
 * @param <M> the actor's protocol
 */
@FunctionalInterface
public interface ActorFactory<M> {
    /**
     * Makes an instance.
     *
     * @param ctx the actor's way to everything around it
     * @return the actor
     * @throws Exception at the start, the actor stops with {@link Stop.StartFailed}; at a restart, it is one more failure
     */
    Actor<M> create(Context<M> ctx) throws Exception;
}
