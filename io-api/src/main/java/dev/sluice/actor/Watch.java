package dev.sluice.actor;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Somebody's wish to know when a cell ends. It is first a message to the target, then a link in the target's list of
 * watchers, which belongs to the target.
 */
abstract class Watch extends SystemMessage {
    Watch earlier;
    Watch later;

    abstract void targetStopped(Cell<?> target);

    @Override
    void deliver(Cell<?> target) {
        target.addWatcher(this);
    }

    @Override
    void refused(Cell<?> target) {
        targetStopped(target);
    }

    /** The wish of a caller outside. */
    static final class ByFuture extends Watch {
        final CompletableFuture<Stop> stopped = new CompletableFuture<>();

        @Override
        void targetStopped(Cell<?> target) {
            stopped.complete(target.stopReason());
        }
    }

    /** The wish of an actor; mapper and {@code over} belong to that actor. */
    static final class ByActor extends Watch implements Delivery {
        final Cell<?> watcher;
        final Cell<?> target;
        Function<? super Terminated, ?> mapper;
        boolean over;

        ByActor(Cell<?> watcher, Cell<?> target, Function<? super Terminated, ?> mapper) {
            this.watcher = watcher;
            this.target = target;
            this.mapper = mapper;
        }

        /** In the user lane, so that it comes after all that the target had sent. */
        @Override
        void targetStopped(Cell<?> stopped) {
            watcher.send(new Envelope(stopped.stopReason(), this));
        }

        @Override
        public Object open(Cell<?> receiver, Object reason) {
            if (over) {
                return null;
            }
            Watches.remove(this);
            Terminated terminated = new Terminated(target, (Stop) reason);
            if (mapper == null) {
                throw new DeathPactException(terminated);
            }
            return Objects.requireNonNull(mapper.apply(terminated), "the function for an end returned null");
        }

        @Override
        public boolean dropped(Object message, DeadLetter.Reason reason) {
            return false;
        }

        void end() {
            over = true;
            target.post(new Unwatch(this));
        }
    }

    static final class Unwatch extends SystemMessage {
        private final Watch watch;

        Unwatch(Watch watch) {
            this.watch = watch;
        }

        @Override
        void deliver(Cell<?> target) {
            target.removeWatcher(watch);
        }
    }
}
