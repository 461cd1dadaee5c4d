package dev.sluice.actor;

/**
 * What the decider of a {@link Spec} is asked about.
 *
 * @param actor who failed
 * @param cause what it threw
 * @param message what it was handling; null if its factory threw at a restart
 * @param restarts how often it was restarted before
 */
public record Failure(ActorRef<?> actor, Throwable cause, Object message, int restarts) {}
