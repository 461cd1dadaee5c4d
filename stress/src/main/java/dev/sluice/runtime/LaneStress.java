package dev.sluice.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The two lanes in front of an inbox: nothing in them is lost, and the consumer does not sleep over it. */
public class LaneStress {
    private LaneStress() {}

    /** A mailbox whose consumer is awake. */
    private static final class Laned extends Lanes {
        Laned() {
            wake();
        }

        boolean pushAndWake(String name) {
            return pushUrgent(new Letter(name)) && wake();
        }

        boolean raise(int bits) {
            addSignals(bits);
            return wake();
        }

        /** As an actor does it at the end of its turn. True: somebody else will run it. */
        boolean rest() {
            return sleep() && !(isUrgent() && wake());
        }

        String take() {
            return names(takeUrgent());
        }

        String shut() {
            return names(shutUrgent());
        }

        boolean offer(String name) {
            return pushUrgent(new Letter(name));
        }

        int bits() {
            return takeSignals();
        }

        void add(int bits) {
            addSignals(bits);
        }

        private static String names(Node first) {
            StringBuilder names = new StringBuilder();
            for (Node node = first; node != null; node = after(node)) {
                names.append(node);
            }
            return names.toString();
        }
    }

    /** One thread pushes urgent nodes while the consumer takes them. */
    @JCStressTest
    @Outcome(id = "abc", expect = ACCEPTABLE, desc = "each once, in the order of the pushes")
    @Outcome(expect = FORBIDDEN, desc = "one was lost, came twice, or overtook another")
    @State
    public static class UrgentAgainstTake {
        private final Laned lanes = new Laned();
        private String taken;

        @Actor
        public void producer() {
            lanes.offer("a");
            lanes.offer("b");
            lanes.offer("c");
        }

        @Actor
        public void consumer() {
            taken = lanes.take() + lanes.take();
        }

        @Arbiter
        public void rest(L_Result seen) {
            seen.r1 = taken + lanes.take();
        }
    }

    /** One thread pushes urgent nodes while the consumer shuts the lane. */
    @JCStressTest
    @Outcome(id = {"ab/", "a/b", "/ab"}, expect = ACCEPTABLE,
        desc = "those before the / were given to who shut the lane, those behind it stayed with their sender")
    @Outcome(expect = FORBIDDEN, desc = "one was lost, or both given and kept, or given after a refusal")
    @State
    public static class UrgentAgainstShut {
        private final Laned lanes = new Laned();
        private String kept = "";
        private String given;

        @Actor
        public void producer() {
            kept = (lanes.offer("a") ? "" : "a") + (lanes.offer("b") ? "" : "b");
        }

        @Actor
        public void consumer() {
            given = lanes.shut();
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = given + lanes.take() + lanes.shut() + "/" + kept;
        }
    }

    /** One thread raises bits while the consumer takes them. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both bits, together or one after the other")
    @Outcome(expect = FORBIDDEN, desc = "a bit was lost, or came twice")
    @State
    public static class SignalAgainstTake {
        private final Laned lanes = new Laned();
        private int taken;

        @Actor
        public void poller() {
            lanes.add(1);
            lanes.add(2);
        }

        @Actor
        public void consumer() {
            taken = lanes.bits() + lanes.bits();
        }

        @Arbiter
        public void rest(L_Result seen) {
            seen.r1 = String.valueOf(taken + lanes.bits());
        }
    }

    /** Two threads raise bits. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both bits")
    @Outcome(expect = FORBIDDEN, desc = "a bit was lost")
    @State
    public static class SignalAgainstSignal {
        private final Laned lanes = new Laned();

        @Actor
        public void one() {
            lanes.add(1);
        }

        @Actor
        public void other() {
            lanes.add(2);
        }

        @Arbiter
        public void rest(L_Result seen) {
            seen.r1 = String.valueOf(lanes.bits());
        }
    }

    /** One thread pushes an urgent node while the consumer looks for the last time and goes to sleep. */
    @JCStressTest
    @Outcome(id = "taken, sleeps", expect = ACCEPTABLE, desc = "the push came before the look, and found it awake")
    @Outcome(id = "waits, woken by the sender", expect = ACCEPTABLE, desc = "the push came after the sleep")
    @Outcome(id = "waits, stays awake", expect = ACCEPTABLE, desc = "the consumer saw it when it looked again")
    @Outcome(id = "taken, woken by the sender", expect = ACCEPTABLE,
        desc = "taken before its sender came to wake: there is a turn with nothing to do")
    @Outcome(id = "waits, sleeps", expect = FORBIDDEN, desc = "a lost wake-up: a stop waits, and nobody will run")
    @Outcome(expect = FORBIDDEN, desc = "two run it at once, or something worse")
    @State
    public static class UrgentAgainstSleep {
        private final Laned lanes = new Laned();
        private boolean woken;
        private boolean taken;
        private boolean sleeps;

        @Actor
        public void producer() {
            woken = lanes.pushAndWake("a");
        }

        @Actor
        public void consumer() {
            taken = !lanes.take().isEmpty();
            sleeps = lanes.rest();
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = (taken ? "taken" : "waits") + ", " + turn(woken, sleeps);
        }
    }

    /** The same for bits. */
    @JCStressTest
    @Outcome(id = "taken, sleeps", expect = ACCEPTABLE, desc = "raised before the look, which found it awake")
    @Outcome(id = "waits, woken by the sender", expect = ACCEPTABLE, desc = "raised after the sleep")
    @Outcome(id = "waits, stays awake", expect = ACCEPTABLE, desc = "the consumer saw it when it looked again")
    @Outcome(id = "taken, woken by the sender", expect = ACCEPTABLE,
        desc = "taken before its sender came to wake: there is a turn with nothing to do")
    @Outcome(id = "waits, sleeps", expect = FORBIDDEN, desc = "a lost wake-up: readiness waits, and nobody will run")
    @Outcome(expect = FORBIDDEN, desc = "two run it at once, or something worse")
    @State
    public static class SignalAgainstSleep {
        private final Laned lanes = new Laned();
        private boolean woken;
        private boolean taken;
        private boolean sleeps;

        @Actor
        public void poller() {
            woken = lanes.raise(1);
        }

        @Actor
        public void consumer() {
            taken = lanes.bits() != 0;
            sleeps = lanes.rest();
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = (taken ? "taken" : "waits") + ", " + turn(woken, sleeps);
        }
    }

    /** Whose turn it is now. */
    private static String turn(boolean woken, boolean sleeps) {
        if (woken) {
            return sleeps ? "woken by the sender" : "run by two";
        }
        return sleeps ? "sleeps" : "stays awake";
    }
}
