package dev.sluice.examples.search;

import java.util.List;

/**
 * What a tree has found.
 *
 * @param hits the best first
 * @param answered how many nodes have contributed
 * @param nodes how many there should be
 */
record Answer(List<Hit> hits, int answered, int nodes) {
    /** From nobody. */
    static final Answer NONE = new Answer(List.of(), 0, 1);

    boolean isComplete() {
        return answered == nodes;
    }

    /** The one to which more nodes have contributed. */
    Answer orBetter(Answer other) {
        return other.answered > answered ? other : this;
    }
}
