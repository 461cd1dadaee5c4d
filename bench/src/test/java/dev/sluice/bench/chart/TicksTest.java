package dev.sluice.bench.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void ticks_are_round_and_few_and_reach_the_value() {
        assertArrayEquals(new double[] {0, 1, 2, 3, 4}, Ticks.upTo(3.7).values());
        assertArrayEquals(new double[] {0, 100_000, 200_000, 300_000}, Ticks.upTo(271_000).values());
        assertArrayEquals(new double[] {0, 20, 40, 60}, Ticks.upTo(54).values());
        assertEquals(5, Ticks.upTo(5).end());
    }

    @Test
    void an_axis_of_nothing_has_an_end_too() {
        assertEquals(1, Ticks.upTo(0).end());
        assertEquals(1, Ticks.upTo(Double.NaN).end());
    }

    @Test
    void a_label_is_short() {
        assertEquals("250 k", Ticks.label(250_000));
        assertEquals("2.5", Ticks.label(2.5));
        assertEquals("40", Ticks.label(40));
    }
}
