package dev.sluice.examples.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of a corpus before it is indexed: all that a node needs to be built, and built again.
 *
 * @param corpus the documents
 * @param statistics of all of them
 * @param shards the names of the documents of each node
 */
record Catalogue(Corpus corpus, Statistics statistics, List<List<String>> shards) {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    private record Document(String name, int length) {
        /** What stands in one folder is about the same. */
        String topic() {
            return name.substring(0, name.lastIndexOf('/') + 1);
        }
    }

    /** Reads the whole corpus once. What can't be read, or is no text, is left out. */
    static Catalogue of(Corpus corpus, int nodes) {
        Statistics statistics = new Statistics();
        List<Document> documents = new ArrayList<>();
        List<IOException> skipped = new ArrayList<>();
        for (String name : corpus.names().stream().sorted().toList()) {
            try {
                documents.add(new Document(name, statistics.add(corpus.text(name))));
            } catch (IOException e) {
                skipped.add(e);
            }
        }
        report(skipped);
        return new Catalogue(corpus, statistics, shards(documents, nodes));
    }

    private static void report(List<IOException> skipped) {
        if (!skipped.isEmpty()) {
            LOG.warn("{} files are no text, or can't be read; the first: {}", skipped.size(),
                skipped.getFirst().toString());
        }
    }

    /** Topic by topic, the largest first, always to the node that has the least; so the same corpus is always dealt out the same way. */
    private static List<List<String>> shards(List<Document> documents, int nodes) {
        List<List<Document>> shards = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            shards.add(new ArrayList<>());
        }
        for (List<Document> topic : topics(documents, nodes)) {
            shards.stream().min(Comparator.comparingLong(Catalogue::size)).orElseThrow().addAll(topic);
        }
        return shards.stream().map(shard -> shard.stream().map(Document::name).toList()).toList();
    }

    /** A topic that is more than one node's share is split up. */
    private static List<List<Document>> topics(List<Document> documents, int nodes) {
        Map<String, List<Document>> byTopic = new TreeMap<>();
        documents
            .forEach(document -> byTopic.computeIfAbsent(document.topic(), any -> new ArrayList<>()).add(document));
        long share = size(documents) / nodes;
        List<List<Document>> topics = new ArrayList<>();
        for (List<Document> topic : byTopic.values()) {
            if (size(topic) > share) {
                topic.forEach(document -> topics.add(List.of(document)));
            } else {
                topics.add(topic);
            }
        }
        topics.sort(Comparator.<List<Document>>comparingLong(Catalogue::size).reversed());
        return topics;
    }

    private static long size(Collection<Document> documents) {
        return documents.stream().mapToLong(Document::length).sum();
    }
}
