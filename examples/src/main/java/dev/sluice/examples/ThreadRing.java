package dev.sluice.examples;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spawner;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many actors and one token. */
@Command(name = "threadring", description = {
    "Actors in a ring pass a token on; prints who has it at the end, and how fast it went."
})
final class ThreadRing implements Callable<Integer> {
    private static final int MOST_ACTORS = 1_000_000;
    private static final int MOST_HOPS = 1_000_000_000;
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** The message: how often it is still to be passed on, and who wants to know where it ends. */
    record Token(int left, ActorRef<Integer> finder) {}

    @Spec
    private CommandSpec command;

    @Option(names = "--actors", paramLabel = "N", defaultValue = "100", description = {
        "how many actors there are (default: ${DEFAULT-VALUE})"})
    private int actors;

    @Option(names = "--hops", paramLabel = "N", defaultValue = "100000", description = {
        "how often the token is passed on (default: ${DEFAULT-VALUE})"})
    private int hops;

    @Override
    public Integer call() {
        Arguments.check(command, "--actors", actors, 1, MOST_ACTORS);
        Arguments.check(command, "--hops", hops, 0, MOST_HOPS);
        try (ActorSystem system = ActorSystem.create("threadring")) {
            ActorRef<Token> first = ring(system, actors);
            long start = System.nanoTime();
            int end = pass(system, first, hops);
            long nanos = System.nanoTime() - start;
            PrintWriter out = command.commandLine().getOut();
            out.println("the token ends at actor " + end);
            Rate.print(command, hops, nanos);
        }
        return 0;
    }

    /** Gives the number of the actor where the token ends. */
    static int pass(ActorSystem system, ActorRef<Token> first, int hops) {
        return system.ask(first, (ActorRef<Integer> finder) -> new Token(hops, finder), PATIENCE).join();
    }

    // tag::ring[]
    /** Spawns the first actor, which spawns the others: the last one first, because each must know the next. */
    static ActorRef<Token> ring(Spawner spawner, int size) {
        return spawner.spawn("first", (Context<Token> ctx) -> {
            ActorRef<Token> next = ctx.self();
            for (int number = size; number > 1; number--) {
                Actor<Token> other = member(number, next);
                next = ctx.spawn("member", own -> other);
            }
            return member(1, next);
        });
    }

    private static Actor<Token> member(int number, ActorRef<Token> next) {
        return token -> {
            if (token.left() == 0) {
                token.finder().tell(number);
            } else {
                next.tell(new Token(token.left() - 1, token.finder()));
            }
        };
    }
    // end::ring[]
}
