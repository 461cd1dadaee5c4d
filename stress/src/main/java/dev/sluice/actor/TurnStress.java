package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.loop.Signal;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Turns of an actor (G1): one at a time, and one more whenever something came. */
public class TurnStress {
    private TurnStress() {}

    /** Counts what it handles in plain fields, and notices when somebody else is inside too. */
    private static final class Counter implements LoopActor<Integer> {
        private final Signal signal;
        private int sum;
        private boolean inside;
        private boolean shared;

        Counter(Context<Integer> ctx) {
            signal = ctx.signal();
        }

        @Override
        public void on(Integer message) {
            add(message);
        }

        @Override
        public void onSignal(int bits) {
            add(bits);
        }

        @Override
        public void onBatchEnd() {}

        private void add(int number) {
            shared |= inside;
            inside = true;
            sum += number;
            inside = false;
        }

        @Override
        public String toString() {
            return (shared ? "shared, " : "") + sum;
        }
    }

    /** A counter in a cell that sleeps. */
    private static class Counting {
        Counter counter;
        final Cell<Integer> cell = Rig.cell(ctx -> counter = new Counter(ctx));
    }

    /** Two threads tell an actor something. */
    @JCStressTest
    @Outcome(id = "4", expect = ACCEPTABLE, desc = "all four were handled, one at a time")
    @Outcome(expect = FORBIDDEN, desc = "one was lost or is asleep, or two threads were in one handler")
    @State
    public static class TellAgainstTell extends Counting {
        @Actor
        public void one() {
            cell.tell(1);
            cell.tell(1);
        }

        @Actor
        public void other() {
            cell.tell(1);
            cell.tell(1);
        }

        @Arbiter
        public void sum(L_Result seen) {
            seen.r1 = counter.toString();
        }
    }

    /** One thread tells an actor something, another one raises a signal for it. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both were handled, one at a time")
    @Outcome(expect = FORBIDDEN, desc = "one was lost or is asleep, or two threads were in one handler")
    @State
    public static class TellAgainstSignal extends Counting {
        @Actor
        public void sender() {
            cell.tell(1);
        }

        @Actor
        public void poller() {
            counter.signal.raise(2);
        }

        @Arbiter
        public void sum(L_Result seen) {
            seen.r1 = counter.toString();
        }
    }

    /** Two threads raise a signal. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both were handled, together or one after the other")
    @Outcome(expect = FORBIDDEN, desc = "one was lost or is asleep, or two threads were in one handler")
    @State
    public static class SignalAgainstSignal extends Counting {
        @Actor
        public void one() {
            counter.signal.raise(1);
        }

        @Actor
        public void other() {
            counter.signal.raise(2);
        }

        @Arbiter
        public void sum(L_Result seen) {
            seen.r1 = counter.toString();
        }
    }

    /** One thread tells an actor something, another one stops it. */
    @JCStressTest
    @Outcome(id = "1, stopped", expect = ACCEPTABLE, desc = "the message came first")
    @Outcome(id = "0, stopped", expect = ACCEPTABLE, desc = "the stop came first: it overtakes messages")
    @Outcome(expect = FORBIDDEN, desc = "the stop is asleep, or two threads were in one handler")
    @State
    public static class TellAgainstStop extends Counting {
        @Actor
        public void sender() {
            cell.tell(1);
        }

        @Actor
        public void stopper() {
            Rig.stop(cell);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = counter + (cell.isOver() ? ", stopped" : ", runs");
        }
    }
}
