package dev.sluice.examples;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Stop;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The first program on the page on actors. */
class GreeterTest {
    sealed interface Greeting {
        record Hello(String who, ActorRef<String> replyTo) implements Greeting {}

        record Bye() implements Greeting {}
    }

    @Test
    void shouldGreet() {
        try (ActorSystem system = ActorSystem.create("demo")) {
            ActorRef<Greeting> greeter = system.spawn("greeter", ctx -> message -> {
                switch (message) { // a forgotten case does not compile
                    case Greeting.Hello(var who, var replyTo) -> replyTo.tell("hello " + who);
                    case Greeting.Bye() -> ctx.stop();
                }
            });
            CompletableFuture<String> answer = system.ask(greeter, me -> new Greeting.Hello("you", me), ofSeconds(9));
            assertEquals("hello you", answer.join());
            greeter.tell(new Greeting.Bye());
            assertEquals(new Stop.Normal(), system.stopped(greeter).join());
        }
    }
}
