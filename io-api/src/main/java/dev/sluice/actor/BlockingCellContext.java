package dev.sluice.actor;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;

/** The inside view of a blocking cell. */
final class BlockingCellContext<M> extends CellContext<M> implements BlockingContext<M> {
    private final BlockingCell<M> cell;
    private final Conversation<M> conversation;

    BlockingCellContext(BlockingCell<M> cell, Conversation<M> conversation) {
        super(cell);
        this.cell = cell;
        this.conversation = conversation;
    }

    @Override
    public M receive() {
        return receive(message -> true);
    }

    @Override
    public M receive(Duration atMost) {
        return receive(message -> true, atMost);
    }

    @Override
    public <T extends M> T receive(Class<T> type) {
        return type.cast(receive(type::isInstance));
    }

    @Override
    public <T extends M> T receive(Class<T> type, Duration atMost) {
        return type.cast(receive(type::isInstance, atMost));
    }

    @Override
    public M receive(Predicate<? super M> fits) {
        cell.requireInside();
        return conversation.receive(Objects.requireNonNull(fits, "fits"), null);
    }

    @Override
    public M receive(Predicate<? super M> fits, Duration atMost) {
        cell.requireInside();
        return conversation.receive(Objects.requireNonNull(fits, "fits"), Objects.requireNonNull(atMost, "atMost"));
    }

    @Override
    public <Q, R> R ask(ActorRef<? super Q> to, Function<ActorRef<R>, ? extends Q> question, Duration timeout)
        throws AskFailedException {
        cell.requireInside();
        conversation.requireBody();
        CompletableFuture<R> answer = cell.system().ask(to, question, timeout);
        try {
            conversation.await(answer);
        } finally {
            answer.cancel(false); // an answer that comes after a stop is a dead letter
        }
        return value(answer);
    }

    private static <R> R value(CompletableFuture<R> answer) throws AskFailedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AskFailedException failed) {
                throw failed;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("it was complete", e);
        }
    }

    @Override
    public void become(Actor<M> behaviour) {
        throw new UnsupportedOperationException("a blocking actor takes its messages itself");
    }
}
