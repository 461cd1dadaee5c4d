package dev.sluice.examples.search;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What a word is, in documents as in queries: letters and digits, and the marks on them, whatever their case. */
final class Words {
    /** The rest of a longer one doesn't count. */
    private static final int LONGEST = 64;

    private Words() {}

    /** The different words of a text, in an order that doesn't depend on theirs. */
    static List<String> different(String text) {
        TreeSet<String> words = new TreeSet<>();
        each(text, words::add);
        return List.copyOf(words);
    }

    /** All words of a text. */
    static void each(String text, Consumer<? super String> action) {
        String folded = folded(text);
        int start = -1;
        for (int i = 0, next; i < folded.length(); i = next) {
            int character = folded.codePointAt(i);
            next = i + Character.charCount(character);
            if (start < 0 && Character.isLetterOrDigit(character)) {
                start = i;
            } else if (start >= 0 && !belongsToWord(character)) {
                action.accept(word(folded, start, i));
                start = -1;
            }
        }
        if (start >= 0) {
            action.accept(word(folded, start, folded.length()));
        }
    }

    /** By way of the upper case, so that "Straße" is the same as "STRASSE"; and a sigma is the same wherever it stands. */
    private static String folded(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    }

    private static boolean belongsToWord(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isLetterOrDigit(character);
        };
    }

    private static String word(String text, int start, int end) {
        return text.substring(start, Math.min(end, start + LONGEST));
    }
}
