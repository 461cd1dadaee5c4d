package dev.sluice.actor;

import java.util.Objects;
import java.util.function.Function;

/**
 * The policy of an actor, given where it is spawned: its label, where it runs, and what is done when it fails. Immutable; one
 * spec may serve any number of actors.
 */
public final class Spec {
    private static final Spec DEFAULT = new Spec("actor", null, failure -> Directive.STOP);

    private final String name;
    private final Dispatcher dispatcher;
    private final Function<? super Failure, ? extends Directive> decider;

    private Spec(String name, Dispatcher dispatcher, Function<? super Failure, ? extends Directive> decider) {
        this.name = name;
        this.dispatcher = dispatcher;
        this.decider = decider;
    }

    /**
     * A spec with a label and else the defaults: it runs where its parent runs (the pool, if that is the system), and a
     * failure stops it.
     *
     * @param name a label for people; need not be unique
     * @return a spec
     */
    public static Spec named(String name) {
        return new Spec(Objects.requireNonNull(name, "name"), DEFAULT.dispatcher, DEFAULT.decider);
    }

    /**
     * Sets where the actor runs.
     *
     * @param dispatcher the place
     * @return a copy that runs there
     */
    public Spec on(Dispatcher dispatcher) {
        return new Spec(name, Objects.requireNonNull(dispatcher, "dispatcher"), decider);
    }

    /**
     * Sets that the actor runs where another one runs.
     *
     * @param neighbour a living actor of this JVM, or a view of one
     * @return a copy that runs there
     * @throws IllegalArgumentException if the ref is dead, or none of this library's
     */
    public Spec beside(ActorRef<?> neighbour) {
        return on(Refs.living(neighbour, "neighbour").dispatcher());
    }

    /**
     * Sets what is done when the actor fails. The function is pure: it runs in the failed actor, and may run on any thread.
     *
     * <pre>{@code
     * Spec.named("worker").onFailure(failure -> switch (failure.cause()) {
     *     case IOException e -> Directive.restart().atMost(10, ofMinutes(1)).backoff(ofMillis(50), ofSeconds(10));
     *     case IllegalArgumentException e -> Directive.RESUME;
     *     default -> Directive.ESCALATE;
     * });
     * }</pre>
     *
     * @param decider from the failure to what is done; if it throws, the actor stops
     * @return a copy with that policy
     */
    public Spec onFailure(Function<? super Failure, ? extends Directive> decider) {
        return new Spec(name, dispatcher, Objects.requireNonNull(decider, "decider"));
    }

    String name() {
        return name;
    }

    /** Null: inherit. */
    Dispatcher dispatcher() {
        return dispatcher;
    }

    boolean mayRestart() {
        return decider != DEFAULT.decider;
    }

    Directive decide(Failure failure) {
        return Objects.requireNonNull(decider.apply(failure), "the decider returned null");
    }

    @Override
    public String toString() {
        return "Spec[" + name + "]";
    }
}
