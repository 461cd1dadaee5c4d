package dev.sluice.actor;

import dev.sluice.loop.Loop;
import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A tree of actors with its loops and its pool. There may be several in a JVM; they share nothing. All methods may be called
 * from any thread; those that wait throw on a thread that runs actors.
 */
public interface ActorSystem extends Spawner, AutoCloseable {
    /**
     * Starts a system with the default settings.
     *
     * @param name a label for people
     * @return a running system; close it, because its threads keep the JVM alive
     */
    static ActorSystem create(String name) {
        return create(Settings.named(name));
    }

    /**
     * Starts a system.
     *
     * @param settings how
     * @return a running system; close it, because its threads keep the JVM alive
     */
    static ActorSystem create(Settings settings) {
        return new LocalSystem(settings);
    }

    /**
     * The system's label.
     *
     * @return the name
     */
    String name();

    /**
     * The actor of which the system has one for each key, beside the users' tree and outliving it, such as a transport's
     * manager. Spawned at the first call, and again if it has ended.
     *
     * @param key what it stands for; one key goes with one protocol
     * @param spec its policy
     * @param factory makes it
     * @param <M> its protocol
     * @return its ref
     * @throws IllegalStateException if the system has stopped
     */
    <M> ActorRef<M> service(Class<?> key, Spec spec, ActorFactory<M> factory);

    /**
     * The loops for channels and for what stands beside them. Their threads start with the first use.
     *
     * @return at least one
     */
    List<Loop> loops();

    /**
     * The work-stealing pool: where actors run unless their spec, or their parent's, says otherwise.
     *
     * @return the dispatcher
     */
    Dispatcher pool();

    /**
     * What the timers of actors that live on no loop stand on.
     *
     * @return the first loop, or the clock given in the settings
     */
    Scheduler scheduler();

    /**
     * Asks an actor from outside.
     *
     * <p>The forms that infer, with {@code record Get(String key, ActorRef<Integer> replyTo)}:
     *
     * <pre>{@code
     * CompletableFuture<Integer> answer = system.ask(store, replyTo -> new Get("k", replyTo), ofMillis(200));
     * int answer = system.ask(store, (ActorRef<Integer> replyTo) -> new Get("k", replyTo), ofMillis(200)).join();
     * }</pre>
     *
     * @param to whom to ask
     * @param question makes the question, given where to answer
     * @param timeout how long to wait
     * @param <Q> the other's protocol
     * @param <R> the answer
     * @return completes with the first answer, or exceptionally with an {@link AskFailedException}, on the thread where that
     *         happens
     */
    <Q, R> CompletableFuture<R> ask(ActorRef<? super Q> to, Function<ActorRef<R>, ? extends Q> question,
        Duration timeout);

    /**
     * Sends a message as soon as there is room for it: {@link ActorRef#offer} that waits. For plain and virtual threads.
     *
     * @param to whom to send
     * @param message not null
     * @param atMost how long to wait
     * @param <M> what is sent
     * @return {@link Offer#FULL} if there was no room in time; the message is sent only with {@link Offer#QUEUED}
     * @throws InterruptedException if the thread is interrupted while it waits; the message is not sent
     * @throws IllegalStateException on a thread that many actors share
     */
    <M> Offer offer(ActorRef<? super M> to, M message, Duration atMost) throws InterruptedException;

    /**
     * How many messages wait for an actor, without the one that it handles. Quick. With the default mailbox an approximate figure, in
     * which of those that the actor has not yet looked at some thousands are counted at the most; exact with any other. Messages
     * in a {@link Stash} don't count, nor with the default mailbox those that a {@link BlockingActor} has skipped.
     *
     * @param ref which one; a view stands for its actor
     * @return how many; none for one that has ended
     * @throws IllegalArgumentException if the ref is none of this library's actors
     */
    int depth(ActorRef<?> ref);

    /**
     * Stops an actor after the message that it handles.
     *
     * @param ref which one
     * @return completes with the reason once it has ended
     */
    CompletableFuture<Stop> stop(ActorRef<?> ref);

    /**
     * Stops an actor after the messages that are in its mailbox now; later ones are dead letters.
     *
     * @param ref which one
     * @return completes with the reason once it has ended
     */
    CompletableFuture<Stop> drain(ActorRef<?> ref);

    /**
     * Stops an actor after the message that it handles, with {@link Stop.Killed}. One that is already stopping, and held, ends
     * without waiting for its holds.
     *
     * @param ref which one
     * @return completes with the reason once it has ended
     */
    CompletableFuture<Stop> kill(ActorRef<?> ref);

    /**
     * Tells when an actor has ended.
     *
     * @param ref which one
     * @return completes with the reason, on the thread where that happens; at once if it has ended already
     */
    CompletableFuture<Stop> stopped(ActorRef<?> ref);

    /**
     * Listens to all dead letters.
     *
     * @param listener called on the thread where a message is lost; must be quick
     * @return ends the listening
     */
    Runnable onDeadLetter(Consumer<? super DeadLetter> listener);

    /**
     * How many messages were lost so far.
     *
     * @return the count
     */
    long deadLetters();

    /**
     * A picture of all living actors: the top is the system itself. Each actor answers for itself, after the message that it
     * handles.
     *
     * @return completes with the tree
     */
    CompletableFuture<ActorTree> tree();

    /**
     * Stops everything: first the users' actors, then services, then loops and pool. Does nothing more the second time.
     *
     * @return completes when all has ended
     */
    CompletableFuture<Void> terminate();

    /**
     * Waits until the system has been terminated by somebody.
     *
     * @throws IllegalStateException on a thread that runs actors
     */
    void join();

    /**
     * Terminates, and waits for it.
     *
     * @throws IllegalStateException on a thread that runs actors
     */
    @Override
    void close();
}
