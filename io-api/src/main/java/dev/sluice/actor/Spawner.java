package dev.sluice.actor;

/**
 * Where actors are spawned: a system, or an actor, which becomes the parent. A parent stops after its children.
 *
 * <p>An actor can be sent to as soon as {@code spawn} returns; what comes before its factory has run waits. The forms that
 * infer:
 *
 * <pre>{@code
 * ActorRef<Ping> ponger = spawner.spawn("ponger", ctx -> ping -> { ... });        // from the left side
 * var store = spawner.spawn("store", Store::new);                                 // from the constructor's Context<Cmd>
 * var pinger = spawner.spawn("pinger", (Context<Pong> ctx) -> new Pinger(ctx));   // from the parameter
 * spawner.spawn(Ping.class, Spec.named("ponger"), ctx -> ping -> { ... });        // a bare statement with nested lambdas
 * spawner.spawnBlocking(Spec.named("login"), (BlockingContext<Login> ctx) -> { ... });
 * }</pre>
 */
public interface Spawner {
    /**
     * The system in which it spawns.
     *
     * @return the system; itself, if this is one
     */
    ActorSystem system();

    /**
     * Spawns an actor.
     *
     * @param spec its policy
     * @param factory makes it, and makes it again at a restart
     * @param <M> its protocol
     * @return its ref
     * @throws IllegalStateException if this parent has stopped
     */
    <M> ActorRef<M> spawn(Spec spec, ActorFactory<M> factory);

    /**
     * Spawns an actor that takes its messages itself, on a virtual thread of its own. Its spec's dispatcher is only where its children
     * run.
     *
     * @param spec its policy
     * @param body all that it does; run again at a restart
     * @param <M> its protocol
     * @return its ref
     * @throws IllegalStateException if this parent has stopped
     */
    <M> ActorRef<M> spawnBlocking(Spec spec, BlockingActor<M> body);

    /**
     * Spawns an actor with a label and the default policy.
     *
     * @param name a label for people; need not be unique
     * @param factory makes it, and makes it again at a restart
     * @param <M> its protocol
     * @return its ref
     * @throws IllegalStateException if this parent has stopped
     */
    default <M> ActorRef<M> spawn(String name, ActorFactory<M> factory) {
        return spawn(Spec.named(name), factory);
    }

    /**
     * Spawns an actor whose protocol is said aloud, which infers always.
     *
     * @param protocol helps the compiler, and is not used otherwise
     * @param spec its policy
     * @param factory makes it, and makes it again at a restart
     * @param <M> its protocol
     * @return its ref
     * @throws IllegalStateException if this parent has stopped
     */
    default <M> ActorRef<M> spawn(Class<M> protocol, Spec spec, ActorFactory<M> factory) {
        return spawn(spec, factory);
    }
}
