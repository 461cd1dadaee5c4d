package dev.sluice.examples;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** An actor that waits for what it needs next, and so reads like what it does. */
@Command(name = "conversation",
    description = "Two customers at one till, an actor that blocks; prints what each has got.")
final class Conversation implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    sealed interface Message {}

    record Article(String name, ActorRef<String> replyTo) implements Message {}

    record Coin(int cents) implements Message {}

    record PriceOf(String article, ActorRef<Integer> replyTo) {}

    @picocli.CommandLine.Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        try (ActorSystem system = ActorSystem.create("conversation")) {
            shop(system).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    static List<String> shop(ActorSystem system) {
        ActorRef<PriceOf> prices = system.spawn("prices", ctx -> asked -> asked.replyTo().tell(100));
        // tag::till[]
        ActorRef<Message> till = system.spawnBlocking(Spec.named("till"), ctx -> {
            while (true) {
                Article article = ctx.receive(Article.class);
                int due = ctx.ask(prices, (ActorRef<Integer> to) -> new PriceOf(article.name(), to), PATIENCE);
                while (due > 0) {
                    due -= ctx.receive(Coin.class).cents(); // the next article waits
                }
                article.replyTo().tell(article.name() + ", and " + -due + " cents back");
            }
        });
        // end::till[]
        CompletableFuture<String> first = system.ask(till, (ActorRef<String> to) -> new Article("tea", to), PATIENCE);
        CompletableFuture<String> second = system.ask(till, (ActorRef<String> to) -> new Article("milk", to), PATIENCE);
        List.of(50, 70, 200).forEach(cents -> till.tell(new Coin(cents)));
        return List.of(first.join(), second.join());
    }
}
