package dev.sluice.examples.search;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a score must know of the whole corpus: a word that is rare in one shard may be frequent in another, and the scores of both must
 * fit together. Written by one thread, then only read.
 */
final class Statistics {
    private static final class Word {
        final String text;
        int documents;

        Word(String text) {
            this.text = text;
        }
    }

    private final Map<String, Word> known = new HashMap<>();
    private int documents;
    private long words;

    /** Counts a document; gives how many words it has. */
    int add(String text) {
        Set<String> different = new HashSet<>();
        int[] length = new int[1];
        Words.each(text, word -> {
            length[0]++;
            different.add(word);
        });
        different.forEach(word -> known.computeIfAbsent(word, Word::new).documents++);
        documents++;
        words += length[0];
        return length[0];
    }

    int documents() {
        return documents;
    }

    /** The rarer a word, the more it says. Always above zero. */
    double weight(String word) {
        Word here = known.get(word);
        int with = here == null ? 0 : here.documents;
        return Math.log(1 + (documents - with + 0.5) / (with + 0.5));
    }

    /** The same word, of which all indexes can keep the one copy that is here. */
    String shared(String word) {
        Word here = known.get(word);
        return here == null ? word : here.text;
    }

    /** The length of a document, where 1 is the average. */
    double relativeLength(int length) {
        return length * (double) documents / Math.max(1, words);
    }
}
