package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A stop that is held ends once, by the release, the deadline or a second kill. */
public class HoldStress {
    private HoldStress() {}

    /** Holds its stop from the start, and counts how it ends. */
    private static final class Holder implements LoopActor<Object> {
        final Hold hold;
        private int cutShort;

        Holder(Context<Object> ctx) {
            hold = ctx.holdStop(Duration.ofSeconds(1));
        }

        @Override
        public void on(Object message) {}

        @Override
        public void onSignal(int bits) {}

        @Override
        public void onBatchEnd() {}

        @Override
        public void onHoldCutShort() {
            cutShort++;
        }
    }

    /** A holder, the deadline of its hold, and how often its end was told. */
    private static class Holding {
        Holder holder;
        final Cell<Object> cell = Rig.cell(ctx -> holder = new Holder(ctx));
        final Runnable deadline = Rig.deadline();
        private int ends;

        Holding() {
            Rig.SYSTEM.stopped(cell).thenRun(() -> ends++);
        }

        String end() {
            return "ended " + ends + ", cut short " + holder.cutShort;
        }
    }

    /** It is stopping; one thread releases it while its deadline passes. */
    @JCStressTest
    @Outcome(id = "ended 1, cut short 0", expect = ACCEPTABLE, desc = "the release came first")
    @Outcome(id = "ended 1, cut short 1", expect = ACCEPTABLE, desc = "the deadline came first")
    @Outcome(expect = FORBIDDEN, desc = "it is held for ever, or ended twice")
    @State
    public static class ReleaseAgainstDeadline extends Holding {
        /** Has begun to stop. */
        public ReleaseAgainstDeadline() {
            Rig.stop(cell);
        }

        @Actor
        public void releasing() {
            holder.hold.release();
        }

        @Actor
        public void passing() {
            deadline.run();
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = end();
        }
    }

    /** One thread releases it while another one stops it. */
    @JCStressTest
    @Outcome(id = "ended 1, cut short 0", expect = ACCEPTABLE, desc = "released before the stop or during it")
    @Outcome(expect = FORBIDDEN, desc = "it is held for ever, ended twice, or was cut short although it was released")
    @State
    public static class ReleaseAgainstStop extends Holding {
        @Actor
        public void releasing() {
            holder.hold.release();
        }

        @Actor
        public void stopping() {
            Rig.stop(cell);
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = end();
        }
    }

    /** It is stopping; one thread releases it while another one kills it. */
    @JCStressTest
    @Outcome(id = "ended 1, cut short 0", expect = ACCEPTABLE, desc = "the release came first")
    @Outcome(id = "ended 1, cut short 1", expect = ACCEPTABLE, desc = "the kill came first")
    @Outcome(expect = FORBIDDEN, desc = "it is held for ever, or ended twice")
    @State
    public static class ReleaseAgainstKill extends Holding {
        /** Has begun to stop. */
        public ReleaseAgainstKill() {
            Rig.stop(cell);
        }

        @Actor
        public void releasing() {
            holder.hold.release();
        }

        @Actor
        public void killing() {
            cell.post(new Kill());
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = end();
        }
    }
}
