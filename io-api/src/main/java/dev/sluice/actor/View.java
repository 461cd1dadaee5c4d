package dev.sluice.actor;

import java.util.Objects;
import java.util.function.Function;

/** An actor's ref for another protocol: {@link ActorRef#accepting}. */
final class View<N> implements ActorRef<N>, Delivery {
    final Cell<?> cell;
    private final Function<? super N, ?> mapper;

    View(Cell<?> cell, Function<? super N, ?> mapper) {
        this.cell = cell;
        this.mapper = Objects.requireNonNull(mapper, "f");
    }

    @Override
    public void tell(N message) {
        cell.tell(message, this);
    }

    @Override
    public <O> ActorRef<O> accepting(Function<? super O, ? extends N> f) {
        Objects.requireNonNull(f, "f");
        return new View<>(cell, (O message) -> mapper.apply(f.apply(message)));
    }

    @Override
    public Offer offer(N message) {
        return cell.offer(message, this);
    }

    @Override
    public Origin origin() {
        return Origin.USER;
    }

    @SuppressWarnings("unchecked")
    @Override
    public Object open(Cell<?> receiver, Object message) {
        return Objects.requireNonNull(mapper.apply((N) message), "a view's function returned null");
    }

    @Override
    public String toString() {
        return cell + " (view)";
    }
}
