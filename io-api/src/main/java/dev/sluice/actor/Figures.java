package dev.sluice.actor;

import java.util.Map;

/**
 * What a system has counted since it was made. Each figure is right, but they are not of exactly the same moment. What single actors
 * have counted is in the {@link ActorTree}.
 *
 * @param spawned how many actors there ever were, with the two at the top of the tree
 * @param living how many of them have not ended
 * @param restarts how often an actor got a new instance
 * @param deadLetters how many messages were lost, for each reason; a reason for which there were none is there too
 */
public record Figures(long spawned, long living, long restarts, Map<DeadLetter.Reason, Long> deadLetters) {
    /** Takes a copy of the map. */
    public Figures {
        deadLetters = Map.copyOf(deadLetters);
    }
}
