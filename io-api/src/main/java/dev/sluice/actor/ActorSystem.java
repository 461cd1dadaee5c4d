package dev.sluice.actor;

import dev.sluice.loop.Loop;
import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A tree of actors with its loops, its pool and its other dispatchers. There may be several in a JVM; they share nothing. All methods may be called
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

    @Override
    default ActorSystem system() {
        return this;
    }

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
     * Further loops, for channels whose poller is of another kind than that of the others: made at the first call, and the same ones
     * afterwards. Their threads start with the first use, and end with the system, when the actors that lived on them have ended. Any
     * thread.
     *
     * @param name what they are known by; their threads are called after the system, it, and their number
     * @param count how many, at least 1
     * @return so many
     * @throws IllegalArgumentException if there are loops of that name, but not so many; or if the name is {@code loop}, which the
     *         first ones go by
     * @throws IllegalStateException if there are none of that name, and the system has ended
     */
    List<Loop> loops(String name, int count);

    /**
     * The work-stealing pool: where actors run unless their spec, or their parent's, says otherwise.
     *
     * @return the dispatcher
     */
    Dispatcher pool();

    /**
     * A scheduling zone: a dispatcher of this system's own, made at the first call and the same one afterwards. Its threads start
     * when they are needed, are daemons, and end with the system.
     *
     * <pre>{@code
     * Spec.named("search").on(system.dispatcher("search", Threads.fixed(2)));
     * }</pre>
     *
     * @param name what it is known by; its threads are named after the system and it
     * @param threads what kind of threads it has
     * @return the dispatcher
     * @throws IllegalArgumentException if there is one of that name with other threads
     * @throws IllegalStateException if there is none of that name, and the system has ended
     */
    Dispatcher dispatcher(String name, Threads threads);

    /**
     * What the timers of actors that live on no loop stand on.
     *
     * @return the first loop, or the clock given in the settings
     */
    Scheduler scheduler();

    /**
     * Where the actors of this system find each other.
     *
     * @return its own, or the one given in the settings
     */
    Registry registry();

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
     *         happens. On a thread that runs actors, but for virtual ones, waiting for it throws {@link IllegalStateException}
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
     * without waiting for its holds. Where the dispatcher's threads are {@link Threads#pinned} or {@link Threads#virtual}, the
     * handling of the message is interrupted.
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
     * Reports a message as lost, for those who keep or pass on messages for others, such as routers: listeners are told, it is
     * counted, and discarded if it is {@link Owned}.
     *
     * @param message what is lost
     * @param target whom it did not reach
     * @param reason why
     */
    void deadLetter(Object message, ActorRef<?> target, DeadLetter.Reason reason);

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
     * What the system has counted. Cheap.
     *
     * @return the figures of this moment
     */
    Figures figures();

    /**
     * A picture of all living actors, with a second's patience: see {@link #tree(Duration)}.
     *
     * @return completes with the tree
     */
    default CompletableFuture<ActorTree> tree() {
        return tree(Duration.ofSeconds(1));
    }

    /**
     * A picture of all living actors: the top is the system itself. Each actor answers for itself, after the message that it
     * handles. When no answer has come for a while, those that are still missing are shown as {@link ActorTree.State#BUSY}, with what
     * can be seen from outside and without their children. So this is also how actors are found that block, or that others in
     * their zone give no turn.
     *
     * @param patience how long to wait for the next answer, at least; at most twice that. In real time, or by the clock that the settings
     *        give
     * @return completes with the tree, on any thread
     */
    CompletableFuture<ActorTree> tree(Duration patience);

    /**
     * Adds something to be done when the system is terminated.
     *
     * <pre>{@code
     * system.onShutdown(ShutdownPhase.STOP_ACCEPTING, "listener", () -> Tcp.unbind(system, listener));
     * system.onShutdown(ShutdownPhase.FINISH_REQUESTS, "orders", () -> system.drain(orders));
     * }</pre>
     *
     * @param phase when
     * @param task names it, for people
     * @param work begins to do it, on any thread; must not block
     * @return takes it back
     * @throws IllegalStateException if the termination has begun
     */
    Runnable onShutdown(ShutdownPhase phase, String task, Supplier<? extends CompletionStage<?>> work);

    /**
     * Stops everything, phase by phase: what {@link #onShutdown} has added, the users' actors, services, all threads. Whatever
     * takes longer than {@link Settings#shutdownWithin} is left behind, and reported. Does nothing more the second time.
     *
     * @return completes when all has ended
     */
    CompletableFuture<ShutdownReport> terminate();

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
