package dev.sluice.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Words.each(text, words::add);
        return words;
    }

    @Test
    void shouldSplitAtWhatIsNoLetterAndNoDigit() {
        assertEquals(List.of("one", "two", "3", "four"), words("  one,two-3\tfour."));
        assertEquals(List.of(), words(" \t—… "));
        assertEquals(List.of(), words(""));
        assertEquals(List.of("日本", "𝒜𝒷"), words("日本。𝒜𝒷"));
    }

    @Test
    void shouldFoldCases() {
        assertEquals(words("ÄPFEL STRASSE ΣΟΦΟΣ"), words("äpfel straße σοφος"));
        assertEquals(words("σοφος"), words("σοφοσ"));
    }

    @Test
    void shouldKeepMarksWithTheirLetters() {
        assertEquals(List.of("café"), words("cafe\u0301"));
        assertEquals(List.of("हिन्दी"), words("हिन्दी"));
    }

    @Test
    void shouldCutLongWords() {
        assertEquals(words("x".repeat(64)), words("x".repeat(100_000)));
    }

    @Test
    void shouldGiveEachWordOnceInAFixedOrder() {
        assertEquals(List.of("a", "b"), Words.different("b a B"));
    }
}
