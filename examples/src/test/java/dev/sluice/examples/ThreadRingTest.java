package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadRingTest {
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, 7, 1", "5, 0, 1", "5, 4, 5", "5, 5, 1", "503, 1000, 498"})
    void the_token_ends_where_counting_says(int actors, int hops, int expected) {
        try (ActorSystem system = ActorSystem.create("threadring")) {
            ActorRef<ThreadRing.Token> first = ThreadRing.ring(system, actors);

            assertEquals(expected, ThreadRing.pass(system, first, hops));
            assertEquals(expected, ThreadRing.pass(system, first, hops), "the ring is as it was");
        }
    }

    @Test
    void the_program_prints_where_the_token_ends_and_the_rate_and_ends() throws Exception {
        try (Program program = Program.example("threadring", "--actors", "100", "--hops", "1099")) {
            Program.End end = program.end();

            assertEquals(0, end.status(), end::toString);
            assertEquals(List.of(), end.err());
            assertEquals("the token ends at actor 100", end.out().getFirst());
            assertTrue(end.out().get(1).matches("1,099 messages in .* s: .* messages/s"), end::toString);
        }
    }
}
