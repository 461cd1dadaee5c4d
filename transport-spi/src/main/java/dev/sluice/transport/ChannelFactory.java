package dev.sluice.transport;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Context;

/**
 * Makes a channel actor under a selector, on the selector's loop.
 *
 * @param <M> the channel's protocol
 */
@FunctionalInterface
public interface ChannelFactory<M> {
    /**
     * Makes the actor.
     *
     * @param ctx the channel's context
     * @param slots where it gives its slot back when it ends, if it has one
     * @return the actor
     * @throws Exception stops the channel; what it owned must be released before
     */
    Actor<M> create(Context<M> ctx, Slots slots) throws Exception;
}
