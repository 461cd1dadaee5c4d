package dev.sluice.actor;

import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends to an actor, or to a view of one, and learns when each message is done with: {@link Context#tracked}. */
class TrackedSender<N> implements Consumer<N>, Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

    private final Cell<?> cell;
    private final Delivery inner;
    private final Consumer<? super N> receipt;

    TrackedSender(ActorRef<? super N> to, Consumer<? super N> receipt) {
        this.cell = Refs.cell(to, "to");
        this.inner = to instanceof Delivery view ? view : null;
        this.receipt = Objects.requireNonNull(receipt, "receipt");
    }

    final boolean hasEnded() {
        return cell.isClosed();
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

    @Override
    public boolean dropped(Object message) {
        call(receipt, message);
        return true;
    }

    /** The sender's fault must not become the receiver's. */
    @SuppressWarnings("unchecked")
    final void call(Consumer<? super N> told, Object message) {
        try {
            told.accept((N) message);
        } catch (Throwable e) {
            LOG.error("a receipt for {} failed", cell, e);
        }
    }

    /** What the receiver has not handled when it ends comes back. */
    static final class Returning<N> extends TrackedSender<N> {
        private final Consumer<? super N> returned;

        Returning(ActorRef<? super N> to, Consumer<? super N> receipt, Consumer<? super N> returned) {
            super(to, receipt);
            this.returned = Objects.requireNonNull(returned, "returned");
        }

        /** Only the receiver's end sends a message back: one that it had no room for, or that came while its stop was held, is lost. */
        @Override
        public boolean dropped(Object message) {
            if (!hasEnded()) {
                return super.dropped(message);
            }
            call(returned, message);
            return false;
        }
    }
}
