package dev.sluice.bench.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** In Pekko Typed, on its default dispatcher, a fork-join pool. */
final class PekkoStage implements Stage {
    /** Messages that an actor handles in a turn: as many as Sluice's do, which are more than Pekko's own default. */
    private static final int THROUGHPUT = 64;
    private static final String DISPATCHER = "pekko.actor.default-dispatcher.";
    private static final Object MESSAGE = new Object();

    /** What the guardian, who alone can spawn at the top, does for others. */
    @FunctionalInterface
    interface Task {
        void in(ActorContext<Task> guardian);
    }

    private final ActorSystem<Task> system;

    PekkoStage(int threads) {
        system = ActorSystem.create(Behaviors.setup(PekkoStage::guardian), "stage", config(threads));
    }

    private static Config config(int threads) {
        Map<String, Object> settings = Map.of(
            DISPATCHER + "throughput", THROUGHPUT,
            DISPATCHER + "fork-join-executor.parallelism-min", threads,
            DISPATCHER + "fork-join-executor.parallelism-max", threads,
            "pekko.loglevel", "WARNING");
        return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
    }

    private static Behavior<Task> guardian(ActorContext<Task> ctx) {
        return Behaviors.receiveMessage(task -> {
            task.in(ctx);
            return Behaviors.same();
        });
    }

    /** Waits for what the guardian gives. */
    static <T> T by(ActorSystem<Task> system, Function<ActorContext<Task>, T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        system.tell(ctx -> done.complete(work.apply(ctx)));
        return done.orTimeout(Whistle.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public <M> Consumer<M> spawn(int group, int member, Consumer<? super M> handler) {
        ActorRef<M> ref = by(system, ctx -> ctx.spawnAnonymous(handling(handler)));
        return ref::tell;
    }

    private static <M> Behavior<M> handling(Consumer<? super M> handler) {
        return Behaviors.receiveMessage(message -> {
            handler.accept(message);
            return Behaviors.same();
        });
    }

    @Override
    public Quiz<?> quiz() {
        return new PekkoQuiz(system);
    }

    @Override
    public Nursery<?> nursery() {
        return new PekkoNursery(system);
    }

    @Override
    public Crowd crowd(int size, Runnable handler) {
        return new Idlers(size, handler);
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture()
            .orTimeout(Whistle.PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    }

    private final class Idlers implements Crowd {
        private final Behavior<Object> shared;
        private final ActorRef<Object>[] refs;

        @SuppressWarnings("unchecked")
        Idlers(int size, Runnable handler) {
            this.shared = handling(message -> handler.run());
            this.refs = (ActorRef<Object>[]) new ActorRef<?>[size];
        }

        @Override
        public void spawn() {
            by(system, ctx -> {
                for (int i = 0; i < refs.length; i++) {
                    refs[i] = ctx.spawnAnonymous(shared);
                }
                return refs;
            });
        }

        @Override
        public void tellEach() {
            for (ActorRef<Object> ref : refs) {
                ref.tell(MESSAGE);
            }
        }
    }
}
