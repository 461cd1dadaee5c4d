package dev.sluice.examples.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Offer;
import org.junit.jupiter.api.Test;

class ResourceTest {
    @Test
    void a_post_tells_whether_the_actor_is_there_to_take_it() throws Exception {
        byte[] body = "{\"add\": 5}".getBytes(UTF_8);
        try (ActorSystem system = ActorSystem.create("resource")) {
            ActorRef<Counter.Message> ref = system.spawn("counter", Counter.KIND.factory());
            Resource<Counter.Message, Counter.State> counter = new Resource<>(Counter.KIND, ref);

            assertEquals(Offer.QUEUED, counter.post(body));
            assertThrows(RefusedException.class, () -> counter.post("5".getBytes(UTF_8)));
            system.stop(ref).join();
            assertEquals(Offer.STOPPED, counter.post(body));
        }
    }
}
