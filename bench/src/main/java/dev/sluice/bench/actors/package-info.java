/**
 * Actors in JMH: each benchmark once in Sluice and once in Pekko, by a {@link dev.sluice.bench.actors.Stage} that is either; the
 * mailbox beside others, and raw queues as the limit. {@link dev.sluice.bench.actors.ActorComparison} runs them side by side.
 */
package dev.sluice.bench.actors;
