package dev.sluice.examples.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WindowTest {
    private final Window window = new Window(3);

    private void sendAt(long... times) {
        for (long time : times) {
            window.send(time);
        }
    }

    @Test
    void shouldHaveRoomForSoManyFromTheOldestOn() {
        sendAt(10, 20, 30);

        assertFalse(window.hasRoom());
        assertEquals(15, window.answered(1, 35));
        assertFalse(window.hasRoom(), "the oldest is still waited for");
        assertEquals(30, window.answered(0, 40));
        assertTrue(window.hasRoom());
        assertEquals(3, window.sent());
        assertFalse(window.isEmpty());
        assertEquals(10, window.answered(2, 40));
        assertTrue(window.isEmpty());
    }

    @Test
    void shouldKnowWhatItWaitsFor() {
        sendAt(10, 20);
        window.answered(1, 30);

        assertTrue(window.isWaitingFor(0));
        assertFalse(window.isWaitingFor(1), "answered");
        assertFalse(window.isWaitingFor(2), "not sent");
        assertFalse(window.isWaitingFor(-1));
    }

    @Test
    void shouldGiveUpWhatIsLate() {
        sendAt(10, 20, 30);
        window.answered(1, 25);

        assertEquals(0, window.giveUp(10));
        assertEquals(1, window.giveUp(11), "0 is late, and 1 is answered");
        assertFalse(window.isWaitingFor(0));
        assertTrue(window.isWaitingFor(2));
        assertEquals(1, window.giveUp(100));
        assertTrue(window.isEmpty());
    }

    @Test
    void shouldGoRoundWithTimesThatOverflow() {
        for (int i = 0; i < 10; i++) {
            window.send(Long.MAX_VALUE);
            assertEquals(2, window.answered(i, Long.MIN_VALUE + 1));
        }
        window.send(Long.MAX_VALUE);
        assertEquals(1, window.giveUp(Long.MIN_VALUE));
    }
}
