package dev.sluice.pattern;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorFactory;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The supervisor's stand-in: an actor with a stable ref in front of a child that is replaced whenever it ends with a failure. The
 * child may be the top of a whole subtree that its factory spawns. Those outside talk to the proxy, and see nothing of the
 * replacements: not even watchers of it are told.
 *
 * <pre>{@code
 * ActorRef<Query> tree = system.spawn("tree", Proxy.of(Spec.named("head"), Head::new)
 *     .backoff(ofMillis(50), ofSeconds(5))
 *     .atMost(10, ofMinutes(1))
 *     .buffer(1_000));
 *
 * Proxy.of(Spec.named("head"), (Context<Query> ctx) -> new Head(ctx, nodes)).buffer(1_000);     // from the parameter
 * Proxy.<Query>of(Spec.named("head"), ctx -> query -> { ... }).buffer(1_000);                   // nested lambdas
 * }</pre>
 *
 * <p><b>While there is no child</b> messages are kept, as many as there is room for, and go to the next one in their order. Those
 * that the last child had in its mailbox come first: the proxy gets them back ({@link Context#tracked(ActorRef, Consumer,
 * Consumer)}). What there is no room for is a dead letter: the newest, so that what is kept has no gaps. When the proxy stops,
 * what it has kept is dead letters too.
 *
 * <p><b>What is lost.</b> The message that made the child fail: it is not delivered again. And what came to a child whose stop is
 * {@linkplain Context#holdStop held}, or that its own mailbox had no room for, is dead letters.
 *
 * <p><b>How it ends.</b> A child that stops normally ends the proxy. One that ended by a failure, was killed, or failed to start is
 * replaced; at one failure too many the proxy fails with an {@link IllegalStateException} whose cause is the child's. A child that
 * escalates makes the proxy fail at once, as with any parent. A proxy whose spec restarts it begins with a new child and keeps
 * its mailbox, but not what it has kept for the child: that is dead letters.
 *
 * @param <M> what can be sent to it
 */
public final class Proxy<M> implements ActorFactory<M> {
    private static final int CAPACITY = 1_000;

    final Spec child;
    final ActorFactory<M> factory;
    final int capacity;
    final int limit;
    final Duration within;
    final Duration minBackoff;
    final Duration maxBackoff;

    private Proxy(Spec child, ActorFactory<M> factory, int capacity, int limit, Duration within, Duration minBackoff,
        Duration maxBackoff) {
        this.child = Objects.requireNonNull(child, "child");
        this.factory = Objects.requireNonNull(factory, "factory");
        this.capacity = capacity;
        this.limit = limit;
        this.within = within;
        this.minBackoff = minBackoff;
        this.maxBackoff = maxBackoff;
    }

    /**
     * A proxy that keeps up to 1000 messages, and replaces its child at once, however often it fails; one that could not
     * even start, after a tenth of a second.
     *
     * @param child the child's policy
     * @param factory makes each child
     * @param <M> what can be sent to it
     * @return to be spawned
     */
    public static <M> Proxy<M> of(Spec child, ActorFactory<M> factory) {
        return new Proxy<>(child, factory, CAPACITY, Integer.MAX_VALUE, Duration.ofDays(1), Duration.ZERO,
            Duration.ZERO);
    }

    /**
     * Sets how many messages are kept while there is no child.
     *
     * @param capacity 0 or more
     * @return a copy
     */
    public Proxy<M> buffer(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity is negative: " + capacity);
        }
        return new Proxy<>(child, factory, capacity, limit, within, minBackoff, maxBackoff);
    }

    /**
     * Limits the replacements.
     *
     * @param times how many, 0 or more
     * @param window within how long a time, more than nothing
     * @return a copy with that limit
     */
    public Proxy<M> atMost(int times, Duration window) {
        if (times < 0) {
            throw new IllegalArgumentException("times is negative: " + times);
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window is not positive: " + window);
        }
        return new Proxy<>(child, factory, capacity, times, window, minBackoff, maxBackoff);
    }

    /**
     * Slows the replacements down.
     *
     * @param min the first pause, doubled with each further one
     * @param max the longest pause; also the time without failure after which {@code min} comes again
     * @return a copy with that back-off
     */
    public Proxy<M> backoff(Duration min, Duration max) {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("not 0 <= min <= max: min " + min + ", max " + max);
        }
        return new Proxy<>(child, factory, capacity, limit, within, min, max);
    }

    @Override
    public Actor<M> create(Context<M> ctx) {
        return Inside.actor(new ProxyActor<>(ctx, this));
    }
}
