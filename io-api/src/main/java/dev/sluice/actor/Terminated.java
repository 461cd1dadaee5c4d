package dev.sluice.actor;

/**
 * A watched actor has ended. It comes after everything that this actor had sent to the watcher.
 *
 * @param actor who has ended: its own ref, also if a view of it was watched
 * @param reason why it ended
 */
public record Terminated(ActorRef<?> actor, Stop reason) {
    /**
     * Whether it was this actor that has ended. Views of an actor are objects of their own, so that they can't be compared
     * with {@link #actor()}.
     *
     * @param ref an actor's own ref, or a view of it
     * @return true if it leads to the actor that has ended
     */
    public boolean isOf(ActorRef<?> ref) {
        return Refs.cell(ref, "ref") == actor;
    }
}
