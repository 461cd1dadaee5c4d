package dev.sluice.actor;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The policy of an actor, given where it is spawned: its label, where it runs, how it starts and stops, and what is done when it fails. Immutable; one
 * spec may serve any number of actors.
 */
public final class Spec {
    private static final Function<Failure, Directive> STOPS = failure -> Directive.STOP;

    private final String name;
    /** Apart from the name, because most specs of a system differ in nothing else. */
    private final Policy policy;

    private Spec(String name, Policy policy) {
        this.name = name;
        this.policy = policy;
    }

    /** All but the name. Not changed once it stands in a spec. */
    private static final class Policy {
        private static final Policy DEFAULT = new Policy();

        private Dispatcher dispatcher;
        private Mailbox mailbox = Mailbox.unbounded();
        private Function<? super Failure, ? extends Directive> decider = STOPS;
        private Duration startWithin = Duration.ofSeconds(30);
        private Duration stopWithin;
        private int offloads = 256;
        private boolean significant;
        private boolean keepsChildren;
        private boolean stopsInOrder;

        private Policy copy() {
            Policy copy = new Policy();
            copy.dispatcher = dispatcher;
            copy.mailbox = mailbox;
            copy.decider = decider;
            copy.startWithin = startWithin;
            copy.stopWithin = stopWithin;
            copy.offloads = offloads;
            copy.significant = significant;
            copy.keepsChildren = keepsChildren;
            copy.stopsInOrder = stopsInOrder;
            return copy;
        }
    }

    private Spec with(Consumer<Policy> change) {
        Policy changed = policy.copy();
        change.accept(changed);
        return new Spec(name, changed);
    }

    /**
     * A spec with a label and else the defaults: it runs where its parent runs (the pool, if that is the system), and a
     * failure stops it.
     *
     * @param name a label for people; need not be unique
     * @return a spec
     */
    public static Spec named(String name) {
        return new Spec(Objects.requireNonNull(name, "name"), Policy.DEFAULT);
    }

    /**
     * Sets where the actor runs.
     *
     * @param dispatcher the place
     * @return a copy that runs there
     */
    public Spec on(Dispatcher dispatcher) {
        Objects.requireNonNull(dispatcher, "dispatcher");
        return with(copy -> copy.dispatcher = dispatcher);
    }

    /**
     * Sets that the actor runs where another one runs.
     *
     * @param neighbour a living actor of this JVM, or a view of one
     * @return a copy that runs there
     * @throws IllegalArgumentException if the ref is dead, or none of this library's
     */
    public Spec beside(ActorRef<?> neighbour) {
        return on(Refs.living(neighbour, "neighbour").home().dispatcher());
    }

    /**
     * Sets what waits where for the actor, and how much of it: {@link Mailbox#unbounded} unless it is said.
     *
     * @param mailbox the kind
     * @return a copy with that mailbox
     */
    public Spec mailbox(Mailbox mailbox) {
        Objects.requireNonNull(mailbox, "mailbox");
        return with(copy -> copy.mailbox = mailbox);
    }

    /**
     * Sets what is done when the actor fails, but not when its first start does: then it stops with {@link Stop.StartFailed}. The
     * function is pure: it runs in the failed actor, and may run on any thread.
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
        Objects.requireNonNull(decider, "decider");
        return with(copy -> copy.decider = decider);
    }

    /**
     * Sets what is done whenever the actor fails.
     *
     * @param always the same for every failure
     * @return a copy with that policy
     */
    public Spec onFailure(Directive always) {
        Objects.requireNonNull(always, "always");
        return onFailure(failure -> always);
    }

    /**
     * Sets how long the actor may take from its creation until all that it requires ({@link Context#startup}) is there; 30
     * seconds unless it is said. One that takes longer has failed to start.
     *
     * @param deadline how long, for each start
     * @return a copy with that deadline
     */
    public Spec startWithin(Duration deadline) {
        requirePositive(deadline, "deadline");
        return with(copy -> copy.startWithin = deadline);
    }

    /**
     * Sets how long the actor may take for each step of its stop: until its dependents have let go, until its children have
     * ended, until its resources are released. What takes longer is reported in the log and cut short: children are killed, and if that
     * doesn't help left behind. Unless it is said, dependents and resources have 10 seconds, and children all the time they take.
     *
     * @param deadline how long for each step
     * @return a copy with that deadline
     */
    public Spec stopWithin(Duration deadline) {
        requirePositive(deadline, "deadline");
        return with(copy -> copy.stopWithin = deadline);
    }

    /**
     * Sets how much of what the actor has offloaded ({@link Context#offload}) runs at a time; 256 unless it is said.
     *
     * @param count at least 1
     * @return a copy with that limit
     */
    public Spec offloadsAtMost(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count is less than 1: " + count);
        }
        return with(copy -> copy.offloads = count);
    }

    /**
     * Sets that the parent stops when this actor has ended, for whatever reason. Not for an actor that the system itself spawns; there,
     * {@link ActorSystem#stopped} tells when to terminate.
     *
     * @return a copy that matters to its parent
     */
    public Spec significant() {
        return with(copy -> copy.significant = true);
    }

    /**
     * Sets that the actor's children live on when it is restarted: {@link Context#children} gives them to the next instance. Otherwise
     * they are stopped before.
     *
     * @return a copy that keeps its children
     */
    public Spec keepsChildren() {
        return with(copy -> copy.keepsChildren = true);
    }

    /**
     * Sets that the actor's children stop one after the other, the youngest first, each only when the one before it has ended.
     * Otherwise they stop at the same time.
     *
     * @return a copy that stops its children in order
     */
    public Spec stopsChildrenInOrder() {
        return with(copy -> copy.stopsInOrder = true);
    }

    private static void requirePositive(Duration duration, String argument) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(argument + " is not positive: " + duration);
        }
    }

    String name() {
        return name;
    }

    /** Null: inherit. */
    Dispatcher dispatcher() {
        return policy.dispatcher;
    }

    Mailbox mailbox() {
        return policy.mailbox;
    }

    boolean mayRestart() {
        return policy.decider != STOPS;
    }

    Directive decide(Failure failure) {
        return Objects.requireNonNull(policy.decider.apply(failure), "the decider returned null");
    }

    Duration startDeadline() {
        return policy.startWithin;
    }

    /** Null: none. */
    Duration stopDeadline() {
        return policy.stopWithin;
    }

    int offloads() {
        return policy.offloads;
    }

    boolean isSignificant() {
        return policy.significant;
    }

    boolean isKeepingChildren() {
        return policy.keepsChildren;
    }

    boolean isStoppingInOrder() {
        return policy.stopsInOrder;
    }

    @Override
    public String toString() {
        return "Spec[" + name + "]";
    }
}
