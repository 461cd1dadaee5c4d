package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorSystem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final List<String> GOT = List.of("tea, and 20 cents back", "milk, and 100 cents back");

    @Test
    void each_customer_pays_before_the_next_one_is_served() {
        try (ActorSystem system = ActorSystem.create("conversation")) {
            assertEquals(GOT, Conversation.shop(system));
        }
    }

    @Test
    void the_program_prints_what_each_has_got_and_ends() throws Exception {
        try (Program program = Program.example("conversation")) {
            assertEquals(new Program.End(0, GOT, List.of()), program.end());
        }
    }
}
