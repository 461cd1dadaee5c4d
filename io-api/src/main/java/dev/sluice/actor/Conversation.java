package dev.sluice.actor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instance behind a blocking actor: one run of its body after the other.
 *
 * <pre>
 *   NEW ──► RUNNING ◄──► WAITING ──► UNWINDING ──► OVER
 *    ▲         │ returned, or thrown  stop, restart  ▲
 *    │         └───────► RETURNED ───────────────────┘
 *    └─ resumed ─────────────┘
 * </pre>
 *
 * While RUNNING or UNWINDING the cell is the body's, otherwise it has its turns. All of it is on the cell's own thread.
 */
final class Conversation<M> implements Actor<M> {
    private enum State {
        NEW, RUNNING, WAITING, UNWINDING, RETURNED, OVER
    }

    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

    private final BlockingCell<M> cell;
    private final BlockingActor<M> body;
    private final BlockingContext<M> ctx;
    private final Reception<M> reception;
    private State state = State.NEW;
    /** Of the body; null if it has returned. */
    private Throwable thrown;
    /** Why it is led out. */
    private Stop reason;
    private CompletableFuture<?> awaited;

    Conversation(BlockingCell<M> cell, BlockingActor<M> body) {
        this.cell = cell;
        this.body = body;
        this.ctx = new BlockingCellContext<>(cell, this);
        this.reception = new Reception<>(cell);
    }

    boolean hasTheCell() {
        return state == State.RUNNING || state == State.UNWINDING;
    }

    /** It waits for something else than a message. */
    boolean isAsking() {
        return state == State.WAITING && awaited != null;
    }

    // ---- the body's ----

    void runBody() {
        cell.thread().enterBody(true);
        thrown = null;
        try {
            body.run(ctx);
        } catch (Throwable e) {
            thrown = e;
        }
        cell.thread().leaveBody();
        if (state == State.UNWINDING) {
            unwound();
        } else {
            state = State.RETURNED;
        }
    }

    private void unwound() {
        state = State.OVER;
        reception.done();
        if (thrown != null && !(thrown instanceof ActorStoppedException)) {
            failedWhileStopping();
        }
        if (cell.isEnding()) {
            cell.post(new SystemMessage.HoldReleased(cell.incarnation()));
        } else {
            cell.dropWhatTheInstanceAskedFor(); // once more: this run has gone on until now
        }
    }

    private void failedWhileStopping() {
        cell.system().reportIfFatal(thrown);
        LOG.error("{} failed while it was stopping", cell, thrown);
    }

    M receive(Predicate<? super M> fits, Duration atMost) {
        requireBody();
        reception.begin(fits, atMost);
        await();
        return reception.result();
    }

    void await(CompletableFuture<?> future) {
        requireBody();
        awaited = future;
        future.whenComplete((value, failure) -> cell.later(() -> {
        }));
        try {
            await();
        } finally {
            awaited = null;
        }
    }

    /** Only there may be waited; and not any more once the actor stops. */
    void requireBody() {
        if (state == State.UNWINDING) {
            throw new ActorStoppedException(reason);
        }
        if (state != State.RUNNING) {
            throw new IllegalStateException("only the body of " + cell + " can wait");
        }
    }

    private void await() {
        state = State.WAITING;
        cell.thread().runTurnsUntilLent();
        if (cell.isOver()) {
            state = State.UNWINDING;
            reason = cell.stopReason();
        }
        cell.thread().enterBody(state == State.RUNNING);
        requireBody();
    }

    // ---- in the cell's turns ----

    /** False if there is nothing to do, or the body is to go on. */
    boolean next() {
        return switch (state) {
            case NEW -> {
                state = State.RUNNING;
                yield false;
            }
            case WAITING -> awaited == null ? nextMessage() : nextAnswer();
            case RETURNED -> {
                settle();
                yield true;
            }
            case RUNNING, UNWINDING, OVER -> false;
        };
    }

    private boolean nextMessage() {
        boolean more = reception.next();
        if (state == State.WAITING && reception.isOver()) {
            state = State.RUNNING;
        }
        return more;
    }

    private boolean nextAnswer() {
        if (awaited.isDone()) {
            state = State.RUNNING;
        } else {
            cell.absorb();
        }
        return false;
    }

    /** The body has ended by itself. */
    private void settle() {
        state = State.OVER;
        Object last = reception.last();
        reception.done();
        if (thrown == null) {
            cell.stopNow(new Stop.Normal());
            return;
        }
        cell.failed(thrown, last);
        if (cell.isRunning() && reception.hasBegun()) {
            state = State.NEW;
        } else if (cell.isRunning()) {
            cell.stopNow(new Stop.Failed(thrown)); // it would fail for ever
        }
    }

    @Override
    public void on(M message) {
        throw new IllegalStateException("it takes its messages itself");
    }

    @Override
    public void stopping(Stop why) {
        reason = why;
        if (state == State.WAITING) {
            leadOut();
        } else if (state == State.RETURNED) {
            endUnasked();
        }
        reception.end(why instanceof Stop.Restarting);
    }

    /** The stop was quicker than what the end of the body would have meant. */
    private void endUnasked() {
        state = State.OVER;
        reception.done();
        if (thrown != null && !(thrown instanceof InterruptedException)) {
            failedWhileStopping();
        }
    }

    /** The actor holds its end until the body has ended; see {@link Ending#childrenGone}. */
    private void leadOut() {
        state = State.UNWINDING;
        if (!(reason instanceof Stop.Restarting)) {
            cell.thread().stopRequested(false);
        }
    }
}
