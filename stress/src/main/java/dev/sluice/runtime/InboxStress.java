package dev.sluice.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * The queue: nothing is lost, nothing comes twice, each producer's nodes come in their order. A result is the sequence that
 * the consumer saw: one producer pushes a, then b, the other x, then y.
 */
public class InboxStress {
    private InboxStress() {}

    /** Two threads push; it is polled afterwards. */
    @JCStressTest
    @Outcome(id = {"abxy", "axby", "axyb", "xaby", "xayb", "xyab"}, expect = ACCEPTABLE,
        desc = "each node once, a before b, x before y; how the two are mixed is nobody's business")
    @Outcome(expect = FORBIDDEN, desc = "a node was lost, came twice, or overtook one of its own producer")
    @State
    public static class PushAgainstPush {
        private final Inbox inbox = new Inbox();

        @Actor
        public void one() {
            inbox.push(new Letter("a"));
            inbox.push(new Letter("b"));
        }

        @Actor
        public void other() {
            inbox.push(new Letter("x"));
            inbox.push(new Letter("y"));
        }

        @Arbiter
        public void rest(L_Result seen) {
            seen.r1 = Letter.pollAll(inbox);
        }
    }

    /** One thread pushes, one polls. */
    @JCStressTest
    @Outcome(id = "abc", expect = ACCEPTABLE, desc = "each node once, in the order of the pushes")
    @Outcome(expect = FORBIDDEN, desc = "a node was lost, came twice, or overtook another")
    @State
    public static class PushAgainstPoll {
        private final Inbox inbox = new Inbox();
        private String polled;

        /** Awake, with nothing in it. */
        public PushAgainstPoll() {
            inbox.wake();
        }

        @Actor
        public void producer() {
            inbox.push(new Letter("a"));
            inbox.push(new Letter("b"));
            inbox.push(new Letter("c"));
        }

        @Actor
        public void consumer() {
            polled = Letter.pollOne(inbox) + Letter.pollOne(inbox);
        }

        @Arbiter
        public void rest(L_Result seen) {
            seen.r1 = polled + Letter.pollAll(inbox);
        }
    }

    /** Two threads push, and one of them polls in between, as an actor that tells itself something. */
    @JCStressTest
    @Outcome(id = {"abxy", "axby", "axyb", "xaby", "xayb", "xyab"}, expect = ACCEPTABLE,
        desc = "each node once, a before b, x before y, whatever was taken in between")
    @Outcome(expect = FORBIDDEN, desc = "a node was lost, came twice, or overtook one of its own producer")
    @State
    public static class PushAgainstPushAndPoll {
        private final Inbox inbox = new Inbox();
        private String polled = "";

        /** Awake, with nothing in it. */
        public PushAgainstPushAndPoll() {
            inbox.wake();
        }

        @Actor
        public void producer() {
            inbox.push(new Letter("a"));
            inbox.push(new Letter("b"));
        }

        @Actor
        public void consumer() {
            inbox.push(new Letter("x"));
            polled += Letter.pollOne(inbox);
            inbox.push(new Letter("y"));
            polled += Letter.pollOne(inbox);
        }

        @Arbiter
        public void rest(L_Result seen) {
            seen.r1 = polled + Letter.pollAll(inbox);
        }
    }

    /** Two threads push, a third one polls. Runs on three processors only. */
    @JCStressTest
    @Outcome(id = {"abxy", "axby", "axyb", "xaby", "xayb", "xyab"}, expect = ACCEPTABLE,
        desc = "each node once, a before b, x before y, whatever the consumer has taken in between")
    @Outcome(expect = FORBIDDEN, desc = "a node was lost, came twice, or overtook one of its own producer")
    @State
    public static class TwoPushAgainstPoll {
        private final Inbox inbox = new Inbox();
        private String polled;

        /** Awake, with nothing in it. */
        public TwoPushAgainstPoll() {
            inbox.wake();
        }

        @Actor
        public void one() {
            inbox.push(new Letter("a"));
            inbox.push(new Letter("b"));
        }

        @Actor
        public void other() {
            inbox.push(new Letter("x"));
            inbox.push(new Letter("y"));
        }

        @Actor
        public void consumer() {
            polled = Letter.pollOne(inbox) + Letter.pollOne(inbox);
        }

        @Arbiter
        public void rest(L_Result seen) {
            seen.r1 = polled + Letter.pollAll(inbox);
        }
    }

    /** One thread pushes, one polls, closes and polls the rest. */
    @JCStressTest
    @Outcome(id = "ab taken, none kept", expect = ACCEPTABLE, desc = "both came before the end")
    @Outcome(id = "a taken, b kept", expect = ACCEPTABLE, desc = "the end came between them")
    @Outcome(id = "none taken, ab kept", expect = ACCEPTABLE, desc = "the end came first")
    @Outcome(expect = FORBIDDEN, desc = "a node was lost, was both taken and kept, or was taken after a refusal")
    @State
    public static class PushAgainstClose {
        private final Inbox inbox = new Inbox();
        private String kept = "";
        private String taken;

        /** Awake, with nothing in it: only such a one is closed. */
        public PushAgainstClose() {
            inbox.wake();
        }

        @Actor
        public void producer() {
            push("a");
            push("b");
        }

        private void push(String name) {
            if (inbox.push(new Letter(name)) == Inbox.Push.CLOSED) {
                kept += name;
            }
        }

        @Actor
        public void consumer() {
            taken = Letter.pollOne(inbox);
            inbox.close();
            taken += Letter.pollAll(inbox);
        }

        @Arbiter
        public void count(L_Result seen) {
            taken += Letter.pollAll(inbox);
            seen.r1 = (taken.isEmpty() ? "none" : taken) + " taken, " + (kept.isEmpty() ? "none" : kept) + " kept";
        }
    }
}
