package dev.sluice.actor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** Something that an actor needs before it runs. All calls in the actor. */
abstract class Requirement {
    private static final CompletionStage<?> NOTHING_TO_DO = CompletableFuture.completedStage(null);

    private final String name;

    Requirement(String name) {
        this.name = name;
    }

    /** It is there. */
    abstract void accept(Object value);

    /** It was accepted, and is given back. */
    CompletionStage<?> release() {
        return NOTHING_TO_DO;
    }

    /** It has not come yet, and nobody waits for it any more. */
    void abandon() {}

    /** It came when nobody needed it any more. */
    void refuse(Object value) {}

    @Override
    public final String toString() {
        return name;
    }

    /** What has nothing to be given back. */
    static final class Plain<T> extends Requirement {
        private final Consumer<? super T> got;

        Plain(String name, Consumer<? super T> got) {
            super(name);
            this.got = got;
        }

        @SuppressWarnings("unchecked")
        @Override
        void accept(Object value) {
            got.accept((T) value);
        }
    }

    /** What has a life of its own. */
    static final class Resource<T> extends Requirement {
        private final Consumer<? super T> got;
        private final Function<? super T, ? extends CompletionStage<?>> close;
        private T value;

        Resource(String name, Consumer<? super T> got, Function<? super T, ? extends CompletionStage<?>> close) {
            super(name);
            this.got = got;
            this.close = close;
        }

        @SuppressWarnings("unchecked")
        @Override
        void accept(Object opened) {
            value = (T) opened;
            got.accept(value);
        }

        @Override
        CompletionStage<?> release() {
            return close.apply(value);
        }

        @SuppressWarnings("unchecked")
        @Override
        void refuse(Object late) {
            close.apply((T) late);
        }
    }
}
