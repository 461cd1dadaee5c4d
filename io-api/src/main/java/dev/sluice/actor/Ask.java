package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A question under way: the ref to which the answer goes, and the delivery of the question itself, so that its loss is known
 * at once. The first ending wins; later answers are dead letters.
 *
 * @param <R> the answer
 */
abstract class Ask<R> implements ActorRef<R>, Delivery {
    private final Home home;
    private final Duration timeout;
    private final AtomicBoolean over = new AtomicBoolean();
    private ActorRef<?> target;
    private Delivery view;
    private volatile Timer timer;

    Ask(Home home, Duration timeout) {
        this.home = home;
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    /** Makes the answer's value in the right place, and passes it on. Called once. */
    abstract void answered(Object message, Function<Object, R> mapper);

    abstract void failed(AskFailedException cause);

    final <Q> void start(ActorRef<? super Q> to, Function<ActorRef<R>, ? extends Q> question, Scheduler scheduler) {
        target = Objects.requireNonNull(to, "to");
        Q message = Objects.requireNonNull(question.apply(this), "question returned null");
        timer = scheduler.schedule(Scheduler.nanos(timeout), () -> fail(AskFailedException.Kind.TIMEOUT));
        if (isOver()) {
            timer.cancel();
        }
        try {
            send(to, message);
        } catch (Throwable e) {
            finish();
            throw e;
        }
    }

    private <Q> void send(ActorRef<? super Q> to, Q message) {
        if (to instanceof Cell<?> cell) {
            cell.tell(message, this);
        } else if (to instanceof View<?> through) {
            view = through;
            through.cell.tell(message, this);
        } else {
            to.tell(message);
        }
    }

    final boolean isOver() {
        return over.get();
    }

    private boolean finish() {
        if (isOver() || !over.compareAndSet(false, true)) {
            return false;
        }
        Timer running = timer;
        if (running != null) {
            running.cancel();
        }
        return true;
    }

    final void fail(AskFailedException.Kind kind) {
        if (finish()) {
            failed(new AskFailedException(kind, switch (kind) {
                case TIMEOUT -> target + " did not answer within " + timeout;
                case UNDELIVERED -> target + " did not get the question: it has stopped";
                case OVERFLOW -> target + " did not get the question: its mailbox was full";
                case STOPPED -> target + " stopped without an answer";
            }));
        }
    }

    private void answer(Object message, Function<Object, R> mapper) {
        Object sent = home.sent(message);
        if (offerAnswer(sent, mapper) == Offer.STOPPED) {
            late(sent);
        }
    }

    private Offer offerAnswer(Object message, Function<Object, R> mapper) {
        if (finish()) {
            answered(message, mapper);
            return Offer.QUEUED;
        }
        return Offer.STOPPED;
    }

    final void late(Object message) {
        home.system().deadLetter(message, this, DeadLetter.Reason.LATE);
    }

    @SuppressWarnings("unchecked")
    @Override
    public final void tell(R message) {
        answer(message, answer -> (R) answer);
    }

    @SuppressWarnings("unchecked")
    @Override
    public final Offer offer(R message) {
        return offerAnswer(home.sent(message), answer -> (R) answer);
    }

    @SuppressWarnings("unchecked")
    @Override
    public final <N> ActorRef<N> accepting(Function<? super N, ? extends R> f) {
        return new Mapped<>(this, Objects.requireNonNull(f, "f"));
    }

    // ---- the question's delivery ----

    @Override
    public final Origin origin() {
        return Origin.USER;
    }

    @Override
    public final Object open(Cell<?> receiver, Object message) {
        return view == null ? message : view.open(receiver, message);
    }

    @Override
    public final void handled(Cell<?> receiver, Object message) {
        if (receiver.isClosed()) {
            fail(AskFailedException.Kind.STOPPED);
        } else if (!isOver()) {
            receiver.extras().addAsk(this);
        }
    }

    @Override
    public final boolean dropped(Object message, DeadLetter.Reason reason) {
        fail(reason == DeadLetter.Reason.OVERFLOW
            ? AskFailedException.Kind.OVERFLOW
            : AskFailedException.Kind.UNDELIVERED);
        return true;
    }

    @Override
    public String toString() {
        return "answer of " + target;
    }

    /** A view of an answer's address. */
    private record Mapped<N, R>(Ask<R> ask, Function<? super N, ? extends R> f) implements ActorRef<N> {
        @SuppressWarnings("unchecked")
        @Override
        public void tell(N message) {
            ask.answer(message, answer -> f.apply((N) answer));
        }

        @SuppressWarnings("unchecked")
        @Override
        public Offer offer(N message) {
            return ask.offerAnswer(ask.home.sent(message), answer -> f.apply((N) answer));
        }

        @Override
        public <O> ActorRef<O> accepting(Function<? super O, ? extends N> g) {
            return new Mapped<>(ask, (O message) -> f.apply(g.apply(message)));
        }

        @Override
        public String toString() {
            return ask + " (view)";
        }
    }

    /** From outside: a future. */
    static final class ByFuture<R> extends Ask<R> {
        final CompletableFuture<R> future;

        ByFuture(Home home, Duration timeout) {
            super(home, timeout);
            future = new AnswerFuture<>(home.system());
        }

        @Override
        void answered(Object message, Function<Object, R> mapper) {
            R value;
            try {
                value = mapper.apply(message);
            } catch (Throwable e) {
                future.completeExceptionally(e);
                return;
            }
            if (!future.complete(value)) {
                late(message); // somebody has cancelled the future
            }
        }

        @Override
        void failed(AskFailedException cause) {
            future.completeExceptionally(cause);
        }
    }

    /** From inside: a message in the asker's mailbox, unless the asker was restarted meanwhile. */
    static final class ByActor<R> extends Ask<R> {
        private final Outcome<R> outcome;

        ByActor(Cell<?> asker, Duration timeout, Function<? super Result<R>, ?> as) {
            super(asker.home(), timeout);
            outcome = new Outcome<>(asker, as);
        }

        @Override
        void answered(Object message, Function<Object, R> mapper) {
            outcome.ok(message, mapper);
        }

        @Override
        void failed(AskFailedException cause) {
            outcome.failed(cause);
        }
    }
}
