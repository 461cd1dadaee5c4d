package dev.sluice.actor;

/**
 * An actor on which this one depends wants to stop, and asks to be let go: see {@link Startup#dependOn} and {@link Context#release}.
 *
 * @param server who wants to stop
 * @param reason why it stops
 */
public record Release(ActorRef<?> server, Stop reason) {}
