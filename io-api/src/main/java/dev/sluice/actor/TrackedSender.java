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
    /** Null if what is not handled is a dead letter. */
    private final Consumer<? super N> returned;

    TrackedSender(ActorRef<? super N> to, Consumer<? super N> receipt, Consumer<? super N> returned) {
        this.cell = Refs.cell(to, "to");
        this.inner = to instanceof Delivery view ? view : null;
        this.receipt = Objects.requireNonNull(receipt, "receipt");
        this.returned = returned;
    }

    @Override
    public void accept(N message) {
        cell.tell(message, this);
    }

    @Override
    public Origin origin() {
        return Origin.USER;
    }

    @Override
    public Object open(Cell<?> receiver, Object message) {
        return inner == null ? message : inner.open(receiver, message);
    }

    @Override
    public void handled(Cell<?> receiver, Object message) {
        call(receipt, message);
    }

    /** Only the receiver's end sends a message back: one that it had no room for, or that came while its stop was held, is lost. */
    @Override
    public boolean dropped(Object message) {
        boolean comesBack = returned != null && cell.isClosed();
        call(comesBack ? returned : receipt, message);
        return !comesBack;
    }

    /** The sender's fault must not become the receiver's. */
    @SuppressWarnings("unchecked")
    private void call(Consumer<? super N> told, Object message) {
        try {
            told.accept((N) message);
        } catch (Throwable e) {
            LOG.error("a receipt for {} failed", cell, e);
        }
    }
}
