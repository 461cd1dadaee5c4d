package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The endings of a question (G35): exactly one of them, whichever come together. */
public class AskStress {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private AskStress() {}

    /** An answer, which counts how often it was dropped. */
    private static final class Answer implements Owned {
        private final AtomicInteger dropped = new AtomicInteger();

        @Override
        public void discard() {
            dropped.incrementAndGet();
        }

        @Override
        public String toString() {
            return dropped.get() == 0 ? "" : ", dropped " + dropped + " answer";
        }
    }

    /** An asker that writes down how its question ended, and a target that keeps the address for the answer. */
    private static class Question {
        private final StringBuilder endings = new StringBuilder();
        final Answer answer = new Answer();
        final Answer second = new Answer();
        ActorRef<Answer> replyTo;
        final Cell<ActorRef<Answer>> target = Rig.cell(ctx -> address -> replyTo = address);
        private final Cell<String> asker = Rig.cell(ctx -> message -> {
            if (message.equals("ask")) {
                ctx.<ActorRef<Answer>, Answer>ask(target, address -> address, TIMEOUT, Question::ending);
            } else {
                endings.append(message).append(' ');
            }
        });

        void ask() {
            asker.tell("ask");
        }

        private static String ending(Result<Answer> result) {
            return switch (result) {
                case Result.Ok<Answer> ok -> "answer";
                case Result.Failed<Answer>(AskFailedException cause) -> cause.kind().name();
                case Result.Failed<Answer> failed -> failed.cause().toString();
            };
        }

        String ending() {
            return endings.toString().trim();
        }
    }

    /** One thread answers while the time runs out. */
    @JCStressTest
    @Outcome(id = "answer", expect = ACCEPTABLE, desc = "the answer came first")
    @Outcome(id = "TIMEOUT, dropped 1 answer", expect = ACCEPTABLE,
        desc = "the time was over first: the answer is a dead letter")
    @Outcome(expect = FORBIDDEN, desc = "two endings, none, or an answer that was lost without a trace")
    @State
    public static class AnswerAgainstTimeout extends Question {
        private final Runnable deadline;

        /** Has asked. */
        public AnswerAgainstTimeout() {
            ask();
            deadline = Rig.deadline();
        }

        @Actor
        public void answering() {
            replyTo.tell(answer);
        }

        @Actor
        public void passing() {
            deadline.run();
        }

        @Arbiter
        public void all(L_Result seen) {
            seen.r1 = ending() + answer;
        }
    }

    /** Two threads answer. */
    @JCStressTest
    @Outcome(id = "answer, dropped 1 answer", expect = ACCEPTABLE,
        desc = "the first counts, the other one is a dead letter")
    @Outcome(expect = FORBIDDEN, desc = "two endings, none, or an answer that was lost without a trace")
    @State
    public static class AnswerAgainstAnswer extends Question {
        /** Has asked. */
        public AnswerAgainstAnswer() {
            ask();
        }

        @Actor
        public void one() {
            replyTo.tell(answer);
        }

        @Actor
        public void other() {
            replyTo.tell(second);
        }

        @Arbiter
        public void all(L_Result seen) {
            seen.r1 = ending() + answer + second;
        }
    }

    /** The target has passed the question on; one thread answers while another one stops the target. */
    @JCStressTest
    @Outcome(id = "answer", expect = ACCEPTABLE, desc = "the answer came first")
    @Outcome(id = "STOPPED, dropped 1 answer", expect = ACCEPTABLE,
        desc = "the end came first: the answer is a dead letter")
    @Outcome(expect = FORBIDDEN, desc = "two endings, none, or an answer that was lost without a trace")
    @State
    public static class AnswerAgainstTargetStop extends Question {
        /** Has asked. */
        public AnswerAgainstTargetStop() {
            ask();
        }

        @Actor
        public void answering() {
            replyTo.tell(answer);
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void all(L_Result seen) {
            seen.r1 = ending() + answer;
        }
    }

    /** The time runs out while another thread stops the target. */
    @JCStressTest
    @Outcome(id = "TIMEOUT", expect = ACCEPTABLE, desc = "the time was over first")
    @Outcome(id = "STOPPED", expect = ACCEPTABLE, desc = "the target ended first")
    @Outcome(expect = FORBIDDEN, desc = "two endings, or none")
    @State
    public static class TimeoutAgainstTargetStop extends Question {
        private final Runnable deadline;

        /** Has asked. */
        public TimeoutAgainstTargetStop() {
            ask();
            deadline = Rig.deadline();
        }

        @Actor
        public void passing() {
            deadline.run();
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void all(L_Result seen) {
            seen.r1 = ending();
        }
    }

    /** One thread asks while another one stops the target. The time never runs out. */
    @JCStressTest
    @Outcome(id = "STOPPED", expect = ACCEPTABLE, desc = "handled, but the target ended without an answer")
    @Outcome(id = "UNDELIVERED", expect = ACCEPTABLE, desc = "the target had ended, or the stop overtook the question")
    @Outcome(expect = FORBIDDEN, desc = "two endings; or none, so that the asker waits for the time-out")
    @State
    public static class QuestionAgainstTargetStop extends Question {
        @Actor
        public void asking() {
            ask();
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void all(L_Result seen) {
            seen.r1 = ending();
        }
    }
}
