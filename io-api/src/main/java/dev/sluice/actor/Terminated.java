package dev.sluice.actor;

/**
 * A watched actor has ended. It comes after everything that this actor had sent to the watcher.
 *
 * @param actor who has ended: its own ref, also if a view of it was watched
 * @param reason why it ended
 */
public record Terminated(ActorRef<?> actor, Stop reason) {}
