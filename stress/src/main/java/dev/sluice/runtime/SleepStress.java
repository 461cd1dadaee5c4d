package dev.sluice.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.runtime.Inbox.Push;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The scheduling word: exactly one is told to wake the consumer, and it never sleeps over a node. */
public class SleepStress {
    private SleepStress() {}

    /** Two threads find the consumer asleep. */
    @JCStressTest
    @Outcome(id = {"WAKE, QUEUED", "QUEUED, WAKE"}, expect = ACCEPTABLE, desc = "who came first wakes the consumer")
    @Outcome(expect = FORBIDDEN,
        desc = "nobody wakes it, so that it sleeps for ever; or both do, so that it runs twice")
    @State
    public static class PushAgainstPush {
        private final Inbox inbox = new Inbox();

        @Actor
        public void one(LL_Result told) {
            told.r1 = inbox.push(new Letter("a"));
        }

        @Actor
        public void other(LL_Result told) {
            told.r2 = inbox.push(new Letter("b"));
        }
    }

    /** One thread pushes while another one wakes without a node. */
    @JCStressTest
    @Outcome(id = "WAKE, false", expect = ACCEPTABLE, desc = "who pushed came first, and wakes")
    @Outcome(id = "QUEUED, true", expect = ACCEPTABLE, desc = "who woke came first")
    @Outcome(expect = FORBIDDEN, desc = "nobody wakes it, or both do")
    @State
    public static class PushAgainstWake {
        private final Inbox inbox = new Inbox();

        @Actor
        public void producer(LL_Result told) {
            told.r1 = inbox.push(new Letter("a"));
        }

        @Actor
        public void signaller(LL_Result told) {
            told.r2 = inbox.wake();
        }
    }

    /** Two threads wake without a node. */
    @JCStressTest
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them has woken it")
    @Outcome(expect = FORBIDDEN, desc = "nobody has, or both have")
    @State
    public static class WakeAgainstWake {
        private final Inbox inbox = new Inbox();

        @Actor
        public void one(LL_Result told) {
            told.r1 = inbox.wake();
        }

        @Actor
        public void other(LL_Result told) {
            told.r2 = inbox.wake();
        }
    }

    /** One thread pushes while the consumer looks for the last time and goes to sleep. */
    @JCStressTest
    @Outcome(id = "QUEUED, stays awake", expect = ACCEPTABLE, desc = "the push came between the look and the sleep")
    @Outcome(id = "QUEUED, polled and sleeps", expect = ACCEPTABLE, desc = "the push came before the look")
    @Outcome(id = "WAKE, sleeps", expect = ACCEPTABLE, desc = "the push came after the sleep, and its caller wakes")
    @Outcome(id = "QUEUED, sleeps", expect = FORBIDDEN, desc = "a lost wake-up: a node waits, and nobody will run")
    @Outcome(expect = FORBIDDEN, desc = "woken although awake, or something worse")
    @State
    public static class PushAgainstSleep {
        private final Inbox inbox = new Inbox();
        private Push told;
        private String did;

        /** Awake, with nothing in it. */
        public PushAgainstSleep() {
            inbox.wake();
        }

        @Actor
        public void producer() {
            told = inbox.push(new Letter("a"));
        }

        @Actor
        public void consumer() {
            String polled = inbox.poll() == null ? "" : "polled and ";
            did = polled + (inbox.sleep() ? "sleeps" : "stays awake");
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told + ", " + did;
        }
    }

    /** The same for a consumer that takes nodes into its own list and sleeps over them, as an actor does that is stopping. */
    @JCStressTest
    @Outcome(id = "QUEUED, stays awake, ab", expect = ACCEPTABLE, desc = "the push came between the look and the sleep")
    @Outcome(id = "QUEUED, sleeps, ab", expect = ACCEPTABLE, desc = "the push came before the look, so it is absorbed")
    @Outcome(id = "WAKE, sleeps, ab", expect = ACCEPTABLE, desc = "the push came after the sleep, and its caller wakes")
    @Outcome(expect = FORBIDDEN, desc = "a node was lost, or came out of its order")
    @State
    public static class PushAgainstAbsorb {
        private final Inbox inbox = new Inbox();
        private Push told;
        private String did;

        /** Awake, with one node that was absorbed before. */
        public PushAgainstAbsorb() {
            inbox.push(new Letter("a"));
            inbox.absorb();
        }

        @Actor
        public void producer() {
            told = inbox.push(new Letter("b"));
        }

        @Actor
        public void consumer() {
            inbox.absorb();
            did = inbox.sleep() ? "sleeps" : "stays awake";
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told + ", " + did + ", " + Letter.pollAll(inbox);
        }
    }
}
