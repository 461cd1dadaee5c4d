package dev.sluice.transport.contract;

import static dev.sluice.transport.Ready.LOST;
import static dev.sluice.transport.Ready.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.loop.Loop;
import dev.sluice.transport.ChannelPoller;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long it waits, and what ends it. */
abstract class WaitingRules extends PollerRules {
    private static final int ROUNDS = 500;
    private static final long A_WHILE = TimeUnit.MICROSECONDS.toNanos(20_500);
    /** A poll may end early; one that does it all the time burns a core. */
    private static final int POLLS_IN_A_WHILE = 500;

    WaitingRules(PollerContract contract) {
        super(contract);
    }

    @Test
    void shouldReturnWhenTheTimeIsOver() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            rig.watched(READ);

            assertEquals(0, rig.poller.poll(0));
            assertEquals(0, rig.poller.poll(1));
            assertEquals(0, rig.poller.poll(1_500_000));
        }
    }

    /** With channels that are ready for what nobody wants, and after a wake-up that was taken. */
    @Test
    void shouldNotSpinWhileThereIsNothing() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            rig.watched(READ);
            rig.watched(0).subject.makeReadable();
            rig.poller.wakeUp();
            rig.poller.poll(-1);

            int polls = 0;
            long start = System.nanoTime();
            for (long left = A_WHILE; left > 0; left = A_WHILE - (System.nanoTime() - start)) {
                assertEquals(0, rig.poller.poll(left));
                polls++;
            }

            assertTrue(polls <= POLLS_IN_A_WHILE, polls + " polls in 20 ms");
        }
    }

    @Test
    void shouldEndTheNextPollByAWakeUp() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            rig.poller.wakeUp();

            assertEquals(0, rig.poller.poll(-1));
        }
    }

    /** At every possible moment, before the wait and in it; if one were lost, both would wait for ever. */
    @Test
    void shouldNeverLoseAWakeUp() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            rig.watched(READ);
            AtomicInteger called = new AtomicInteger();
            AtomicInteger answered = new AtomicInteger();
            Thread caller = Thread.ofPlatform().daemon().start(() -> callAgainAndAgain(rig, called, answered));

            for (int round = 1; round <= ROUNDS; round++) {
                int expected = round;
                rig.pollUntil(() -> called.get() >= expected);
                answered.set(round);
            }

            caller.join();
            assertEquals(ROUNDS, called.get());
        }
    }

    private static void callAgainAndAgain(PollerRig rig, AtomicInteger called, AtomicInteger answered) {
        for (int round = 1; round <= ROUNDS; round++) {
            called.set(round);
            rig.poller.wakeUp();
            while (answered.get() < round) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void shouldNoticeInputThatComesWhileItWaits() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            PollerRig.Watched watched = rig.watched(READ);
            for (int i = 1; i <= 20; i++) {
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> makeReadable(watched.subject));
                int expected = i;
                rig.pollUntil(() -> watched.times >= expected);
                sent.join();
                watched.subject.drain();
                watched.times = i;
            }
        }
    }

    private static void makeReadable(PollerContract.Subject subject) {
        try {
            subject.makeReadable();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The poller of a loop: tasks come through, signals are raised on its thread, and it is closed with it. */
    @Test
    void shouldDriveALoop() throws Exception {
        ConcurrentLinkedQueue<Integer> raised = new ConcurrentLinkedQueue<>();
        PollerContract.Subject subject;
        try (Loop loop = Loop.threaded("contract", Duration.ZERO)) {
            CompletableFuture<Boolean> isOnLoop = new CompletableFuture<>();
            subject = on(loop, () -> {
                ChannelPoller poller = loop.poller(ChannelPoller.class, this::poller);
                PollerContract.Subject made = contract.subject(poller);
                poller.register(made.source(), bits -> {
                    raised.add(bits);
                    isOnLoop.complete(loop.inLoop());
                }).interest(READ);
                return made;
            });
            for (int i = 0; i < ROUNDS; i++) {
                int number = i;
                assertEquals(number, on(loop, () -> number));
            }
            subject.makeReadable();
            assertTrue(isOnLoop.join());
        }
        assertTrue(raised.contains(LOST), raised::toString);
        subject.close();
    }

    private ChannelPoller poller() {
        try {
            return contract.poller();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T on(Loop loop, Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }
}
