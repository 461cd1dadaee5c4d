package dev.sluice.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** A table whose first column is text, and whose others are numbers. */
final class MarkdownTable {
    private final StringBuilder lines = new StringBuilder();

    MarkdownTable(List<String> titles) {
        row(titles);
        lines.append("|---").append("|--:".repeat(titles.size() - 1)).append("|\n");
    }

    MarkdownTable row(List<String> cells) {
        lines.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
        return this;
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
