package dev.sluice.bench.report;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a Markdown page that are made from a file of results, each between two comments:
 *
 * <pre>{@code
 * <!-- from bench/results/comparison-….json: readme -->
 * …
 * <!-- end -->
 * }</pre>
 */
final class MarkedBlocks {
    private static final Pattern BLOCK = Pattern
        .compile("<!-- from (?<file>\\S+\\.json): (?<name>[a-z]+) -->\n(?<text>.*?)<!-- end -->", Pattern.DOTALL);

    /**
     * One of them.
     *
     * @param file of the results
     * @param name which part of the report
     * @param text what stands between the comments
     */
    record Block(String file, String name, String text) {}

    private MarkedBlocks() {}

    static List<Block> in(String page) {
        return BLOCK.matcher(page).results()
            .map(block -> new Block(block.group("file"), block.group("name"), block.group("text")))
            .toList();
    }

    /** The page with all of them made anew, from another file. */
    static String fill(String page, String file, UnaryOperator<String> textByName) {
        return BLOCK.matcher(page).replaceAll(block -> Matcher.quoteReplacement("<!-- from %s: %s -->%n%s<!-- end -->"
            .formatted(file, block.group("name"), textByName.apply(block.group("name")))));
    }
}
