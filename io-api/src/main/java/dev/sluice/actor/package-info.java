/**
 * Actors: typed references, mailboxes, one supervision tree per system.
 *
 * <p><b>The one rule.</b> An actor lives in one place, its {@link dev.sluice.actor.Dispatcher}, and handles one message at a
 * time; everything that crosses threads is a message. Whatever happens to an actor (the end of another one, an answer, a
 * timer, the result of blocking work) arrives as a value of its own protocol, through a mapper that it gave when it asked.
 *
 * <pre>
 *                spawn                        tell
 *   ActorSystem ───────► ActorFactory    ActorRef&lt;M&gt; ───► mailbox ───► Actor&lt;M&gt;.on(M)
 *                            │ create(Context&lt;M&gt;)                       │
 *                            └──► Actor&lt;M&gt; ◄──────────────────────────┘
 *
 *   NEW ──► STARTING ──────► RUNNING ──► RELEASING ──────► STOPPING ─────► HELD ──────────► STOPPED
 *           (until all is     ▲   │     (until those who   (the children  (stopping() was
 *            there that it    │   │      depend on it       end first)     called; until all
 *            requires)        │   │      have let go)                      that it holds is released)
 *                             │   ▼ failed, and the directive says restart
 *                         RESTARTING (children stopped, all released, back-off)
 * </pre>
 *
 * <p><b>What is guaranteed.</b> One message at a time, and each handling happens before the next one. First in, first out per
 * sender and receiver. {@code tell} never blocks and never throws because of the receiver. A {@link
 * dev.sluice.actor.Terminated} comes after everything that the dead actor sent; each watch is answered exactly once, also
 * for the dead. A message that made its handler fail is not delivered again; the others survive a restart in their order. A
 * message that can't be delivered becomes a {@link dev.sluice.actor.DeadLetter} with a reason, and if it is {@link
 * dev.sluice.actor.Owned} it is discarded.
 *
 * <p><b>Failure zones.</b> A parent is the supervisor of its children. What is done about a failure is said where the actor is spawned
 * ({@link dev.sluice.actor.Spec#onFailure}): resume, restart (this one, all siblings, or the rest of them), stop, escalate. Nothing
 * said means stop, and tell whoever watches.
 *
 * <table>
 * <caption>What happens at a failure</caption>
 * <tr><th>directive</th><th>instance</th><th>children</th><th>mailbox, ref, watchers</th><th>the others learn</th></tr>
 * <tr><td>resume</td><td>stays</td><td>stay</td><td>stay</td><td>nothing</td></tr>
 * <tr><td>restart</td><td>{@code stopping(Restarting)}, then a new one</td><td>stopped, or kept</td><td>stay</td><td>nothing</td></tr>
 * <tr><td>restart of all, or the rest</td><td>the same for each of them</td><td>the same</td><td>stay</td><td>nothing</td></tr>
 * <tr><td>stop</td><td>{@code stopping(Failed)}</td><td>stopped</td><td>dead letters; watchers are told</td><td>{@code Terminated}</td></tr>
 * <tr><td>escalate</td><td>{@code stopping(Escalated)}</td><td>stopped</td><td>the same</td><td>the parent fails with the cause</td></tr>
 * </table>
 *
 * <p><b>What can be seen from outside.</b> {@link dev.sluice.actor.ActorSystem#figures} tells what a system has counted, and {@link
 * dev.sluice.actor.ActorSystem#tree()} how each actor is; printed, that is a table. It also finds a handler that doesn't return. One
 * that returns late is told to Java Flight Recorder as {@code dev.sluice.SlowHandler} (over 20 ms, unless the recording says
 * otherwise), beside {@code dev.sluice.Restart}, {@code dev.sluice.DeadLetter} and {@code dev.sluice.MailboxOverflow}; while nobody
 * records they cost nothing. {@link dev.sluice.actor.Context#log} is a logger that knows its actor, and an {@link
 * dev.sluice.actor.Interceptor} stands around each handling.
 *
 * <p><b>Reading guide.</b> {@link dev.sluice.actor.ActorSystem} is the outside, {@link dev.sluice.actor.Context} the inside,
 * {@link dev.sluice.actor.Spec} the policy given at spawn. The package-private rest is the runtime; {@code Cell} is its
 * middle: turns ({@code Activation}), relations ({@code Kin}), end ({@code Ending}), life ({@code Life}) and messages of one actor in one object.
 */
package dev.sluice.actor;
