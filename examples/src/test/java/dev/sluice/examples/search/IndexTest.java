package dev.sluice.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexTest {
    private static List<Hit> search(Corpus corpus, int nodes, int limit, String query) {
        Catalogue catalogue = Catalogue.of(corpus, nodes);
        Best best = new Best(limit);
        for (int shard = 0; shard < nodes; shard++) {
            Index.of(catalogue, shard).search(Words.different(query), limit).forEach(best::add);
        }
        return best.hits();
    }

    private static List<String> names(List<Hit> hits) {
        return hits.stream().map(Hit::document).toList();
    }

    @Test
    void shouldPutWhatSaysMoreFirst() {
        Corpus corpus = MapCorpus.of(Map.of(
            "often", "cat cat cat dog",
            "once", "cat dog dog dog",
            "diluted", "cat " + "dog ".repeat(50),
            "rare", "emu dog dog dog",
            "none", "dog"));

        assertEquals(List.of("often", "once", "diluted"), names(search(corpus, 1, 10, "cat")));
        assertEquals("rare", search(corpus, 1, 10, "emu cat").getFirst().document(), "the rarer word weighs more");
        assertEquals(List.of(), search(corpus, 1, 10, "bird"));
        assertTrue(search(corpus, 1, 10, "dog").stream().allMatch(hit -> hit.score() > 0),
            "a word that all have counts too");
    }

    @Test
    void shouldOrderEqualsByName() {
        Corpus corpus = MapCorpus.of(Map.of("b", "cat", "c", "cat", "a", "cat", "d", "cat dog"));

        assertEquals(List.of("a", "b"), names(search(corpus, 2, 2, "cat")));
        assertEquals(List.of("a", "b", "c", "d"), names(search(corpus, 3, 9, "cat")));
    }

    @Test
    void row1_10_the_answer_does_not_depend_on_how_the_documents_are_spread() {
        Corpus corpus = GeneratedCorpus.of(5);
        List<Hit> whole = search(corpus, 1, 20, "rivers bridges bade");

        assertEquals(20, whole.size());
        assertEquals(whole, search(corpus, 4, 20, "Bridges, BADE: rivers!"));
        assertEquals(whole, search(corpus, 64, 20, "rivers bridges bade"));
        assertEquals(whole.subList(0, 3), search(corpus, 4, 3, "rivers bridges bade"));
    }

    @Test
    void row1_10_each_document_is_in_one_shard_with_its_topic() {
        Corpus corpus = GeneratedCorpus.of(5);

        Catalogue catalogue = Catalogue.of(corpus, 4);

        List<String> all = new ArrayList<>();
        catalogue.shards().forEach(all::addAll);
        assertEquals(corpus.names().size(), all.size());
        assertEquals(new HashSet<>(corpus.names()), new HashSet<>(all));
        for (List<String> shard : catalogue.shards()) {
            assertEquals(15, shard.size(), "three topics of twelve");
            assertEquals(3, shard.stream().map(name -> name.substring(0, name.indexOf('/'))).distinct().count());
        }
    }

    @Test
    void shouldSplitATopicThatIsTooLargeForOneNode() {
        Corpus corpus = MapCorpus.of(Map.of("a", "cat dog", "b", "cat dog", "c", "cat dog", "d", "cat dog"));

        for (List<String> shard : Catalogue.of(corpus, 2).shards()) {
            assertEquals(2, shard.size());
        }
    }

    @Test
    void shouldGenerateAFewMegabytesAlwaysTheSame() throws Exception {
        Corpus corpus = GeneratedCorpus.create();
        long size = 0;
        for (String name : corpus.names()) {
            String text = corpus.text(name);
            assertEquals(text, corpus.text(name));
            size += text.length();
        }

        assertTrue(size > 3_000_000 && size < 10_000_000, size + " characters");
        assertEquals(GeneratedCorpus.of(3).text("birds/3"), GeneratedCorpus.of(3).text("birds/3"));
    }
}
