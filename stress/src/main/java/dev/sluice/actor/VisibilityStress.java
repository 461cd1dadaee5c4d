package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What one side wrote into plain fields, the next side sees (G2). */
public class VisibilityStress {
    private VisibilityStress() {}

    /** A message whose field is plain. */
    private static final class Note {
        int text;
    }

    /** Counts in a plain field, and looks at it when it stops. */
    private static final class Recorder implements dev.sluice.actor.Actor<String> {
        int handled;
        int seenByHook = -1;

        @Override
        public void on(String message) {
            handled++;
        }

        @Override
        public void stopping(Stop reason) {
            seenByHook = handled;
        }
    }

    /** A plain field of the message and one beside it are written before the message is told. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the handler saw what was written before the tell")
    @Outcome(expect = FORBIDDEN, desc = "the handler saw an older value, or did not run")
    @State
    public static class WriteBeforeTell {
        private int beside;
        private int seenInside = -1;
        private int seenBeside = -1;
        private final Cell<Note> cell = Rig.cell(ctx -> note -> {
            if (note.text != 2) {
                seenInside = note.text;
                seenBeside = beside;
            }
        });

        @Actor
        public void sender() {
            Note note = new Note();
            beside = 1;
            note.text = 1;
            cell.tell(note);
        }

        /** So that it may be this thread which runs the handler. */
        @Actor
        public void rival() {
            Note note = new Note();
            note.text = 2;
            cell.tell(note);
        }

        @Arbiter
        public void both(LL_Result seen) {
            seen.r1 = seenInside;
            seen.r2 = seenBeside;
        }
    }

    /** Each handling writes plain fields that the next one reads, on whatever thread that is. */
    @JCStressTest
    @Outcome(id = "0 1 2 3", expect = ACCEPTABLE, desc = "each handling saw the end of the one before")
    @Outcome(expect = FORBIDDEN, desc = "a handling saw an older value, or did not run")
    @State
    public static class HandlingAfterHandling {
        private int handled;
        private final StringBuilder counts = new StringBuilder("0");
        private final Cell<String> cell = Rig.cell(ctx -> message -> counts.append(' ').append(++handled));

        @Actor
        public void one() {
            cell.tell("a");
        }

        @Actor
        public void other() {
            cell.tell("x");
            cell.tell("y");
        }

        @Arbiter
        public void all(L_Result seen) {
            seen.r1 = counts.toString();
        }
    }

    /** The last handling writes plain fields that the stopping hook reads, which is called on either thread. */
    @JCStressTest
    @Outcome(id = "handled 1, hook saw 1", expect = ACCEPTABLE, desc = "the message came before the stop")
    @Outcome(id = "handled 0, hook saw 0", expect = ACCEPTABLE, desc = "the stop came first")
    @Outcome(expect = FORBIDDEN, desc = "the hook saw an older value, was not called, or was followed by a message")
    @State
    public static class StoppingAfterHandling {
        private final Recorder recorder = new Recorder();
        private final Cell<String> cell = Rig.cell(ctx -> recorder);

        @Actor
        public void sender() {
            cell.tell("a");
        }

        @Actor
        public void stopper() {
            Rig.stop(cell);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = "handled " + recorder.handled + ", hook saw " + recorder.seenByHook;
        }
    }

    /** What the actor wrote, its watcher sees when it is told of the end. */
    @JCStressTest
    @Outcome(id = "wrote 1, watcher saw 1", expect = ACCEPTABLE, desc = "the message came before the stop")
    @Outcome(id = "wrote 0, watcher saw 0", expect = ACCEPTABLE, desc = "the stop came first")
    @Outcome(expect = FORBIDDEN, desc = "the watcher saw an older value, or was not told")
    @State
    public static class TerminatedAfterHandling {
        private int wrote;
        private int seenByWatcher = -1;
        private final Cell<String> target = Rig.cell(ctx -> message -> wrote++);
        private final Cell<Object> watcher = Rig.cell(ctx -> {
            ctx.watch(target, end -> end);
            return end -> seenByWatcher = wrote;
        });

        @Actor
        public void sender() {
            target.tell("a");
        }

        @Actor
        public void stopper() {
            Rig.stop(target);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = "wrote " + wrote + ", watcher saw " + (watcher.isOver() ? "its own end" : seenByWatcher);
        }
    }
}
