package dev.sluice;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Result;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every form that the Javadoc shows, written as a user writes it. */
class InferenceTest {
    private record Ping(ActorRef<Pong> replyTo) {}

    private record Pong() {}

    private sealed interface Mine {
        record GotPong(Pong pong) implements Mine {}
    }

    private record Get(String key, ActorRef<Integer> replyTo) {}

    private sealed interface Cmd {
        record WorkerGone(Terminated how) implements Cmd {}

        record Gone() implements Cmd {}

        record Fetched(Result<Integer> result) implements Cmd {}
    }

    private static final class Store implements Actor<Get> {
        Store(Context<Get> ctx) {
            ctx.self();
        }

        @Override
        public void on(Get message) {
            message.replyTo.tell(message.key.length());
        }
    }

    private record Pinger(Context<Pong> ctx, Probe<Object> probe) implements Actor<Pong> {
        @Override
        public void on(Pong message) {
            probe.ref().tell(message);
        }
    }

    private sealed interface Greeting {
        record Hello(String who, ActorRef<String> replyTo) implements Greeting {}

        record Bye() implements Greeting {}
    }

    private final ManualSystem manual = ManualSystem.create("inference");
    private final ActorSystem system = manual.system();
    private final Probe<Object> probe = Probe.in(manual);

    @AfterEach
    void close() {
        manual.close();
    }

    @Test
    void spawnInfersFromTheLeftSide() {
        ActorRef<Ping> ponger = system.spawn("ponger", ctx -> ping -> ping.replyTo.tell(new Pong()));
        ponger.tell(new Ping(probe.ref().accepting(pong -> pong)));
        probe.expect(Pong.class);
    }

    @Test
    void spawnInfersFromTheConstructor() {
        var store = system.spawn("store", Store::new);
        store.tell(new Get("four", probe.ref().accepting(number -> number)));
        probe.expect((Object) 4);
    }

    @Test
    void spawnInfersFromTheParameter() {
        var pinger = system.spawn("pinger", (Context<Pong> ctx) -> new Pinger(ctx, probe));
        pinger.tell(new Pong());
        probe.expect(Pong.class);
    }

    @Test
    void spawnInfersFromTheProtocolAsABareStatement() {
        system.spawn(Ping.class, Spec.named("ponger"), ctx -> ping -> ping.replyTo.tell(new Pong()));
        system.spawn(Ping.class, Spec.named("ponger"), ctx -> ping -> ping.replyTo.tell(new Pong()))
            .tell(new Ping(probe.ref().accepting(pong -> pong)));
        probe.expect(Pong.class);
    }

    @Test
    void spawnTakesASpecWithADecider() {
        Spec spec = Spec.named("worker").onFailure(failure -> switch (failure.cause()) {
            case IOException e -> Directive.restart().atMost(10, ofMinutes(1)).backoff(ofMillis(50), ofSeconds(10));
            case IllegalArgumentException e -> Directive.RESUME;
            default -> Directive.ESCALATE;
        });
        ActorRef<Exception> worker = system.spawn(spec, ctx -> cause -> {
            probe.ref().tell(cause);
            throw cause;
        });
        worker.tell(new IllegalArgumentException());
        worker.tell(new IOException());
        worker.tell(new IllegalStateException());
        probe.expect(IllegalArgumentException.class);
        probe.expect(IOException.class);
        manual.advance(ofSeconds(1));
        probe.expect(IllegalStateException.class);
    }

    @Test
    void spawnTakesTheGreeterOfTheDesign() {
        ActorRef<Greeting> greeter = system.spawn("greeter", ctx -> message -> {
            switch (message) {
                case Greeting.Hello(var who, var replyTo) -> replyTo.tell("hello " + who);
                case Greeting.Bye() -> ctx.stop();
            }
        });
        greeter.tell(new Greeting.Hello("you", probe.ref().accepting(text -> text)));
        greeter.tell(new Greeting.Bye());
        probe.watch(greeter);
        probe.expect((Object) "hello you");
        probe.expectTerminated(greeter);
    }

    @Test
    void acceptingInfersInEachForm() {
        ActorRef<Ping> other = system.spawn("ponger", ctx -> ping -> ping.replyTo.tell(new Pong()));
        ActorRef<Mine> self = system.spawn("mine", ctx -> message -> probe.ref().tell(message));

        ActorRef<Pong> fromConstructor = self.accepting(Mine.GotPong::new);
        ActorRef<Pong> fromLambda = self.accepting(pong -> new Mine.GotPong(pong));
        other.tell(new Ping(self.<Pong>accepting(Mine.GotPong::new)));
        other.tell(new Ping(self.accepting(Mine.GotPong::new)));

        fromConstructor.tell(new Pong());
        fromLambda.tell(new Pong());
        for (int i = 0; i < 4; i++) {
            probe.expect(Mine.GotPong.class);
        }
    }

    @Test
    void watchInfersInEachForm() {
        ActorRef<String> worker = system.spawn("worker", ctx -> message -> ctx.stop());
        ActorRef<String> second = system.spawn("worker", ctx -> message -> ctx.stop());
        system.spawn(Cmd.class, Spec.named("boss"), ctx -> {
            ctx.watch(worker, Cmd.WorkerGone::new);
            ctx.watch(second, gone -> new Cmd.Gone());
            return message -> probe.ref().tell(message);
        });
        manual.run();
        worker.tell("end");
        second.tell("end");
        assertEquals(worker, probe.expect(Cmd.WorkerGone.class).how.actor());
        probe.expect(Cmd.Gone.class);
    }

    @Test
    void askInfersInEachFormInside() {
        ActorRef<Get> store = system.spawn("store", Store::new);
        system.spawn(Cmd.class, Spec.named("asker"), ctx -> {
            ctx.ask(store, (ActorRef<Integer> replyTo) -> new Get("k", replyTo), ofMillis(200), Cmd.Fetched::new);
            ctx.<Get, Integer>ask(store, replyTo -> new Get("kk", replyTo), ofMillis(200),
                result -> new Cmd.Fetched(result));
            return message -> probe.ref().tell(message);
        });
        probe.expect((Object) new Cmd.Fetched(new Result.Ok<>(1)));
        probe.expect((Object) new Cmd.Fetched(new Result.Ok<>(2)));
    }

    @Test
    void pipeAndOffloadInfer() {
        try (ActorSystem running = ActorSystem.create("inference")) {
            Probe<Object> results = Probe.in(running);
            running.spawn(Cmd.class, Spec.named("worker"), ctx -> {
                ctx.pipe(CompletableFuture.completedFuture(1), Cmd.Fetched::new);
                ctx.offload(() -> 2, Cmd.Fetched::new);
                ctx.offload(() -> 3, (Result<Integer> result) -> new Cmd.Fetched(result));
                return message -> results.ref().tell(message);
            });
            for (int i = 0; i < 3; i++) {
                results.expect(Cmd.Fetched.class);
            }
        }
    }

    @Test
    void askInfersInEachFormOutside() {
        try (ActorSystem running = ActorSystem.create("inference")) {
            var store = running.spawn("store", Store::new);
            CompletableFuture<Integer> answer = running.ask(store, replyTo -> new Get("k", replyTo), ofSeconds(20));
            int second = running.ask(store, (ActorRef<Integer> replyTo) -> new Get("kk", replyTo), ofSeconds(20))
                .join();
            assertEquals(1, answer.join());
            assertEquals(2, second);
        }
    }
}
