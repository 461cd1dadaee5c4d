/**
 * A loop and what drives it: one thread that polls for readiness, runs what has something to do, fires timers, and polls
 * again.
 *
 * <pre>
 *        ┌──────────────────────── one turn ────────────────────────┐
 *        ▼                                                          │
 *   poller.poll ──► inbox (from other threads) ──► ready queue ──► timers
 *   (blocks only if nothing is ready, until the next timer or a wake-up)
 * </pre>
 *
 * A {@link dev.sluice.loop.Loop} owns its thread, its queues, its timers and exactly one {@link dev.sluice.loop.Poller}.
 * It knows nothing of actors, sockets or selectors: actors are put on it by a dispatcher, sockets by a transport's poller,
 * which reports readiness through a {@link dev.sluice.loop.Signal}.
 */
package dev.sluice.loop;
