package dev.sluice.examples.search;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The documents of a test. */
final class MapCorpus implements Corpus {
    private final Map<String, String> texts;

    private MapCorpus(Map<String, String> texts) {
        this.texts = new TreeMap<>(texts);
    }

    static MapCorpus of(Map<String, String> texts) {
        return new MapCorpus(texts);
    }

    @Override
    public List<String> names() {
        return List.copyOf(texts.keySet());
    }

    @Override
    public String text(String name) throws IOException {
        return texts.get(name);
    }
}
