package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingPongTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void the_last_hit_of_any_number_of_rounds_is_pings(int rounds) {
        try (ActorSystem system = ActorSystem.create("pingpong")) {
            PingPong.Ball last = PingPong.play(system, rounds);

            assertEquals(-1, last.left());
            assertTrue(last.from().toString().contains("ping"), last.from()::toString);
        }
    }

    @Test
    void the_program_prints_the_rate_and_ends() throws Exception {
        try (Program program = Program.example("pingpong", "--rounds", "1000")) {
            Program.End end = program.end();

            assertEquals(0, end.status(), end::toString);
            assertEquals(List.of(), end.err());
            assertEquals(1, end.out().size(), end::toString);
            assertTrue(end.out().getFirst().matches("2,000 messages in .* s: .* messages/s"), end::toString);
        }
    }
}
