package dev.sluice.actor;

import java.util.List;
import java.util.stream.Stream;

/**
 * A picture of an actor and all below it, at one moment.
 *
 * @param name its label
 * @param ref the actor; null for the system itself
 * @param children those that it had spawned, oldest first
 */
public record ActorTree(String name, ActorRef<?> ref, List<ActorTree> children) {
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

    /** One line for each actor, indented. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(text, 0);
        return text.toString();
    }

    private void print(StringBuilder text, int depth) {
        text.append("  ".repeat(depth)).append(name).append('\n');
        children.forEach(child -> child.print(text, depth + 1));
    }
}
