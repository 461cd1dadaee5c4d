package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long START = Long.MAX_VALUE - 5; // clocks may run over
    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pace pace = new Pace(10, 3, START);

    @Test
    void shouldLetABurstThroughAndThenOneAfterTheOther() {
        for (int i = 0; i < 3; i++) {
            assertEquals(0, pace.take(START));
        }
        assertEquals(TENTH, pace.take(START));
        assertEquals(1, pace.take(START + TENTH - 1));
        assertEquals(0, pace.take(START + TENTH));
        assertEquals(TENTH, pace.take(START + TENTH));
    }

    @Test
    void shouldSaveNoMoreThanABurst() {
        long later = START + 100 * TENTH;
        for (int i = 0; i < 3; i++) {
            assertEquals(0, pace.take(later));
        }
        assertEquals(TENTH, pace.take(later));
    }

    @Test
    void shouldCountWhatWasGivenBackAsNotTaken() {
        for (int i = 0; i < 100; i++) {
            assertEquals(0, pace.take(START));
            pace.giveBack();
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(0, pace.take(START));
        }
    }

    @Test
    void shouldLetExactlySoManyThroughInTheLongRun() {
        int taken = 0;
        for (long now = 0; now < 100 * TENTH; now += TENTH / 7) {
            taken += pace.take(START + now) == 0 ? 1 : 0;
        }
        assertEquals(3 + 99, taken);
    }
}
