package dev.sluice.actor;

/**
 * An actor written as straight code, which takes its messages itself: {@link Spawner#spawnBlocking}. It runs on a virtual thread of its
 * own, and may block. From outside it is an actor like any other.
 *
 * <pre>{@code
 * ActorRef<Login> login = spawner.spawnBlocking(Spec.named("login"), ctx -> {
 *     Login.Begin begin = ctx.receive(Login.Begin.class);
 *     User user = ctx.ask(store, (ActorRef<User> to) -> new Find(begin.name(), to), ofSeconds(1));
 *     switch (ctx.receive(ofMinutes(1))) {
 *         case null -> begin.replyTo().tell("too late");
 *         case Login.Password(var word) -> begin.replyTo().tell(user.accepts(word) ? "welcome" : "sorry");
 *         case Login other -> begin.replyTo().tell("not now");
 *     }
 * });
 * }</pre>
 *
 * <p><b>How it ends.</b> When the body returns, the actor stops. What the body throws is the actor's failure: with {@link
 * Directive#restart} the same body runs again, and the mailbox is kept; with {@link Directive#RESUME} it runs again too, but
 * keeps timers, watches and children, unless it has failed before it received anything. When somebody stops the actor, the {@link
 * BlockingContext#receive} under way, or the next one, throws an {@link ActorStoppedException}, once the children have ended:
 * the body's {@code finally} blocks are its hook for cleaning up, and the actor has not ended before they have. A body that doesn't come
 * back in time ({@link Spec#stopWithin}, 10 seconds unless it is said) is interrupted, and again after each such time; one that is
 * killed is interrupted at once. A body that ignores that, and never comes back, keeps the actor from ending. One that
 * was stopped before it began is not run at all.
 *
 * <p><b>In between.</b> Whatever else happens to the actor, such as a stop or the end of a child, is seen to while it receives or asks.
 *
 * @param <M> the protocol
 */
@FunctionalInterface
public interface BlockingActor<M> {
    /**
     * Does all that the actor does.
     *
     * @param ctx the actor's way to its messages, and to everything around it
     * @throws Exception any Throwable is a failure of this actor
     */
    void run(BlockingContext<M> ctx) throws Exception;
}
