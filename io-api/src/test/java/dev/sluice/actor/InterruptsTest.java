package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private final Interrupts interrupts = new Interrupts();
    private final Kill kill = new Kill();
    private final List<Boolean> flags = new ArrayList<>();

    private void noteFlag() {
        flags.add(Thread.currentThread().isInterrupted());
    }

    @Test
    void g28_aKillInterruptsUntilItIsHeardAndNotAfterwards() {
        interrupts.run(new Runnable() {
            @Override
            public void run() {
                interrupts.interrupt(this, kill);
                noteFlag();
                interrupts.heard(this, kill);
                noteFlag();
                interrupts.interrupt(this, kill);
                noteFlag();
                interrupts.interrupt(this, new Kill());
                noteFlag();
            }
        });
        noteFlag();
        assertEquals(List.of(true, false, false, true, false), flags);
    }

    @Test
    void g28_nobodyIsInterruptedButTheOneThatRuns() {
        Runnable other = () -> {
        };
        Runnable activation = () -> {
            interrupts.interrupt(other, kill);
            noteFlag();
        };
        interrupts.run(activation);
        interrupts.interrupt(activation, kill);
        noteFlag();
        assertEquals(List.of(false, false), flags);
    }

    @Test
    void shouldKnowItsThreadsOnlyWhileTheyRunAnActor() {
        assertFalse(interrupts.isCurrent());
        interrupts.run(() -> assertTrue(interrupts.isCurrent()));
        assertFalse(interrupts.isCurrent());
        assertNull(Interrupts.of(Runnable::run));
    }
}
