package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The clocks of a connection by a clock that stands still. */
class DeadlinesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualClock clock = new VirtualClock();
    private Deadlines deadlines;
    private int fired;
    private Deadlines.Late late;
    private boolean phaseIsOver;

    private void open(ConnectionSettings settings) {
        deadlines = new Deadlines(clock, this::onTimer, settings);
        deadlines.opened();
    }

    /** As a connection does it. */
    private void onTimer() {
        fired++;
        deadlines.fired();
        phaseIsOver = deadlines.phaseIsOver();
        late = deadlines.overdue();
        if (!phaseIsOver && late == null) {
            deadlines.arm();
        }
    }

    private void halfSeconds(int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(SECOND.dividedBy(2));
        }
    }

    @Test
    void shouldArmNoTimerIfNothingIsSet() {
        open(ConnectionSettings.DEFAULT);
        halfSeconds(200);

        assertEquals(0, fired);
        assertFalse(deadlines.areRunning());
    }

    @Test
    void shouldEndTheSilenceOfBoth() {
        open(ConnectionSettings.DEFAULT.idle(SECOND));
        for (int i = 0; i < 10; i++) {
            halfSeconds(1);
            deadlines.read();
            halfSeconds(1);
            deadlines.written(1, false);
        }
        assertNull(late);
        halfSeconds(2);

        assertEquals("idle: no byte went either way for PT1S", late.what());
        assertFalse(late.isStuck());
    }

    @Test
    void shouldCostNoTimerPerByte() {
        open(ConnectionSettings.DEFAULT.idle(SECOND));
        for (int i = 0; i < 1000; i++) {
            deadlines.read();
            deadlines.written(1, false);
        }
        halfSeconds(1);

        assertEquals(0, fired);
    }

    @Test
    void shouldSayThatAnIdlePeerIsStuck() {
        open(ConnectionSettings.DEFAULT.idle(SECOND));
        deadlines.written(0, true);
        halfSeconds(2);

        assertTrue(late.isStuck());
    }

    @Test
    void shouldEndThePeersSilence() {
        open(ConnectionSettings.DEFAULT.idleReading(SECOND));
        halfSeconds(1);
        deadlines.read();
        halfSeconds(1);
        deadlines.written(1, false);
        assertNull(late);
        halfSeconds(1);

        assertEquals("idleReading: the peer sent nothing for PT1S", late.what());
    }

    @Test
    void shouldNotBlameAPeerThatHasEndedItsOutput() {
        open(ConnectionSettings.DEFAULT.idleReading(SECOND));
        deadlines.inputEnded();
        halfSeconds(10);

        assertNull(late);
    }

    @Test
    void shouldEndTheHandlersSilence() {
        open(ConnectionSettings.DEFAULT.idleWriting(SECOND));
        halfSeconds(1);
        deadlines.written(1, false);
        halfSeconds(1);
        deadlines.read();
        assertNull(late);
        halfSeconds(1);

        assertEquals("idleWriting: nothing was written for PT1S", late.what());
    }

    @Test
    void shouldNotBlameAHandlerWhosePeerTakesNothing() {
        open(ConnectionSettings.DEFAULT.idleWriting(SECOND));
        deadlines.written(0, true);
        halfSeconds(10);
        assertNull(late);
        deadlines.written(1, false);
        halfSeconds(1);
        assertNull(late);
        halfSeconds(1);

        assertEquals("idleWriting: nothing was written for PT1S", late.what());
    }

    @Test
    void shouldEndAPeerThatTakesNothing() {
        open(ConnectionSettings.DEFAULT.stall(SECOND));
        halfSeconds(10);
        deadlines.written(0, true);
        halfSeconds(1);
        deadlines.written(1, true);
        halfSeconds(1);
        deadlines.read();
        assertNull(late);
        halfSeconds(1);

        assertEquals("stall: the peer took nothing for PT1S", late.what());
        assertTrue(late.isStuck());
    }

    @Test
    void shouldEndAPhaseWhateverHappensInIt() {
        open(ConnectionSettings.DEFAULT);
        deadlines.phase(SECOND);
        halfSeconds(1);
        deadlines.read();
        halfSeconds(1);

        assertTrue(phaseIsOver);
    }

    @Test
    void shouldEndAPhaseOfSilence() {
        open(ConnectionSettings.DEFAULT);
        deadlines.silence(SECOND);
        for (int i = 0; i < 10; i++) {
            halfSeconds(1);
            deadlines.read();
            halfSeconds(1);
            deadlines.written(1, false);
        }
        assertFalse(phaseIsOver);
        halfSeconds(2);

        assertTrue(phaseIsOver);
    }

    @Test
    void shouldEndAShorterPhaseAfterALongerOne() {
        open(ConnectionSettings.DEFAULT.idle(SECOND.multipliedBy(100)));
        deadlines.phase(SECOND.multipliedBy(10));
        halfSeconds(1);
        deadlines.phase(SECOND);
        halfSeconds(2);

        assertTrue(phaseIsOver);
    }

    @Test
    void shouldWaitForThePhaseOnlyOnceItCloses() {
        open(ConnectionSettings.DEFAULT.idle(SECOND).idleReading(SECOND).idleWriting(SECOND));
        deadlines.closing();
        deadlines.phase(SECOND.multipliedBy(3));
        halfSeconds(5);
        assertNull(late);
        halfSeconds(1);

        assertTrue(phaseIsOver);
        assertNull(late);
    }

    @Test
    void shouldNotFireAfterItWasCancelled() {
        open(ConnectionSettings.DEFAULT.idle(SECOND));
        deadlines.cancel();
        halfSeconds(10);

        assertEquals(0, fired);
    }
}
