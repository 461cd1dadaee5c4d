package dev.sluice.transport.contract;

import static dev.sluice.transport.Ready.LOST;
import static dev.sluice.transport.Ready.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.transport.contract.PollerRig.Watched;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of the poller itself. */
abstract class LosingRules extends PollerRules {
    LosingRules(PollerContract contract) {
        super(contract);
    }

    @Test
    void shouldTellEachChannelOnceThatItIsLost() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, 0);

            rig.poller.close();
            rig.poller.close();

            for (Watched watched : all) {
                assertEquals(LOST, watched.take());
                assertEquals(1, watched.times);
            }
        }
    }

    @Test
    void shouldTellTheOthersWhenASignalThrows() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, 0);
            all.forEach(watched -> watched.whenRaised(BadSignal::fail));

            rig.poller.close();

            all.forEach(watched -> assertEquals(LOST, watched.take()));
        }
    }

    @Test
    void shouldFlushWhatWasCancelledAndNotTellItThatItIsLost() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched(WRITE);
            watched.cancelAndClose();

            rig.poller.close();

            assertEquals(1, watched.flushed);
            assertEquals(0, watched.times);
        }
    }

    @Test
    void shouldFlushWithinTheCancelOnceItIsClosed() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched(WRITE);
            rig.poller.close();
            watched.registration.interest(0);

            watched.cancel();

            assertEquals(1, watched.flushed);
            assertThrows(IllegalStateException.class, watched::cancel);
            assertEquals(1, watched.flushed);
        }
    }

    @Test
    void shouldFlushWhatIsCancelledWhileItCloses() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, WRITE);
            all.forEach(watched -> watched.whenRaised(watched::cancelAndClose));

            rig.poller.close();

            for (Watched watched : all) {
                assertEquals(1, watched.times);
                assertEquals(1, watched.flushed);
            }
        }
    }

    /** Whichever is told first cancels the others, which are told nothing any more. */
    @Test
    void shouldNotTellWhatIsCancelledWhileItCloses() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, WRITE);
            for (Watched watched : all) {
                watched.whenRaised(() -> {
                    for (Watched each : all) {
                        each.cancelAndClose();
                    }
                });
            }

            rig.poller.close();

            assertEquals(1, all.stream().mapToInt(watched -> watched.times).sum());
            all.forEach(watched -> assertEquals(1, watched.flushed));
        }
    }

    @Test
    void shouldWatchNothingOnceItIsClosed() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            PollerContract.Subject subject = rig.subject();
            rig.poller.close();

            assertThrows(IOException.class, () -> rig.poller.register(subject.source(), bits -> {
            }));
        }
    }

    @Test
    void shouldTakeAWakeUpOnceItIsClosed() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            rig.poller.close();

            rig.poller.wakeUp();
        }
    }
}
