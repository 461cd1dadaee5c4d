package dev.sluice.framing;

import dev.sluice.io.ByteString;
import java.util.List;

/**
 * Looks for several words at once, and at each byte once (Aho and Corasick). A state is the longest end of what has come that is the
 * beginning of a word. Zero is the first state: nothing that has come matters.
 */
final class Automaton {
    private final char[] next;
    private final int[] depth;
    private final int[] matched;
    private int states = 1;

    Automaton(List<ByteString> words) {
        int atMost = 1 + words.stream().mapToInt(ByteString::length).sum();
        next = new char[atMost << 8];
        depth = new int[atMost];
        matched = new int[atMost];
        words.forEach(this::add);
        complete();
    }

    /** {@return the state after one more byte} */
    int next(int state, byte value) {
        return next[edge(state, value)];
    }

    /** {@return how many of the bytes that have come may belong to a word} */
    int depth(int state) {
        return depth[state];
    }

    /** {@return the length of the longest word that has just ended, or 0} */
    int matched(int state) {
        return matched[state];
    }

    private static int edge(int state, int value) {
        return state << 8 | value & 0xff;
    }

    private void add(ByteString word) {
        int state = 0;
        for (int i = 0; i < word.length(); i++) {
            int edge = edge(state, word.byteAt(i));
            if (next[edge] == 0) {
                depth[states] = i + 1;
                next[edge] = (char) states++;
            }
            state = next[edge];
        }
        matched[state] = word.length();
    }

    /** From the first state outwards: where a state has no edge, it goes where the longest end of it goes. */
    private void complete() {
        int[] shorter = new int[states];
        int[] queue = new int[states];
        int queued = 1;
        for (int taken = 0; taken < queued; taken++) {
            int state = queue[taken];
            for (int value = 0; value < 256; value++) {
                int edge = edge(state, value);
                int onward = state == 0 ? 0 : next[edge(shorter[state], value)];
                if (next[edge] == 0) {
                    next[edge] = (char) onward;
                } else {
                    int child = next[edge];
                    shorter[child] = onward;
                    matched[child] = Math.max(matched[child], matched[onward]);
                    queue[queued++] = child;
                }
            }
        }
    }
}
