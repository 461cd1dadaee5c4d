package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final int BLOCK = 4;

    private final Bits changed = new Bits();
    private final List<String> served = new ArrayList<>();

    private Slots slots(int leased) {
        Slots slots = new Slots(leased, BLOCK);
        slots.lookedAfterBy(null, changed);
        return slots;
    }

    private Runnable waiter(String name) {
        return () -> served.add(name);
    }

    @Test
    void shouldGiveWhatIsLeasedAndNoMore() {
        Slots slots = slots(2);

        assertTrue(slots.take(null));
        assertTrue(slots.take(null));
        assertFalse(slots.take(null));

        assertEquals(2, slots.used());
        assertEquals(0, slots.free());
    }

    @Test
    void shouldServeThoseInLineInTheirOrder() {
        Slots slots = slots(1);
        slots.take(null);
        slots.take(waiter("first"));
        slots.take(waiter("second"));
        slots.take(waiter("third"));

        slots.release();
        slots.handOut();
        assertEquals(List.of("first"), served);

        slots.granted(5);
        slots.handOut();
        assertEquals(List.of("first", "second", "third"), served);
        assertEquals(3, slots.used());
    }

    @Test
    void shouldLetNobodyPassThoseInLine() {
        Slots slots = slots(1);
        slots.take(null);
        slots.take(waiter("first"));
        slots.release();

        assertFalse(slots.take(null));
    }

    @Test
    void shouldForgetWhoLeavesTheLine() {
        Slots slots = slots(0);
        Runnable first = waiter("first");
        slots.take(first);
        slots.take(waiter("second"));

        slots.forget(first);
        slots.granted(2);
        slots.handOut();

        assertEquals(List.of("second"), served);
        assertEquals(1, slots.free());
    }

    @Test
    void shouldRefuseToReleaseWhatNobodyTook() {
        assertThrows(IllegalStateException.class, slots(1)::release);
    }

    @Test
    void shouldReturnASurplusInBlocks() {
        Slots slots = slots(2 * BLOCK);
        slots.take(null);
        assertEquals(0, slots.takeReturns());

        slots.release();

        assertEquals(BLOCK, slots.takeReturns());
        assertEquals(BLOCK, slots.free());
        assertEquals(0, slots.takeReturns());
    }

    @Test
    void shouldReturnAllThatIsFreeWhenItIsRecalled() {
        Slots slots = slots(3);
        slots.take(null);

        slots.recall();

        assertEquals(2, slots.takeReturns());
        assertFalse(slots.isRecalled());
    }

    @Test
    void shouldReturnTheNextThatIsReleasedIfNothingWasFree() {
        Slots slots = slots(1);
        slots.take(null);
        slots.recall();
        assertEquals(0, slots.takeReturns());
        changed.take();

        slots.release();

        assertTrue(changed.has(Slots.CHANGED));
        assertEquals(1, slots.takeReturns());
        assertFalse(slots.isRecalled());
    }

    @Test
    void shouldReportOftenWhileThereAreFewAndRarelyWhenThereAreMany() {
        Slots slots = slots(1000);
        int reports = 0;
        for (int i = 1; i <= 1000; i++) {
            slots.take(null);
            if (slots.reportIsDue(0)) {
                assertEquals(i, slots.reported());
                reports++;
            }
            assertTrue(i > 16 || reports == i, "every one of the first is reported");
        }
        assertTrue(reports < 100, reports + " reports");
    }

    @Test
    void shouldNotSignalTheSelectorForNothing() {
        Slots slots = slots(64 + BLOCK);
        for (int i = 0; i < 64; i++) {
            slots.take(null);
        }
        slots.reported();
        changed.take();

        slots.take(null);
        slots.release();

        assertEquals(0, changed.take());
    }

    @Test
    void shouldMoveASlotAlongWithItsChannel() {
        Slots from = slots(2);
        Slots to = slots(0);
        from.take(null);

        from.part();
        to.adopt();

        assertEquals(0, from.used());
        assertEquals(1, from.free());
        assertEquals(1, to.used());
        assertEquals(0, to.free());
    }

    @Test
    void shouldHaveNoEndWithoutASelector() {
        Slots slots = Slots.unlimited();
        for (int i = 0; i < 100_000; i++) {
            assertTrue(slots.take(null));
        }
        slots.release();
    }
}
