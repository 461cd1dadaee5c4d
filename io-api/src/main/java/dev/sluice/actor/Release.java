package dev.sluice.actor;

/**
 * An actor on which this one depends wants to stop, and asks to be let go: see {@link Startup#dependOn} and {@link Context#release}.
 *
 * @param server who wants to stop
 */
public record Release(ActorRef<?> server) {}
