package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Links: each side learns the other's end once, whoever links, unlinks or ends meanwhile. */
public class LinkStress {
    private LinkStress() {}

    /** Two cells. What the first one is told, also of the other's end, it writes down. */
    private static class Pair {
        final StringBuilder told = new StringBuilder();
        final Cell<String> other = Rig.cell(ctx -> message -> {
            switch (message) {
                case "link" -> ctx.link(own(), end -> "ignore");
                case "fail" -> throw new IllegalStateException("as it was told");
                default -> {
                }
            }
        });
        final Cell<String> own = Rig.cell(ctx -> message -> {
            switch (message) {
                case "link" -> ctx.link(other, end -> "end ");
                case "share" -> ctx.link(other);
                case "unlink" -> ctx.unlink(other);
                default -> told.append(message);
            }
        });

        private Cell<String> own() {
            return own;
        }

        String told() {
            return told.toString().trim();
        }
    }

    /** One thread links a cell to another one, which another thread stops. */
    @JCStressTest
    @Outcome(id = "end", expect = ACCEPTABLE, desc = "told once, whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "not told, or told twice")
    @State
    public static class LinkAgainstStop extends Pair {
        @Actor
        public void linking() {
            own.tell("link");
        }

        @Actor
        public void stopping() {
            Rig.stop(other);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told();
        }
    }

    /** One thread links a cell to another one, which fails on another thread: so does the first. */
    @JCStressTest
    @Outcome(id = "LinkBrokenException, IllegalStateException", expect = ACCEPTABLE, desc = "both have failed")
    @Outcome(expect = FORBIDDEN, desc = "one of them lives, or failed for another reason")
    @State
    public static class LinkAgainstFailure extends Pair {
        @Actor
        public void linking() {
            own.tell("share");
        }

        @Actor
        public void failing() {
            other.tell("fail");
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = cause(own) + ", " + cause(other);
        }

        private static String cause(Cell<?> cell) {
            return cell.isOver() ? cell.stopReason().cause().getClass().getSimpleName() : "lives";
        }
    }

    /** Both cells link each other, and then one of them ends. */
    @JCStressTest
    @Outcome(id = "end", expect = ACCEPTABLE, desc = "one link, and one end of it")
    @Outcome(expect = FORBIDDEN, desc = "not told, or told twice")
    @State
    public static class LinkAgainstLink extends Pair {
        @Actor
        public void one() {
            own.tell("link");
        }

        @Actor
        public void another() {
            other.tell("link");
        }

        @Arbiter
        public void end(L_Result seen) {
            Rig.stop(other);
            seen.r1 = told();
        }
    }

    /** One thread takes its link back, another one stops the other cell. */
    @JCStressTest
    @Outcome(id = "after", expect = ACCEPTABLE, desc = "taken back in time")
    @Outcome(id = "end after", expect = ACCEPTABLE, desc = "told before it was taken back")
    @Outcome(expect = FORBIDDEN, desc = "told after it was taken back, or twice")
    @State
    public static class UnlinkAgainstStop extends Pair {
        /** Linked already. */
        public UnlinkAgainstStop() {
            own.tell("link");
        }

        @Actor
        public void unlinking() {
            own.tell("unlink");
            own.tell("after ");
        }

        @Actor
        public void stopping() {
            Rig.stop(other);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told();
        }
    }

    /** Both linked cells are stopped. */
    @JCStressTest
    @Outcome(id = {"over", "end over"}, expect = ACCEPTABLE, desc = "told or not, that is a race; and both are gone")
    @Outcome(expect = FORBIDDEN, desc = "told twice, or one of them lives")
    @State
    public static class StopAgainstStop extends Pair {
        /** Linked already. */
        public StopAgainstStop() {
            own.tell("link");
        }

        @Actor
        public void one() {
            Rig.stop(own);
        }

        @Actor
        public void another() {
            Rig.stop(other);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told + (own.isOver() && other.isOver() ? "over" : "lives");
        }
    }
}
