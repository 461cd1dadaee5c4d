package dev.sluice.examples;

import dev.sluice.actor.ActorFactory;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Two actors and one ball. */
@Command(name = "pingpong", description = "Two actors send a message to and fro; prints how fast.")
final class PingPong implements Callable<Integer> {
    private static final int MOST_ROUNDS = 1_000_000_000;
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** The message: how often it is still to be hit, who has hit it, and who waits for the last hit. */
    record Ball(long left, ActorRef<Ball> from, ActorRef<Ball> last) {}

    @Spec
    private CommandSpec command;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1000000", description = {
        "how often the message goes there and back (default: ${DEFAULT-VALUE})"})
    private int rounds;

    @Override
    public Integer call() {
        Arguments.check(command, "--rounds", rounds, 1, MOST_ROUNDS);
        try (ActorSystem system = ActorSystem.create("pingpong")) {
            long start = System.nanoTime();
            play(system, rounds);
            Rate.print(command, 2L * rounds, System.nanoTime() - start);
        }
        return 0;
    }

    /** Gives the last ball, which nobody hits any more. */
    static Ball play(ActorSystem system, int rounds) {
        // tag::players[]
        ActorFactory<Ball> player = ctx -> ball -> {
            ActorRef<Ball> next = ball.left() == 0 ? ball.last() : ball.from();
            next.tell(new Ball(ball.left() - 1, ctx.self(), ball.last()));
        };
        ActorRef<Ball> ping = system.spawn("ping", player);
        ActorRef<Ball> pong = system.spawn("pong", player);
        return system.ask(pong, (ActorRef<Ball> last) -> new Ball(2L * rounds - 1, ping, last), PATIENCE).join();
        // end::players[]
    }
}
