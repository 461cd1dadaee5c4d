package dev.sluice.transport;

import dev.sluice.actor.Owned;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Put a channel under a selector: given to {@link Selectors#place} by a manager, or to {@link Slots} by another channel. The
 * channel is spawned on the selector's loop once there is a slot for it; its failure ends it and nothing else.
 *
 * @param name the channel's label
 * @param factory makes the channel, on the selector's loop
 * @param usesSlot whether the channel counts against the transport's limit; then it gives the slot back at its end
 * @param refused told instead of the factory, once, if the channel can't be placed: with a {@link CapacityException} if all
 *        slots are in use. It releases what the factory would have taken over; on any thread; must not throw
 * @param <M> the channel's protocol
 */
public record Place<M>(String name, ChannelFactory<M> factory, boolean usesSlot, Consumer<? super Exception> refused)
    implements SelectorCommand, Owned {

    /** Checks the fields. */
    public Place {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(factory, "factory");
        Objects.requireNonNull(refused, "refused");
    }

    /** Nobody is there any more who could place it. */
    @Override
    public void discard() {
        refused.accept(new IOException("the transport was stopped before it came to " + name));
    }
}
