package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A message that owns something is handled or discarded, one of the two and once, when its receiver stops meanwhile. */
public class OwnedStress {
    private OwnedStress() {}

    /** Counts how often it was handled and discarded, on whatever threads. */
    private static final class Lease implements Owned {
        final AtomicInteger handled = new AtomicInteger();
        private final AtomicInteger discarded = new AtomicInteger();

        @Override
        public void discard() {
            discarded.incrementAndGet();
        }

        @Override
        public String toString() {
            return "handled " + handled + ", discarded " + discarded;
        }
    }

    /** A lease, and an actor that handles leases. */
    private static class Sending {
        final Lease lease = new Lease();
        final Cell<Lease> cell = Rig.cell(ctx -> message -> message.handled.incrementAndGet());
    }

    /** One thread tells it to an actor that another one stops. */
    @JCStressTest
    @Outcome(id = "handled 1, discarded 0", expect = ACCEPTABLE, desc = "it came before the stop")
    @Outcome(id = "handled 0, discarded 1", expect = ACCEPTABLE, desc = "the stop came first, or overtook it")
    @Outcome(expect = FORBIDDEN, desc = "lost without a trace (what it owns leaks), or let go of twice")
    @State
    public static class TellAgainstStop extends Sending {
        @Actor
        public void sender() {
            cell.tell(lease);
        }

        @Actor
        public void stopper() {
            Rig.stop(cell);
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = lease.toString();
        }
    }

    /** One thread tells it to an actor through a view, another one stops that actor. */
    @JCStressTest
    @Outcome(id = "handled 1, discarded 0", expect = ACCEPTABLE, desc = "it came before the stop")
    @Outcome(id = "handled 0, discarded 1", expect = ACCEPTABLE, desc = "the stop came first, or overtook it")
    @Outcome(expect = FORBIDDEN, desc = "lost without a trace (what it owns leaks), or let go of twice")
    @State
    public static class ViewAgainstStop extends Sending {
        private final ActorRef<Lease> view = cell.accepting(same -> same);

        @Actor
        public void sender() {
            view.tell(lease);
        }

        @Actor
        public void stopper() {
            Rig.stop(cell);
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = lease.toString();
        }
    }

    /** One thread tells it to an actor that another one drains. */
    @JCStressTest
    @Outcome(id = "handled 1, discarded 0, stopped", expect = ACCEPTABLE, desc = "it came before the drain's mark")
    @Outcome(id = "handled 0, discarded 1, stopped", expect = ACCEPTABLE, desc = "it came after the mark")
    @Outcome(expect = FORBIDDEN, desc = "lost without a trace, let go of twice, or the drain never ends")
    @State
    public static class TellAgainstDrain extends Sending {
        private CompletableFuture<Stop> stopped;

        @Actor
        public void sender() {
            cell.tell(lease);
        }

        @Actor
        public void stopper() {
            stopped = Rig.SYSTEM.drain(cell);
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = lease + (stopped.isDone() ? ", stopped" : ", still runs");
        }
    }
}
