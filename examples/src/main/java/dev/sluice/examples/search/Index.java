package dev.sluice.examples.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An inverted index: for each word, the documents that have it. Filled by one thread, then only read. */
final class Index {
    private static final Logger LOG = LoggerFactory.getLogger(Index.class);
    /** The usual constants of BM25: how soon further occurrences count less, and how much a document's length counts. */
    private static final double SATURATION = 1.2;
    private static final double LENGTH_COUNTS = 0.75;

    /** Documents by number, in rising order, and how often the word occurs in each. */
    private static final class Postings {
        int[] documents = new int[1];
        int[] occurrences = new int[1];
        int size;

        void add(int document) {
            if (size == 0 || documents[size - 1] != document) {
                grow();
                documents[size++] = document;
            }
            occurrences[size - 1]++;
        }

        private void grow() {
            if (size == documents.length) {
                documents = Arrays.copyOf(documents, size + (size >> 1) + 1);
                occurrences = Arrays.copyOf(occurrences, documents.length);
            }
        }
    }

    private final Statistics statistics;
    private final List<String> names = new ArrayList<>();
    private final List<Double> lengths = new ArrayList<>();
    private final Map<String, Postings> postings = new HashMap<>();

    Index(Statistics statistics) {
        this.statistics = statistics;
    }

    /** Reads and indexes one shard of a corpus. What can't be read now is left out. */
    static Index of(Catalogue catalogue, int shard) {
        Index index = new Index(catalogue.statistics());
        for (String name : catalogue.shards().get(shard)) {
            try {
                index.add(name, catalogue.corpus().text(name));
            } catch (IOException e) {
                LOG.warn("not indexed: {}", e.toString());
            }
        }
        return index;
    }

    void add(String name, String text) {
        int document = names.size();
        int[] length = new int[1];
        Words.each(text, word -> {
            length[0]++;
            postings(word).add(document);
        });
        names.add(name);
        lengths.add(statistics.relativeLength(length[0]));
    }

    private Postings postings(String word) {
        Postings there = postings.get(word);
        return there != null ? there : added(statistics.shared(word));
    }

    private Postings added(String word) {
        Postings empty = new Postings();
        postings.put(word, empty);
        return empty;
    }

    /** Those that have any of the words, the best first. The work is bounded by the number of words and the size of the shard. */
    List<Hit> search(List<String> words, int limit) {
        double[] scores = new double[names.size()];
        words.forEach(word -> score(word, scores));
        Best best = new Best(limit);
        for (int document = 0; document < scores.length; document++) {
            if (scores[document] > 0) {
                best.add(new Hit(names.get(document), scores[document]));
            }
        }
        return best.hits();
    }

    private void score(String word, double[] scores) {
        Postings with = postings.get(word);
        if (with == null) {
            return;
        }
        double weight = statistics.weight(word) * (SATURATION + 1);
        for (int i = 0; i < with.size; i++) {
            int document = with.documents[i];
            double often = with.occurrences[i];
            double length = 1 - LENGTH_COUNTS + LENGTH_COUNTS * lengths.get(document);
            scores[document] += weight * often / (often + SATURATION * length);
        }
    }
}
