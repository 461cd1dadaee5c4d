package dev.sluice.bench.actors;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorFactory;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** In Sluice. */
final class SluiceStage implements Stage {
    private static final Object MESSAGE = new Object();

    private final ActorSystem system;
    private final List<Dispatcher> seats;
    private final boolean apart;

    private SluiceStage(ActorSystem system, List<Dispatcher> seats, boolean apart) {
        this.system = system;
        this.seats = seats;
        this.apart = apart;
    }

    static Stage beside(int loops) {
        return onLoops(settings().loops(loops), false);
    }

    static Stage apart(Duration spin) {
        return onLoops(settings().loops(2).spin(spin), true);
    }

    private static Stage onLoops(Settings settings, boolean apart) {
        ActorSystem system = ActorSystem.create(settings);
        return new SluiceStage(system, system.loops().stream().map(Dispatcher::of).toList(), apart);
    }

    static Stage onPool(int threads) {
        ActorSystem system = ActorSystem.create(settings().loops(1).poolThreads(threads));
        return new SluiceStage(system, List.of(system.pool()), false);
    }

    private static Settings settings() {
        return Settings.named("stage");
    }

    @Override
    public <M> Consumer<M> spawn(int group, int member, Consumer<? super M> handler) {
        Spec spec = Spec.named("actor").on(seats.get((apart ? member : group) % seats.size()));
        ActorRef<M> ref = system.spawn(spec, (Context<M> ctx) -> handler::accept);
        return ref::tell;
    }

    @Override
    public Quiz<?> quiz() {
        return new SluiceQuiz(system, seats.getFirst());
    }

    @Override
    public Nursery<?> nursery() {
        return new SluiceNursery(system, seats.getFirst());
    }

    @Override
    public Crowd crowd(int size, Runnable handler) {
        return new Idlers(size, handler);
    }

    @Override
    public void close() {
        system.close();
    }

    private final class Idlers implements Crowd {
        private final Spec spec = Spec.named("idle").on(seats.getFirst());
        private final ActorFactory<Object> factory;
        private final ActorRef<Object>[] refs;

        @SuppressWarnings("unchecked")
        Idlers(int size, Runnable handler) {
            Actor<Object> shared = message -> handler.run();
            this.factory = ctx -> shared;
            this.refs = (ActorRef<Object>[]) new ActorRef<?>[size];
        }

        @Override
        public void spawn() {
            for (int i = 0; i < refs.length; i++) {
                refs[i] = system.spawn(spec, factory);
            }
        }

        @Override
        public void tellEach() {
            for (ActorRef<Object> ref : refs) {
                ref.tell(MESSAGE);
            }
        }
    }
}
