package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NANO = Duration.ofNanos(1);

    private final VirtualClock time = new VirtualClock();
    private int fired;
    private final PhaseClock clock = new PhaseClock(time, () -> fired++);

    @Test
    void shouldBeOverInTimeAndNotBefore() {
        clock.within(SECOND);
        time.advance(SECOND.minus(NANO));
        assertFalse(clock.isOver());
        time.advance(NANO);
        assertTrue(clock.isOver());
        assertEquals(1, fired);
    }

    @Test
    void shouldNeverBeOverWithoutATime() {
        clock.within(Duration.ZERO);
        time.advance(Duration.ofDays(1000));
        assertFalse(clock.isOver());
        assertEquals(0, fired);
    }

    @Test
    void shouldBeginAnew() {
        clock.within(SECOND);
        time.advance(SECOND.minus(NANO));
        clock.within(SECOND);
        time.advance(SECOND.minus(NANO));
        assertFalse(clock.isOver());
        time.advance(NANO);
        assertEquals(1, fired);
    }

    @Test
    void shouldTakeNoNoticeOfATimerThatWasReplacedTooLate() {
        clock.within(SECOND);
        time.advance(SECOND);
        clock.within(SECOND);
        assertEquals(1, fired);
        assertFalse(clock.isOver());
    }

    @Test
    void shouldHurryButNeverSlowDown() {
        clock.within(SECOND.multipliedBy(10));
        clock.hurry(SECOND);
        clock.hurry(SECOND.multipliedBy(5));
        time.advance(SECOND);
        assertTrue(clock.isOver());
    }

    @Test
    void shouldHurryWhatHadNoEnd() {
        clock.within(Duration.ZERO);
        clock.hurry(SECOND);
        time.advance(SECOND);
        assertTrue(clock.isOver());
    }

    @Test
    void shouldBeCancelled() {
        clock.within(SECOND);
        clock.cancel();
        clock.cancel();
        time.advance(SECOND);
        assertEquals(0, fired);
        assertFalse(clock.isOver());
    }
}
