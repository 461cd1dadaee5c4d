package dev.sluice.actor;

import java.util.List;
import java.util.stream.Stream;

/**
 * A picture of an actor and all below it. Each actor tells of itself at its own moment.
 *
 * @param name its label
 * @param ref the actor; null for the system itself
 * @param state what it is doing; {@link State#RUNNING} for the system itself
 * @param zone where it runs: its dispatcher's string; empty for the system itself
 * @param waiting how many messages are in its mailbox, see {@link ActorSystem#depth}
 * @param handled how many messages its handler has been given, over all restarts
 * @param restarts how often it was restarted
 * @param place where a busy one was found: the name of its thread, and what it was in there; null if it isn't busy, or has no thread
 * @param children those that it had spawned, oldest first; empty if it is busy, because only it knows them
 */
public record ActorTree(String name, ActorRef<?> ref, State state, String zone, int waiting, long handled, int restarts,
    String place, List<ActorTree> children) {

    /** What an actor is doing. */
    public enum State {
        /** It is made, or waits for what it requires. */
        STARTING,
        /** It handles messages. */
        RUNNING,
        /** It has failed, and there is no new instance yet. */
        RESTARTING,
        /** It has begun to stop, and waits for those who depend on it, or for its children. */
        STOPPING,
        /** It would have stopped, but somebody still holds the stop. */
        HELD,
        /**
         * It has not answered in time. It blocks or computes in one of its methods, or its zone gives it no turn because others there
         * do.
         */
        BUSY
    }

    /** Takes a copy of the children. */
    public ActorTree {
        children = List.copyOf(children);
    }

    /**
     * Where it stands in the tree, and its number.
     *
     * @return the ref's string; for the system itself its name
     */
    public String path() {
        return ref == null ? name : ref.toString();
    }

    /**
     * This one and all below it.
     *
     * @return parents before children
     */
    public Stream<ActorTree> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(ActorTree::all));
    }

    /**
     * How many actors the picture shows.
     *
     * @return the count, without the system itself
     */
    public long size() {
        return all().filter(node -> node.ref != null).count();
    }

    /** A table for people: a line for each actor, names indented; with the place of those that are busy. */
    @Override
    public String toString() {
        return new TreeTable(this).toString();
    }
}
