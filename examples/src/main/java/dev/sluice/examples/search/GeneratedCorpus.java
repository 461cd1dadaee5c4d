package dev.sluice.examples.search;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Documents for those who have none at hand: some 5 MB in memory, the same each time. The words are made up of syllables, and used
 * with the frequencies of a natural language (Zipf: the n-th word 1/n times as often as the first); the topics are English words, which
 * stand in the documents of the topic, and now and then in others.
 */
public final class GeneratedCorpus implements Corpus {
    private static final List<String> TOPICS = List.of("birds", "bridges", "clocks", "engines", "gardens", "harbours",
        "islands", "letters", "markets", "mountains", "rivers", "stars");
    private static final List<String> SYLLABLES = List.of("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu",
        "ra", "se", "ti", "vo", "xu", "za");
    private static final int VOCABULARY = 8_000;
    private static final int DOCUMENTS_OF_TOPIC = 200;
    private static final int SHORTEST = 100;
    private static final int LONGEST = 500;
    private static final double OWN_TOPIC = 0.02;
    private static final double ANY_TOPIC = 0.003;

    private final Random random;
    private final double[] zipf = new double[VOCABULARY];
    private final Map<String, String> texts = new TreeMap<>();

    private GeneratedCorpus(long seed, int documentsOfTopic) {
        random = new Random(seed);
        double sum = 0;
        for (int rank = 0; rank < VOCABULARY; rank++) {
            sum += 1.0 / (rank + 1);
            zipf[rank] = sum;
        }
        for (String topic : TOPICS) {
            for (int number = 1; number <= documentsOfTopic; number++) {
                texts.put(topic + "/" + number, document(topic));
            }
        }
    }

    /** The corpus. */
    public static GeneratedCorpus create() {
        return new GeneratedCorpus(1, DOCUMENTS_OF_TOPIC);
    }

    /** A smaller one, or a larger one. */
    static GeneratedCorpus of(int documentsOfTopic) {
        return new GeneratedCorpus(1, documentsOfTopic);
    }

    private String document(String topic) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(SHORTEST, LONGEST);
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? topic : next(topic)).append(i % 12 == 11 ? '\n' : ' ');
        }
        return text.toString();
    }

    private String next(String topic) {
        double dice = random.nextDouble();
        if (dice < OWN_TOPIC) {
            return topic;
        }
        return dice < OWN_TOPIC + ANY_TOPIC ? TOPICS.get(random.nextInt(TOPICS.size())) : word(rank());
    }

    private int rank() {
        double point = random.nextDouble() * zipf[VOCABULARY - 1];
        int low = 0;
        for (int high = VOCABULARY - 1; low < high;) {
            int middle = (low + high) / 2;
            if (zipf[middle] < point) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number, written in syllables: frequent words are short. */
    private static String word(int rank) {
        StringBuilder word = new StringBuilder();
        for (int rest = rank + SYLLABLES.size(); rest > 0; rest /= SYLLABLES.size()) {
            word.append(SYLLABLES.get(rest % SYLLABLES.size()));
        }
        return word.toString();
    }

    @Override
    public List<String> names() {
        return List.copyOf(texts.keySet());
    }

    @Override
    public String text(String name) {
        return texts.get(name);
    }
}
