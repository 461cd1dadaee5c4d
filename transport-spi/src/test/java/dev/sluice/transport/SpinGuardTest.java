package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class SpinGuardTest {
    private static final long MILLI = 1_000_000;

    private final SpinGuard guard = new SpinGuard();
    private long now = Long.MAX_VALUE - 5 * MILLI;
    private int alarms;

    @Test
    void shouldCountSelectsThatEndBeforeTheirTime() {
        returnEarly(SpinGuard.LIMIT - 1, MILLI);
        assertEquals(0, alarms);

        returnEarly(1, MILLI);
        assertEquals(1, alarms);
    }

    @Test
    void shouldCountSelectsThatShouldWaitForEver() {
        returnEarly(SpinGuard.LIMIT, -1);

        assertEquals(1, alarms);
    }

    @Test
    void shouldBeginAnewAfterASelectThatTookItsTime() {
        returnEarly(SpinGuard.LIMIT - 1, MILLI);
        assertFalse(guard.spins(now, MILLI, now + MILLI));
        returnEarly(SpinGuard.LIMIT - 1, MILLI);

        assertEquals(0, alarms);
    }

    @Test
    void shouldBeginAnewAfterASignalOrAWakeUp() {
        returnEarly(SpinGuard.LIMIT - 1, -1);
        assertFalse(guard.spins(1, now, -1));
        returnEarly(SpinGuard.LIMIT - 1, -1);
        guard.wakeUp();
        assertFalse(guard.spins(0, now, -1));
        returnEarly(SpinGuard.LIMIT - 1, -1);

        assertEquals(0, alarms);
        assertEquals(1, guard.wakeUps());
    }

    @Test
    void shouldNotRaiseTheAlarmAgainBeforeThePauseIsOver() {
        returnEarly(3 * SpinGuard.LIMIT, MILLI);
        assertEquals(1, alarms);

        now += SpinGuard.PAUSE_NANOS - 1;
        returnEarly(SpinGuard.LIMIT, MILLI);
        assertEquals(1, alarms);

        now += 1;
        returnEarly(2 * SpinGuard.LIMIT, MILLI);
        assertEquals(2, alarms);
    }

    private void returnEarly(int times, long timeoutNanos) {
        for (int i = 0; i < times; i++) {
            alarms += guard.spins(now, timeoutNanos, now) ? 1 : 0;
        }
    }
}
