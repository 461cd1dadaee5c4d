package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Watching against stopping (G15, G17): one notice for each watch, after the last words of the dead. */
public class WatchStress {
    private WatchStress() {}

    /** A watcher that writes down what it is told, and a target. */
    private static class Pair {
        final StringBuilder told = new StringBuilder();
        final Cell<Object> target = Rig.idle();
        final Cell<String> watcher = Rig.cell(ctx -> message -> {
            switch (message) {
                case "watch" -> ctx.watch(target, end -> "end ");
                case "unwatch" -> ctx.unwatch(target);
                default -> told.append(message);
            }
        });

        String told() {
            return told.toString().trim();
        }
    }

    /** One thread watches an actor, another one stops it. */
    @JCStressTest
    @Outcome(id = "end", expect = ACCEPTABLE, desc = "told once, whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "not told, or told twice")
    @State
    public static class WatchAgainstStop extends Pair {
        @Actor
        public void watching() {
            watcher.tell("watch");
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told();
        }
    }

    /** One thread watches an actor twice, another one stops it. */
    @JCStressTest
    @Outcome(id = "end", expect = ACCEPTABLE, desc = "both came before the notice was handled: they are one watch")
    @Outcome(id = "end end", expect = ACCEPTABLE,
        desc = "the second watch came after the first one's notice: it has its own")
    @Outcome(expect = FORBIDDEN, desc = "not told, or told more often than asked")
    @State
    public static class TwoWatchesAgainstStop extends Pair {
        @Actor
        public void watching() {
            watcher.tell("watch");
            watcher.tell("watch");
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told();
        }
    }

    /** One thread takes its watch back, another one stops the target. */
    @JCStressTest
    @Outcome(id = "after", expect = ACCEPTABLE, desc = "taken back in time")
    @Outcome(id = "end after", expect = ACCEPTABLE, desc = "told before it was taken back")
    @Outcome(expect = FORBIDDEN, desc = "told after it was taken back, although no watch stands any more")
    @State
    public static class UnwatchAgainstStop extends Pair {
        /** Watches already. */
        public UnwatchAgainstStop() {
            watcher.tell("watch");
        }

        @Actor
        public void unwatching() {
            watcher.tell("unwatch");
            watcher.tell("after ");
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told();
        }
    }

    /** One thread watches by a future, another one stops the target. */
    @JCStressTest
    @Outcome(id = "Normal", expect = ACCEPTABLE, desc = "complete with the reason, whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "never complete, or without the reason")
    @State
    public static class FutureAgainstStop {
        private final Cell<Object> target = Rig.idle();
        private CompletableFuture<Stop> stopped;

        @Actor
        public void watching() {
            stopped = Rig.SYSTEM.stopped(target);
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = stopped.isDone() ? stopped.join().getClass().getSimpleName() : "waits";
        }
    }

    /** The target says two things to its watcher while it is being stopped, and one more in its stopping hook. */
    @JCStressTest
    @Outcome(id = "one two last end", expect = ACCEPTABLE, desc = "both messages came before the stop")
    @Outcome(id = "one last end", expect = ACCEPTABLE, desc = "the stop came between them")
    @Outcome(id = "last end", expect = ACCEPTABLE, desc = "the stop came first")
    @Outcome(expect = FORBIDDEN, desc = "the notice overtook something that the dead had said, or did not come")
    @State
    public static class LastWordsAgainstStop {
        private final StringBuilder told = new StringBuilder();
        private Cell<String> watcher;
        private final Cell<String> target = Rig.cell(ctx -> new dev.sluice.actor.Actor<>() {
            @Override
            public void on(String message) {
                watcher.tell(message);
            }

            @Override
            public void stopping(Stop reason) {
                watcher.tell("last ");
            }
        });

        /** Watches already. */
        public LastWordsAgainstStop() {
            watcher = Rig.cell(ctx -> {
                ctx.watch(target, end -> "end");
                return told::append;
            });
        }

        @Actor
        public void speaking() {
            target.tell("one ");
            target.tell("two ");
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told.toString();
        }
    }
}
