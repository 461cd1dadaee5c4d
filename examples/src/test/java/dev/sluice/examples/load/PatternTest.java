package dev.sluice.examples.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.io.ByteString;
import org.junit.jupiter.api.Test;

class PatternTest {
    private final Pattern pattern = new Pattern(3 * Pattern.PERIOD);

    @Test
    void shouldFindNoDifferenceInWhatItHasMade() {
        ByteString piece = pattern.piece(5, 1_000_000_007L, 3 * Pattern.PERIOD);

        assertEquals(-1, pattern.firstDifference(5, 1_000_000_007L, piece));
    }

    @Test
    void shouldFindTheFirstByteThatDiffers() {
        byte[] bytes = pattern.piece(0, 100, 3 * Pattern.PERIOD).toByteArray();
        bytes[2 * Pattern.PERIOD + 1]++;
        bytes[2 * Pattern.PERIOD + 9]++;

        assertEquals(100 + 2 * Pattern.PERIOD + 1, pattern.firstDifference(0, 100, ByteString.copyOf(bytes)));
    }

    @Test
    void shouldDifferBetweenConnections() {
        ByteString piece = pattern.piece(1, 0, 64);

        assertNotEquals(-1, pattern.firstDifference(2, 0, piece));
    }
}
