package dev.sluice.actor;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What waits for an actor, in what order, and how much of it: the policy, given by {@link Spec#mailbox}. Immutable; one may serve
 * any number of actors.
 *
 * <pre>{@code
 * Spec.named("log").mailbox(Mailbox.bounded(10_000, Overflow.DROP_OLDEST))
 * Spec.named("head").mailbox(Mailbox.unbounded().urgent(Head.Rebuild.class))
 * Spec.named("jobs").mailbox(Mailbox.bounded(500, Overflow.FAIL).priority(Job.class, Comparator.comparing(Job::due)))
 * }</pre>
 *
 * <p><b>What is never dropped, and never counted:</b> what the actor itself has asked to be told. These are ends of actors, outcomes of
 * its asks, pipes and offloads, its timers, its idle timeout, a drain, and what comes out of a {@link Stash}. So a full mailbox
 * loses no {@link Terminated}.
 *
 * <p><b>Order.</b> Without {@link #urgent}, {@link #priority} and {@link #ordered} it is that of arrival, for all messages together. With
 * them, messages overtake each other, but not those that are never dropped: each of these still comes after everything that had
 * arrived before it, so that a {@link Terminated} follows all that its actor had sent. What comes out of a stash goes before all.
 *
 * <p>What a mailbox looks at is what was sent: with {@link ActorRef#accepting}, before the view's function.
 */
public final class Mailbox {
    /** A message that waits, for an order of one's own: {@link Mailbox#ordered}. */
    public interface Waiting {
        /**
         * What was sent.
         *
         * @return the message
         */
        Object message();

        /**
         * When it came.
         *
         * @return the greater, the later
         */
        long number();
    }

    private static final Mailbox UNBOUNDED = new Mailbox(Integer.MAX_VALUE, Overflow.DROP_NEWEST, List.of(), null,
        Integer.MAX_VALUE,
        null);

    final int capacity;
    final Overflow overflow;
    private final List<Class<?>> urgent;
    /** Null: in the order of arrival. */
    private final Supplier<? extends Queue<Waiting>> order;
    final int highWater;
    /** Null: nobody is told. */
    final Consumer<? super ActorRef<?>> listener;

    private Mailbox(int capacity, Overflow overflow, List<Class<?>> urgent, Supplier<? extends Queue<Waiting>> order,
        int highWater,
        Consumer<? super ActorRef<?>> listener) {
        this.capacity = capacity;
        this.overflow = overflow;
        this.urgent = urgent;
        this.order = order;
        this.highWater = highWater;
        this.listener = listener;
    }

    /**
     * Room for all, in the order of arrival; the quickest.
     *
     * @return the default
     */
    public static Mailbox unbounded() {
        return UNBOUNDED;
    }

    /**
     * Room for so many messages, exactly, those not counted which are never dropped.
     *
     * @param capacity how many
     * @param overflow what becomes of one more that is sent by {@link ActorRef#tell}
     * @return a bounded mailbox, in the order of arrival
     * @throws IllegalArgumentException if capacity is not positive
     */
    public static Mailbox bounded(int capacity, Overflow overflow) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity is not positive: " + capacity);
        }
        return new Mailbox(capacity, Objects.requireNonNull(overflow, "overflow"), List.of(), null, Integer.MAX_VALUE,
            null);
    }

    /**
     * Sets that messages of some types go before the others. They also count, and may be dropped, like the others.
     *
     * @param types which; subtypes too
     * @return a copy with an urgent lane
     */
    public Mailbox urgent(Class<?>... types) {
        return new Mailbox(capacity, overflow, List.of(types), order, highWater, listener);
    }

    /**
     * Sets that the least message goes first, and of equal ones the one that came first. A message that is no {@code M} keeps its place: it
     * comes after all that had arrived before it. Replaces an order set before.
     *
     * @param type what is compared
     * @param comparator runs on senders' threads and in the actor, always alone; must be quick, must not send, and must judge two
     *        messages always alike
     * @param <M> what is compared
     * @return a copy with that order
     */
    public <M> Mailbox priority(Class<M> type, Comparator<? super M> comparator) {
        Objects.requireNonNull(type, "type");
        Comparator<Waiting> least = Comparator.comparing(waiting -> type.cast(waiting.message()),
            Objects.requireNonNull(comparator, "comparator"));
        return ordered(() -> new ByType(type, new PriorityQueue<>(least.thenComparingLong(Waiting::number))));
    }

    /**
     * Sets an order of one's own: a queue, which decides what comes next. Of it are called {@code offer}, {@code poll} and {@code remove},
     * by one thread at a time, with a lock held: they must be quick, and must not send. {@code offer} may refuse a message,
     * which then keeps its place: it comes after all that had arrived before it. A queue that throws, or does not give back what it
     * was given, is given up for the order of arrival; nothing is lost by that.
     *
     * @param order makes a queue for each actor
     * @return a copy with that order
     */
    public Mailbox ordered(Supplier<? extends Queue<Waiting>> order) {
        return new Mailbox(capacity, overflow, urgent, Objects.requireNonNull(order, "order"), highWater, listener);
    }

    /**
     * Sets who is told when it fills up.
     *
     * @param depth how many messages may wait, counted or not
     * @param listener called each time when one more has come than that, on the sender's thread; must be quick
     * @return a copy with that mark
     * @throws IllegalArgumentException if depth is negative
     */
    public Mailbox highWater(int depth, Consumer<? super ActorRef<?>> listener) {
        if (depth < 0) {
            throw new IllegalArgumentException("depth is negative: " + depth);
        }
        return new Mailbox(capacity, overflow, urgent, order, depth, Objects.requireNonNull(listener, "listener"));
    }

    /** Null for the default: what waits then stands in the actor's own inbox. */
    Backlog open() {
        return this == UNBOUNDED ? null : new Backlog(this);
    }

    boolean isUrgent(Object message) {
        for (Class<?> type : urgent) {
            if (type.isInstance(message)) {
                return true;
            }
        }
        return false;
    }

    /** Null: in the order of arrival. */
    Queue<Waiting> newOrder() {
        return order == null ? null : Objects.requireNonNull(order.get(), "the order gave no queue");
    }

    @Override
    public String toString() {
        return "Mailbox[" + (capacity == Integer.MAX_VALUE ? "unbounded" : capacity + ", " + overflow) + "]";
    }
}
