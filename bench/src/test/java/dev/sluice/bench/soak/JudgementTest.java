package dev.sluice.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What grows is found, and what only goes up and down is not. */
class JudgementTest {
    private static final int WINDOWS = 20;
    private static final long BASE = 100 << 20;

    private final Random random = new Random(7);

    private static List<Vitals> series(LongUnaryOperator valueInWindow) {
        return LongStream.range(0, WINDOWS).map(valueInWindow).mapToObj(JudgementTest::all).toList();
    }

    private static Vitals all(long value) {
        return with(null, value);
    }

    /** A hundred megabytes, or whatever it is, of everything but one. */
    private static Vitals with(Vital one, long value) {
        long[] values = new long[Vital.values().length];
        for (Vital vital : Vital.values()) {
            values[vital.ordinal()] = one == null || vital == one ? value : BASE;
        }
        return Vitals.of(values);
    }

    @Test
    void flat_and_noisy_series_pass() {
        for (Vital vital : Vital.values()) {
            long noise = vital.isJudged() ? vital.underLoad() / 2 : BASE;
            List<Vitals> series = LongStream.range(0, WINDOWS)
                .mapToObj(window -> with(vital, BASE + random.nextLong(-noise, noise + 1))).toList();

            assertEquals(List.of(), Judgement.growth("server", series));
        }
    }

    @Test
    void a_single_outlier_passes() {
        assertEquals(List.of(), Judgement.growth("server", series(window -> window == WINDOWS - 1 ? 2 * BASE : BASE)));
    }

    @Test
    void what_shrinks_passes() {
        assertEquals(List.of(), Judgement.growth("server", series(window -> 2 * BASE - window)));
    }

    @ParameterizedTest
    @EnumSource(names = "LAG", mode = Mode.EXCLUDE)
    void what_grows_under_load_is_found_and_named(Vital vital) {
        long step = vital.underLoad() / 10 + 1;
        List<Vitals> series = LongStream.range(0, WINDOWS).mapToObj(window -> with(vital, BASE + window * step))
            .toList();

        List<String> grown = Judgement.growth("server", series);

        assertEquals(1, grown.size(), grown::toString);
        assertTrue(grown.getFirst().startsWith("server under load: " + vital.label() + " from "), grown::toString);
    }

    @ParameterizedTest
    @EnumSource(names = "LAG", mode = Mode.EXCLUDE)
    void what_is_left_is_found_and_named(Vital vital) {
        Vitals before = with(vital, BASE);

        List<String> allowed = Judgement.leftOver("driver", before, with(vital, BASE + vital.atRest()));
        List<String> grown = Judgement.leftOver("driver", before, with(vital, BASE + vital.atRest() + 1));

        assertEquals(List.of(), allowed);
        assertEquals(1, grown.size(), grown::toString);
        assertTrue(grown.getFirst().startsWith("driver at rest: " + vital.label() + " from "), grown::toString);
    }

    @Test
    void growing_latency_is_found() {
        assertEquals(List.of(), Judgement.slowing(1000, 3000));
        assertEquals(1, Judgement.slowing(1000, 3001).size());
    }

    @Test
    void loss_of_datagrams_is_found() {
        assertEquals(List.of(), Judgement.loss(1000, 10));
        assertEquals(1, Judgement.loss(1000, 11).size());
    }
}
