package dev.sluice.actor;

import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends to an actor, or to a view of one, and learns when each message is done with: {@link Context#tracked}. */
final class TrackedSender<N> implements Consumer<N>, Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

    private final Cell<?> cell;
    private final Delivery inner;
    private final Consumer<? super N> receipt;

    TrackedSender(ActorRef<? super N> to, Consumer<? super N> receipt) {
        this.cell = Refs.cell(to, "to");
        this.inner = to instanceof Delivery view ? view : null;
        this.receipt = Objects.requireNonNull(receipt, "receipt");
    }

    @Override
    public void accept(N message) {
        cell.tell(message, this);
    }

    @Override
    public Object open(Cell<?> receiver, Object message) {
        return inner == null ? message : inner.open(receiver, message);
    }

    @Override
    public void handled(Cell<?> receiver, Object message) {
        acknowledge(message);
    }

    @Override
    public boolean dropped(Object message) {
        acknowledge(message);
        return true;
    }

    /** The sender's fault must not become the receiver's. */
    @SuppressWarnings("unchecked")
    private void acknowledge(Object message) {
        try {
            receipt.accept((N) message);
        } catch (Throwable e) {
            LOG.error("a receipt for {} failed", cell, e);
        }
    }
}
