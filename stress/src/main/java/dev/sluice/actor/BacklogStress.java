package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A bounded mailbox (G10, G12): its room is exact, each message has one end, and the cell never sleeps over one. */
public class BacklogStress {
    private static final int ROOM = 2;

    private BacklogStress() {}

    /** Counts what came of it, on whatever threads. */
    private static final class Letter implements Owned {
        private final AtomicInteger discarded = new AtomicInteger();
        /** Written in the cell. */
        private int handled;

        @Override
        public void discard() {
            discarded.incrementAndGet();
        }

        boolean hasOneEnd() {
            return handled + discarded.get() == 1;
        }
    }

    /** Each sender's letters, and a cell that handles them, in plain fields, with little room. */
    private static class Sending {
        private final Letter[] letters = {new Letter(), new Letter(), new Letter(), new Letter()};
        private final AtomicInteger full = new AtomicInteger();
        private int handled;
        private boolean inside;
        private boolean shared;
        final Cell<Letter> cell;

        Sending(Overflow overflow) {
            cell = Rig.cell(Mailbox.bounded(ROOM, overflow), ctx -> letter -> {
                shared |= inside;
                inside = true;
                letter.handled++;
                handled++;
                inside = false;
            });
        }

        void tell(int sender) {
            cell.tell(letters[sender]);
            cell.tell(letters[sender + 2]);
        }

        void offer(int sender) {
            offer(letters[sender]);
            offer(letters[sender + 2]);
        }

        private void offer(Letter letter) {
            if (cell.offer(letter) == Offer.FULL) {
                full.incrementAndGet();
            }
        }

        /** What is dropped is discarded. */
        String ends() {
            return state(Stream.of(letters).allMatch(Letter::hasOneEnd));
        }

        /** What is full is still the sender's. */
        String offers() {
            return state(handled + full.get() == letters.length);
        }

        private String state(boolean each) {
            if (shared || cell.waiting() > 0) {
                return shared ? "shared" : "asleep";
            }
            return each ? "each once" : "lost, or twice";
        }
    }

    /** Two threads tell a cell more than it has room for, unless it is quick; what is too much is dropped. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "handled or discarded")
    @Outcome(expect = FORBIDDEN,
        desc = "a message is lost or has two ends, the cell sleeps over one, or two threads were in it")
    @State
    public static class TellAgainstTell extends Sending {
        /** Whoever comes goes. */
        public TellAgainstTell() {
            super(Overflow.DROP_NEWEST);
        }

        @Actor
        public void one() {
            tell(0);
        }

        @Actor
        public void other() {
            tell(1);
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = ends();
        }
    }

    /** Likewise, but the oldest goes, which the cell may be about to take. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "handled or discarded")
    @Outcome(expect = FORBIDDEN,
        desc = "a message is lost or has two ends, the cell sleeps over one, or two threads were in it")
    @State
    public static class TellAgainstTellAndDropOldest extends Sending {
        /** Whoever waits goes. */
        public TellAgainstTellAndDropOldest() {
            super(Overflow.DROP_OLDEST);
        }

        @Actor
        public void one() {
            tell(0);
        }

        @Actor
        public void other() {
            tell(1);
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = ends();
        }
    }

    /** Two threads offer; what is full stays theirs. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "handled, if it was queued, and only then")
    @Outcome(expect = FORBIDDEN,
        desc = "queued and not handled, full and handled, the cell sleeps over one, or two threads were in it")
    @State
    public static class OfferAgainstOffer extends Sending {
        /** Nothing is dropped here. */
        public OfferAgainstOffer() {
            super(Overflow.DROP_NEWEST);
        }

        @Actor
        public void one() {
            offer(0);
        }

        @Actor
        public void other() {
            offer(1);
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = offers();
        }
    }

    /** One thread tells a cell something, another one stops it. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "handled or discarded")
    @Outcome(expect = FORBIDDEN, desc = "a message is lost or has two ends, or two threads were in the cell")
    @State
    public static class TellAgainstStop extends Sending {
        /** Whoever comes goes. */
        public TellAgainstStop() {
            super(Overflow.DROP_NEWEST);
        }

        @Actor
        public void sender() {
            tell(0);
            tell(1);
        }

        @Actor
        public void stopper() {
            Rig.stop(cell);
        }

        @Arbiter
        public void count(L_Result seen) {
            seen.r1 = cell.isOver() ? ends() : "the stop is asleep";
        }
    }

    /** Two threads offer two messages each, and nobody takes any. */
    @JCStressTest
    @Outcome(id = "queued 3, there 3", expect = ACCEPTABLE, desc = "as many as there is room for")
    @Outcome(expect = FORBIDDEN, desc = "room was left over, or given twice")
    @State
    public static class Room {
        private final Backlog backlog = new Backlog(Mailbox.bounded(3, Overflow.DROP_NEWEST));
        private int first;
        private int second;

        @Actor
        public void one() {
            first = offerTwo();
        }

        @Actor
        public void other() {
            second = offerTwo();
        }

        private int offerTwo() {
            return offer() + offer();
        }

        private int offer() {
            return backlog.offer(new Envelope("letter", null)).outcome() == Offer.QUEUED ? 1 : 0;
        }

        @Arbiter
        public void count(L_Result seen) {
            int there = 0;
            while (backlog.poll() != null) {
                there++;
            }
            seen.r1 = "queued " + (first + second) + ", there " + there;
        }
    }
}
