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
 *   STARTING ──► RUNNING ──► STOPPING (children first) ──► HELD (while somebody holds the stop) ──► STOPPED
 *                  ▲  │
 *                  │  ▼ failed, and the directive says restart
 *               RESTARTING (children stopped, back-off)
 * </pre>
 *
 * <p><b>What is guaranteed.</b> One message at a time, and each handling happens before the next one. First in, first out per
 * sender and receiver. {@code tell} never blocks and never throws because of the receiver. A {@link
 * dev.sluice.actor.Terminated} comes after everything that the dead actor sent; each watch is answered exactly once, also
 * for the dead. A message that made its handler fail is not delivered again; the others survive a restart in their order. A
 * message that can't be delivered becomes a {@link dev.sluice.actor.DeadLetter} with a reason, and if it is {@link
 * dev.sluice.actor.Owned} it is discarded.
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
 * middle: mailbox, reference and life cycle of one actor in one object.
 */
package dev.sluice.actor;
