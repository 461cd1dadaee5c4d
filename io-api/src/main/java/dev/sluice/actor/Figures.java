package dev.sluice.actor;

import java.time.Duration;
import java.util.Map;

/**
 * What a system has counted since it was made. Each figure is right, but they are not of exactly the same moment. What single actors
 * have counted is in the {@link ActorTree}.
 *
 * @param spawned how many actors there ever were, with the two at the top of the tree
 * @param living how many of them have not ended
 * @param restarts how often an actor got a new instance
 * @param deadLetters how many messages were lost, for each reason; a reason for which there were none is there too
 * @param lag for each loop, by its name, how long its longest turn of late has taken: {@link dev.sluice.loop.Loop#lag}
 */
public record Figures(long spawned, long living, long restarts, Map<DeadLetter.Reason, Long> deadLetters,
    Map<String, Duration> lag) {
    /** Takes copies of the maps. */
    public Figures {
        deadLetters = Map.copyOf(deadLetters);
        lag = Map.copyOf(lag);
    }
}
