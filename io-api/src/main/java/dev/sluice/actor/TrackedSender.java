package dev.sluice.actor;

import java.util.Objects;
import java.util.function.Consumer;

/** Sends to an actor, or to a view of one, and learns when each message is done with: {@link Context#tracked}. */
final class TrackedSender<N> implements Consumer<N>, Delivery {
    private final Cell<?> cell;
    private final Delivery inner;
    private final Consumer<? super N> receipt;

    TrackedSender(ActorRef<N> to, Consumer<? super N> receipt) {
        this.cell = Refs.cell(to, "to");
        this.inner = to instanceof Delivery view ? view : null;
        this.receipt = Objects.requireNonNull(receipt, "receipt");
    }

    @Override
    public void accept(N message) {
        cell.send(new Envelope(Objects.requireNonNull(message, "message"), this));
    }

    @Override
    public Object open(Cell<?> receiver, Object message) {
        return inner == null ? message : inner.open(receiver, message);
    }

    @SuppressWarnings("unchecked")
    @Override
    public void handled(Cell<?> receiver, Object message) {
        receipt.accept((N) message);
    }

    @SuppressWarnings("unchecked")
    @Override
    public boolean dropped(Object message) {
        receipt.accept((N) message);
        return true;
    }
}
