package dev.sluice.transport.contract;

import static dev.sluice.transport.Ready.DRAIN;
import static dev.sluice.transport.Ready.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.transport.contract.PollerRig.Watched;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a channel. */
abstract class CancellingRules extends PollerRules {
    CancellingRules(PollerContract contract) {
        super(contract);
    }

    @Test
    void shouldRaiseNothingAfterTheCancel() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched();
            assertEquals(WRITE, watched.next(WRITE));
            int before = watched.times;

            watched.cancelAndClose();
            watched.registration.interest(WRITE);
            rig.pollUntil(() -> watched.flushed > 0);
            rig.poller.poll(0);
            rig.poller.raiseAll(DRAIN);

            assertEquals(before, watched.times);
        }
    }

    @Test
    void shouldFlushOnceAndInALaterTurn() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched(WRITE);

            watched.cancelAndClose();

            assertEquals(0, watched.flushed);
            rig.pollUntil(() -> watched.flushed > 0);
            rig.poller.poll(0);
            assertEquals(1, watched.flushed);
        }
        // and not again when the poller is closed
    }

    @Test
    void shouldFlushWithoutWaitingForAnythingElse() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, 0);
            for (Watched watched : all) {
                watched.cancelAndClose();
                rig.poller.poll(-1);
                rig.pollUntil(() -> watched.flushed == 1);
            }
        }
    }

    @Test
    void shouldFlushAlsoWhatIsCancelledMeanwhile() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched one = rig.watched();
            Watched other = rig.watched();

            one.registration.cancel(other::cancel);
            one.subject.close();
            other.subject.close();

            rig.pollUntil(() -> other.flushed == 1);
        }
    }

    @Test
    void shouldFlushTheOthersWhenACallbackThrows() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched bad = rig.watched();
            Watched good = rig.watched();

            bad.registration.cancel(BadSignal::fail);
            good.cancelAndClose();

            rig.pollUntil(() -> good.flushed == 1);
        }
    }

    @Test
    void shouldRefuseASecondCancel() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched();
            watched.cancelAndClose();

            assertThrows(IllegalStateException.class, watched::cancel);
            rig.pollUntil(() -> watched.flushed == 1);
            assertThrows(IllegalStateException.class, watched::cancel);
        }
    }

    @Test
    void shouldCancelFromWithinItsOwnSignal() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, WRITE);
            all.forEach(watched -> watched.whenRaised(watched::cancelAndClose));

            rig.pollUntil(() -> all.stream().allMatch(watched -> watched.flushed == 1));

            all.forEach(watched -> assertEquals(1, watched.times));
        }
    }

    /** All are ready; whichever comes first ends the others. */
    @Test
    void shouldNotRaiseWhatWasCancelledEarlierInTheSameTurn() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, WRITE);
            for (Watched watched : all) {
                watched.whenRaised(() -> cancelOthers(all, watched));
            }

            rig.pollUntil(() -> all.stream().anyMatch(watched -> watched.times > 0));

            assertEquals(1, all.stream().filter(watched -> watched.times > 0).count());
        }
    }

    @Test
    void shouldNotRaiseForAllWhatWasCancelledMeanwhile() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(4, 0);
            for (Watched watched : all) {
                watched.whenRaised(() -> {
                    watched.cancelAndClose();
                    cancelOthers(all, watched);
                });
            }

            rig.poller.raiseAll(DRAIN);

            assertEquals(1, all.stream().mapToInt(watched -> watched.times).sum());
            rig.pollUntil(() -> all.stream().allMatch(watched -> watched.flushed == 1));
        }
    }

    private static void cancelOthers(List<Watched> all, Watched one) throws IOException {
        for (Watched other : all) {
            if (other != one && other.times == 0) {
                other.cancelAndClose();
            }
        }
    }
}
