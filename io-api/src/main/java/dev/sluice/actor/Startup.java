package dev.sluice.actor;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an actor needs before it runs. Said in its factory, or in the functions given here: the actor handles its first message only
 * when all of it is there, and until then messages wait.
 *
 * <pre>{@code
 * ctx.startup()
 *     .require("pool", () -> Pool.open(url), pool -> this.pool = pool, Pool::closeAsync)
 *     .discover(Database.KEY, database -> ctx.startup().dependOn(database))
 *     .children();
 * }</pre>
 *
 * <p>If something fails, or is not there within {@link Spec#startWithin}, the actor has failed to start: it stops with {@link
 * Stop.StartFailed}, and the cause is a {@link StartupException} (at a restart it is one more failure). Its {@link Spec#onFailure} is not
 * asked about that; to try again, with a back-off, spawn it behind a {@code dev.sluice.pattern.Proxy}. A parent that waits for its {@link
 * #children} fails with it. At the stop, and before a restart, all is given back in the reverse order.
 *
 * <p>All functions given here run in the actor. Belongs to the actor.
 *
 * @param <M> the actor's protocol
 */
public interface Startup<M> {
    /**
     * Requires something that has a life of its own: a file, a pool, a session elsewhere.
     *
     * @param name for people
     * @param open begins to make it, at once: what it throws is thrown here; must not block: {@link
     *        java.util.concurrent.CompletableFuture#supplyAsync} does what blocks
     * @param got takes it, once it is there
     * @param close begins to release it, after {@link Actor#stopping}: {@code pool -> CompletableFuture.runAsync(pool::close)}, if it has
     *        only a {@code close} that waits; the actor ends when this has completed, or after {@link
     *        Spec#stopWithin}. Called also if it came too late
     * @param <T> what it is
     * @return this
     * @throws IllegalStateException if the actor has started already
     */
    <T> Startup<M> require(String name, Supplier<? extends CompletionStage<? extends T>> open, Consumer<? super T> got,
        Function<? super T, ? extends CompletionStage<?>> close);

    /**
     * Requires something that need not be released.
     *
     * @param name for people
     * @param stage completes with it
     * @param got takes it, once it is there
     * @param <T> what it is
     * @return this
     * @throws IllegalStateException if the actor has started already
     */
    <T> Startup<M> require(String name, CompletionStage<? extends T> stage, Consumer<? super T> got);

    /**
     * Waits for a service to be registered.
     *
     * @param key what it is
     * @param found takes the first provider; it may go on with {@code ctx.startup().dependOn(provider)}
     * @param <N> the service's protocol
     * @return this
     * @throws IllegalStateException if the actor has started already
     */
    <N> Startup<M> discover(Key<N> key, Consumer<? super ActorRef<N>> found);

    /**
     * Depends on another actor: it must be running before this one runs, and before it stops, it asks this one to stop first.
     *
     * @param server on whom to depend
     * @return this
     * @throws IllegalStateException if the actor has started already
     */
    Startup<M> dependOn(ActorRef<?> server);

    /**
     * Depends on another actor, and decides itself what to do when that wants to stop: it gets a message, and the other waits, within
     * its {@link Spec#stopWithin}, until this one calls {@link Context#release} or has ended.
     *
     * @param server on whom to depend
     * @param as makes a message of this actor's protocol; runs in this actor
     * @return this
     * @throws IllegalStateException if the actor has started already
     */
    Startup<M> dependOn(ActorRef<?> server, Function<? super Release, ? extends M> as);

    /**
     * Waits until the children that were spawned so far are running themselves.
     *
     * @return this
     * @throws IllegalStateException if the actor has started already
     */
    Startup<M> children();
}
