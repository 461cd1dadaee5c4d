package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.transport.Ready;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** How a bare stream ends. Each test closes both ends, once, and waits until the poller has let go of them. */
abstract class HandleEndingRules {
    private static final byte[] BYE = {'b', 'y', 'e'};

    private final StreamHandleContract contract;

    HandleEndingRules(StreamHandleContract contract) {
        this.contract = contract;
    }

    private StreamPair open() throws Exception {
        return StreamPair.open(contract);
    }

    @Test
    void shouldEndTheOutputBehindWhatWasWritten() throws Exception {
        try (StreamPair pair = open()) {
            pair.ours.write(BYE);
            pair.ours.endOutput();

            assertArrayEquals(BYE, pair.peer.readToTheEnd());
        }
    }

    @Test
    void shouldStillReadBehindItsOwnEnd() throws Exception {
        try (StreamPair pair = open()) {
            pair.ours.endOutput();
            assertEquals(0, pair.peer.readToTheEnd().length);
            pair.peer.write(BYE);
            pair.peer.endOutput();

            assertArrayEquals(BYE, pair.ours.readToTheEnd());
        }
    }

    @Test
    void shouldLoseNothingWhenItClosesInOrder() throws Exception {
        try (StreamPair pair = open()) {
            pair.ours.write(BYE);
            pair.ours.endOutput();
            pair.ours.close();

            assertArrayEquals(BYE, pair.peer.readToTheEnd());
        }
    }

    @Test
    void shouldLetThePeerSeeAnAbort() throws Exception {
        try (StreamPair pair = open()) {
            pair.ours.write(BYE);
            pair.ours.abort();

            expectEnd(pair.peer, contract.knowsReset());
        }
    }

    /** A reset, or if there is nothing like it an end in order. */
    private static void expectEnd(StreamEnd end, boolean byReset) {
        boolean wasReset = false;
        try {
            end.readToTheEnd();
        } catch (IOException e) {
            wasReset = true;
        }
        assertFalse(byReset && !wasReset, "expected a reset, but there was an end in order");
    }

    @Test
    void shouldNoticeThePeersReset() throws Exception {
        assumeTrue(contract.knowsReset(), "this transport knows no reset");
        try (StreamPair pair = open()) {
            pair.peer.write(BYE);
            pair.peer.abort();

            expectEnd(pair.ours, true);
            pair.ours.abort();
        }
    }

    @Test
    void shouldNoticeWhileItWritesThatThePeerHasGone() throws Exception {
        try (StreamPair pair = open()) {
            pair.peer.close();

            boolean isBroken = false;
            while (!isBroken) {
                isBroken = !writes(pair.ours);
            }
            pair.ours.abort();
        }
    }

    private static boolean writes(StreamEnd end) {
        try {
            end.handle.write(ByteBuffer.allocate(1000));
            end.await(Ready.WRITE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldNoticeWhileItReadsThatThePeerHasGone() throws Exception {
        try (StreamPair pair = open()) {
            pair.peer.close();

            expectEnd(pair.ours, false);
        }
    }

    // ---- in any state ----

    @Test
    void shouldCloseBeforeItIsAttached() throws Exception {
        try (StreamPair pair = new StreamPair(contract)) {
            pair.ours.handle.localAddress();
            pair.ours.handle.remoteAddress();
            pair.ours.close();
        }
    }

    @Test
    void shouldAbortBeforeItIsAttached() throws Exception {
        try (StreamPair pair = new StreamPair(contract)) {
            pair.ours.abort();
        }
    }

    @Test
    void shouldCloseBeforeItIsOpen() throws Exception {
        try (StreamPair pair = new StreamPair(contract)) {
            pair.ours.attach();
            pair.ours.close();
        }
    }

    @Test
    void shouldAbortWhileItIsBeingOpened() throws Exception {
        try (StreamPair pair = new StreamPair(contract)) {
            pair.ours.attach();
            pair.ours.goesOnOpening();
            pair.ours.abort();
        }
    }

    @Test
    void shouldCloseWithInputThatNobodyHasRead() throws Exception {
        try (StreamPair pair = open()) {
            pair.peer.write(BYE);
            pair.ours.await(Ready.READ);
            pair.ours.close();

            expectEnd(pair.peer, false);
        }
    }

    @Test
    void shouldCloseWithOutputThatNobodyTakes() throws Exception {
        try (StreamPair pair = open()) {
            StreamPair.fill(pair.ours, contract.capacity() + (1 << 20));
            pair.ours.close();

            expectEnd(pair.peer, false);
        }
    }

    @Test
    void shouldAbortBehindItsOwnEnd() throws Exception {
        try (StreamPair pair = open()) {
            pair.ours.endOutput();
            pair.ours.abort();
        }
    }

    @Test
    void shouldAbortBehindThePeersEnd() throws Exception {
        try (StreamPair pair = open()) {
            pair.peer.endOutput();
            pair.ours.readToTheEnd();
            pair.ours.abort();

            expectEnd(pair.peer, false);
        }
    }

    @Test
    void shouldCloseBehindBothEnds() throws Exception {
        try (StreamPair pair = open()) {
            pair.ours.endOutput();
            pair.peer.endOutput();

            assertEquals(0, pair.ours.readToTheEnd().length);
            assertEquals(0, pair.peer.readToTheEnd().length);
        }
    }
}
