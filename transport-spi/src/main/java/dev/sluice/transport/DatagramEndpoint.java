package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.actor.LoopActor;
import dev.sluice.io.Endpoint;

/** A datagram socket as an actor, over any {@link DatagramHandle}: speaks the protocol of {@link Endpoint}. */
public final class DatagramEndpoint implements LoopActor<Endpoint.Command> {
    /**
     * Opens its handle. If that fails, the observer is told, and the actor stops.
     *
     * @param ctx the endpoint's context, on a loop that has a {@link ChannelPoller}
     * @param slots where its slot is given back at the end: it has one, so its {@link Place} uses a slot
     * @param opener makes the handle
     * @param origin what else it needs to know
     */
    public DatagramEndpoint(Context<Endpoint.Command> ctx, Slots slots, DatagramOrigin.Opener opener,
        DatagramOrigin origin) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void on(Endpoint.Command command) {}

    @Override
    public void onSignal(int bits) {}

    @Override
    public void onBatchEnd() {}
}
