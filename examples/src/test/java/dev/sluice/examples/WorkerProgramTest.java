package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerProgramTest {
    private static void assertEndings(List<String> endings) {
        assertEquals(3, endings.size(), endings::toString);
        assertEquals("sum: 42", endings.get(0));
        assertEquals("failing: java.lang.NumberFormatException: For input string: \"forty-two\"", endings.get(1));
        assertTrue(endings.get(2).startsWith("late: java.util.concurrent.RejectedExecutionException: "),
            endings::toString);
    }

    @Test
    void row2_12_each_function_has_ended_when_the_worker_has() {
        try (ActorSystem system = ActorSystem.create("worker")) {
            assertEndings(WorkerProgram.endings(system));
        }
    }

    @Test
    void the_program_prints_how_each_function_has_ended() throws Exception {
        try (Program program = Program.example("worker")) {
            Program.End end = program.end();

            assertEquals(0, end.status(), end::toString);
            assertEndings(end.out());
        }
    }
}
