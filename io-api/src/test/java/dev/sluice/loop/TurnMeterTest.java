package dev.sluice.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnMeterTest {
    private static final long WINDOW = TurnMeter.WINDOW_NANOS;

    /** Also where the clock overflows. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1_000, Long.MAX_VALUE - 2_000})
    void shouldTellTheLongestTurnOfTheLastWindowOrTwo(long start) {
        TurnMeter meter = new TurnMeter(start);
        assertEquals(0, meter.longest(start));
        turn(meter, start + 10, 30);
        turn(meter, start + 100, 20);
        assertEquals(30, meter.longest(start + 200));

        turn(meter, start + WINDOW, 7);
        turn(meter, start + WINDOW + 500, 9);
        assertEquals(30, meter.longest(start + WINDOW + 600), "the window before counts too");

        turn(meter, start + 2 * WINDOW + 100, 1);
        assertEquals(9, meter.longest(start + 2 * WINDOW + 200), "and the one before that doesn't");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1_000, Long.MAX_VALUE - 2_000})
    void shouldForgetWhatIsLongAgoAlsoWithoutATurnInBetween(long start) {
        TurnMeter meter = new TurnMeter(start);
        turn(meter, start, 30);
        turn(meter, start + WINDOW, 7);
        assertEquals(7, meter.longest(start + 2 * WINDOW + 100));
        assertEquals(0, meter.longest(start + 3 * WINDOW + 100));

        turn(meter, start + 10 * WINDOW, 3);
        assertEquals(3, meter.longest(start + 10 * WINDOW + 100));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1_000, Long.MAX_VALUE - 2_000})
    void shouldCountATurnThatIsStillGoingOn(long start) {
        TurnMeter meter = new TurnMeter(start);
        meter.began(start + 10);
        assertEquals(5 * WINDOW, meter.longest(start + 10 + 5 * WINDOW));
        meter.ended(start + 10 + 6 * WINDOW);
        assertEquals(6 * WINDOW, meter.longest(start + 20 + 6 * WINDOW));
        assertEquals(0, meter.longest(start + 10 + 8 * WINDOW));
    }

    private static void turn(TurnMeter meter, long begin, long took) {
        meter.began(begin);
        meter.ended(begin + took);
    }
}
