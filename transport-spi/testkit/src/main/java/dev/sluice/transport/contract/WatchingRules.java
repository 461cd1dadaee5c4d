package dev.sluice.transport.contract;

import static dev.sluice.transport.Ready.DRAIN;
import static dev.sluice.transport.Ready.HANDLE;
import static dev.sluice.transport.Ready.LOST;
import static dev.sluice.transport.Ready.READ;
import static dev.sluice.transport.Ready.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.transport.contract.PollerRig.Watched;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is raised, and when. */
abstract class WatchingRules extends PollerRules {
    private static final int READ_WRITE = READ | WRITE;

    WatchingRules(PollerContract contract) {
        super(contract);
    }

    @Test
    void shouldRaiseNothingAtFirst() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched();
            watched.subject.makeReadable();

            assertEquals(0, rig.poller.poll(0));
            assertEquals(0, rig.poller.poll(1));
            assertEquals(0, watched.times);
        }
    }

    @Test
    void shouldRaiseAtEachPollAsLongAsItIsReady() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched(READ);
            watched.subject.makeReadable();
            assertEquals(READ, watched.next(READ));

            assertEquals(1, rig.poller.poll(-1));
            assertEquals(1, rig.poller.poll(0));
            assertEquals(READ, watched.take());

            watched.subject.drain();
            assertEquals(0, rig.poller.poll(0));
            assertEquals(0, watched.take());
        }
    }

    @Test
    void shouldRaiseWhatIsOfInterestOnly() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched();
            watched.subject.makeReadable();

            assertEquals(READ, watched.next(READ));
            assertEquals(READ_WRITE, watched.next(READ_WRITE));
            assertEquals(READ_WRITE, watched.next(READ_WRITE));
            assertEquals(WRITE, watched.next(WRITE));
            assertEquals(0, watched.next(0));
            assertEquals(READ, watched.next(READ));
        }
    }

    @Test
    void shouldOverlookBitsThatNoPollerSees() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            assertEquals(WRITE, rig.watched().next(WRITE | HANDLE | LOST | DRAIN));
        }
    }

    @Test
    void shouldCountWhatItHasRaised() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, WRITE);
            rig.watched(READ);
            rig.pollUntil(() -> all.stream().allMatch(watched -> watched.times > 0));

            assertEquals(3, rig.poller.poll(-1));
        }
    }

    @Test
    void shouldTakeAnInterestFromWithinASignal() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched();
            watched.whenRaised(() -> watched.registration.interest(0));

            assertEquals(WRITE, watched.next(WRITE));
            assertEquals(0, rig.poller.poll(0));
            assertEquals(0, watched.take());
        }
    }

    @Test
    void shouldGoOnWhenASignalThrows() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, WRITE);
            all.forEach(watched -> watched.whenRaised(BadSignal::fail));

            for (int polls = 1; polls <= 3; polls++) {
                int least = polls;
                rig.pollUntil(() -> all.stream().allMatch(watched -> watched.times >= least));
            }
        }
    }

    @Test
    void shouldRegisterFromWithinASignal() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, WRITE);
            Watched[] late = new Watched[1];
            for (Watched watched : all) {
                watched.whenRaised(() -> late[0] = late[0] == null ? rig.watched(WRITE) : late[0]);
            }

            rig.pollUntil(() -> late[0] != null && late[0].times > 0);

            assertEquals(WRITE, late[0].take());
        }
    }

    @Test
    void shouldRaiseForAllWhateverTheirInterestIs() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched idle = rig.watched();
            Watched busy = rig.watched(READ);

            rig.poller.raiseAll(DRAIN);

            assertEquals(DRAIN, idle.take());
            assertEquals(DRAIN, busy.take());
            assertEquals(0, rig.poller.poll(0));
        }
    }

    @Test
    void shouldRaiseForAllAlsoWhenASignalThrows() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            List<Watched> all = rig.watched(3, 0);
            all.forEach(watched -> watched.whenRaised(BadSignal::fail));

            rig.poller.raiseAll(DRAIN);

            all.forEach(watched -> assertEquals(DRAIN, watched.take()));
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws Exception {
        Object unknown = contract.unknown();
        Assumptions.assumeTrue(unknown != null, "this poller watches anything");
        try (PollerRig rig = new PollerRig(contract)) {
            assertThrows(IllegalArgumentException.class, () -> rig.poller.register(unknown, bits -> {
            }));
        }
    }

    @Test
    void shouldRefuseWhatItWatchesAlready() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            Watched watched = rig.watched(WRITE);

            assertThrows(IllegalStateException.class, () -> rig.poller.register(watched.subject.source(), bits -> {
            }));
            assertEquals(WRITE, watched.next(WRITE));
        }
    }

    @Test
    void shouldRefuseToWatchForNobody() throws Exception {
        try (PollerRig rig = new PollerRig(contract)) {
            PollerContract.Subject subject = rig.subject();

            assertThrows(NullPointerException.class, () -> rig.poller.register(subject.source(), null));
        }
    }
}
