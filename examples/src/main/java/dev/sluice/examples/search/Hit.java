package dev.sluice.examples.search;

/**
 * A document that was found; the best comes first, and of equals the first by name.
 *
 * @param document its name
 * @param score how well it fits, rounded to what is shown: what looks equal is equal
 */
record Hit(String document, double score) implements Comparable<Hit> {
    private static final double PRECISION = 1e6;

    Hit {
        score = Math.round(score * PRECISION) / PRECISION;
    }

    @Override
    public int compareTo(Hit other) {
        int byScore = Double.compare(other.score, score);
        return byScore != 0 ? byScore : document.compareTo(other.document);
    }
}
