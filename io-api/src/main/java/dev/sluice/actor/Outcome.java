package dev.sluice.actor;

import java.util.Objects;
import java.util.function.Function;

/** The result of something that an actor asked for, on its way into that actor's protocol. Void after a restart. */
final class Outcome<R> implements Delivery {
    private final Cell<?> asker;
    private final int incarnation;
    private final Function<? super Result<R>, ?> as;

    Outcome(Cell<?> asker, Function<? super Result<R>, ?> as) {
        this.asker = asker;
        this.incarnation = asker.incarnation();
        this.as = Objects.requireNonNull(as, "as");
    }

    @SuppressWarnings("unchecked")
    void ok(R value) {
        ok(value, same -> (R) same);
    }

    void ok(Object value, Function<Object, R> mapper) {
        asker.send(new Envelope(new Answer<>(value, mapper), this));
    }

    void failed(Throwable cause) {
        asker.send(new Envelope(new Result.Failed<R>(cause), this));
    }

    @SuppressWarnings("unchecked")
    @Override
    public Object open(Cell<?> receiver, Object message) {
        if (incarnation != asker.incarnation()) {
            asker.system().deadLetter(payload(message), asker, DeadLetter.Reason.LATE);
            return null;
        }
        Result<R> result = message instanceof Answer<?> answer ? ((Answer<R>) answer).result() : (Result<R>) message;
        return Objects.requireNonNull(as.apply(result), "the function for a result returned null");
    }

    /** In the dead letters it is the value that was lost, not our envelope around it. */
    @Override
    public boolean dropped(Object message, DeadLetter.Reason reason) {
        asker.system().deadLetter(payload(message), asker, DeadLetter.Reason.STOPPED);
        return false;
    }

    private static Object payload(Object message) {
        if (!(message instanceof Answer<?> answer)) {
            return message;
        }
        return answer.value == null ? new Result.Ok<>(null) : answer.value;
    }

    /** A value whose view's function is yet to be applied, in the asker. */
    private record Answer<R>(Object value, Function<Object, R> mapper) {
        Result<R> result() {
            return new Result.Ok<>(mapper.apply(value));
        }
    }
}
