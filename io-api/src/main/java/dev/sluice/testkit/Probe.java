package dev.sluice.testkit;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.AskFailedException;
import dev.sluice.actor.Terminated;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * An actor whose messages a test takes out by hand, one after the other. The methods belong to the test's thread.
 *
 * @param <M> what can be sent to it
 */
public final class Probe<M> {
    /** So long a probe waits for what must come; far more than any working code needs. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private sealed interface Entry<M> {
        record Message<M>(M body) implements Entry<M> {}

        record Watch<M>(ActorRef<?> other) implements Entry<M> {}

        record Gone<M>(Terminated how) implements Entry<M> {}

        record Mark<M>(ActorRef<Boolean> replyTo) implements Entry<M> {}
    }

    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final ActorSystem system;
    /** Null in a system that runs by itself. */
    private final ManualSystem manual;
    private final ActorRef<Entry<M>> actor;
    private final ActorRef<M> ref;

    private Probe(ActorSystem system, ManualSystem manual) {
        this.system = system;
        this.manual = manual;
        this.actor = system.spawn("probe", ctx -> entry -> {
            switch (entry) {
                case Entry.Message<M>(var body) -> received.add(body);
                case Entry.Watch<M>(var other) -> ctx.watch(other, Entry.Gone<M>::new);
                case Entry.Gone<M>(var how) -> received.add(how);
                case Entry.Mark<M>(var replyTo) -> replyTo.tell(true);
            }
        });
        this.ref = actor.accepting(Entry.Message<M>::new);
    }

    /**
     * A probe in a running system: it waits for what is expected.
     *
     * @param system where it lives
     * @param <M> what can be sent to it
     * @return a probe that has received nothing
     */
    public static <M> Probe<M> in(ActorSystem system) {
        return new Probe<>(system, null);
    }

    /**
     * A probe in a system that is run by hand: before it looks for what is expected, it runs the system until nothing is left
     * to do, and then never waits.
     *
     * @param manual where it lives
     * @param <M> what can be sent to it
     * @return a probe that has received nothing
     */
    public static <M> Probe<M> in(ManualSystem manual) {
        return new Probe<>(manual.system(), manual);
    }

    /**
     * Where to send to.
     *
     * @return the ref
     */
    public ActorRef<M> ref() {
        return ref;
    }

    /**
     * Watches an actor; its end is then among what is received, as a {@link Terminated}.
     *
     * @param other whom to watch
     * @return this
     */
    public Probe<M> watch(ActorRef<?> other) {
        actor.tell(new Entry.Watch<>(Objects.requireNonNull(other, "other")));
        return this;
    }

    /**
     * Takes the next message, which must be of a type.
     *
     * @param type what it must be
     * @param <T> what it must be
     * @return the message
     * @throws AssertionError if something else comes, or nothing
     */
    public <T> T expect(Class<T> type) {
        Object message = next("a " + type.getName());
        if (!type.isInstance(message)) {
            throw new AssertionError("expected a " + type.getName() + ", but got " + message);
        }
        return type.cast(message);
    }

    /**
     * Takes the next message, which must equal another one.
     *
     * @param expected what it must equal
     * @throws AssertionError if something else comes, or nothing
     */
    public void expect(M expected) {
        Object message = next(expected);
        if (!expected.equals(message)) {
            throw new AssertionError("expected " + expected + ", but got " + message);
        }
    }

    /**
     * Takes messages until one fits, and drops those before.
     *
     * @param type what it must be
     * @param fits what it must be like
     * @param <T> what it must be
     * @return the message that fits
     * @throws AssertionError if none comes
     */
    public <T> T await(Class<T> type, Predicate<? super T> fits) {
        for (;;) {
            Object message = next("a fitting " + type.getName());
            if (type.isInstance(message) && fits.test(type.cast(message))) {
                return type.cast(message);
            }
        }
    }

    /**
     * Takes the next message, which must be the end of an actor that is watched.
     *
     * @param other which must have ended, by its own ref or a view
     * @return how
     * @throws AssertionError if something else comes, or nothing
     */
    public Terminated expectTerminated(ActorRef<?> other) {
        Terminated terminated = expect(Terminated.class);
        if (!terminated.isOf(other)) {
            throw new AssertionError("expected the end of " + other + ", but " + terminated.actor() + " has ended");
        }
        return terminated;
    }

    /**
     * Checks that nothing was received that was not taken; never waits for something to come.
     *
     * <p>In a manual system it first runs all there is to run, so that it is certain that nothing comes unless time moves on. A
     * running system is never known to be idle: there it is certain only that nothing was told to the probe before this call. So
     * wait first for what comes last: the answer of the actor that must not send, or its end.
     *
     * @throws AssertionError if there is something
     */
    public void expectNothing() {
        if (manual == null) {
            awaitWhatWasTold();
        }
        runReady();
        Object message = received.peek();
        if (message != null) {
            throw new AssertionError("expected nothing, but got " + message);
        }
    }

    /** What was told before the mark comes before it; an end is told by the actor that has ended. */
    private void awaitWhatWasTold() {
        try {
            system.ask(actor, (ActorRef<Boolean> replyTo) -> new Entry.Mark<M>(replyTo), PATIENCE).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof AskFailedException failed)
                || failed.kind() == AskFailedException.Kind.TIMEOUT) {
                throw new AssertionError("the probe has no turn", e);
            }
        } // a probe that has stopped has received all it ever will
    }

    private Object next(Object expected) {
        runReady();
        Object message = poll();
        if (message == null) {
            throw new AssertionError("expected " + expected + ", but nothing came"
                + (manual == null ? " in " + PATIENCE : ", and nothing is left to run at this time"));
        }
        return message;
    }

    private void runReady() {
        if (manual != null) {
            manual.run();
        }
    }

    private Object poll() {
        try {
            return manual == null ? received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) : received.poll();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for a message", e);
        }
    }
}
