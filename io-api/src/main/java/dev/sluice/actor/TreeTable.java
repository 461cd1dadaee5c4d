package dev.sluice.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a tree for people: columns of the same width, numbers to the right. */
final class TreeTable {
    private static final String GAP = "  ";
    private static final int TEXT_COLUMNS = 3;
    private static final List<String> TITLES = List.of("state", "zone", "waiting", "handled", "restarts");

    private final List<List<String>> rows = new ArrayList<>();

    TreeTable(ActorTree tree) {
        if (tree.ref() != null) {
            rows.add(row("", TITLES, ""));
        }
        add(tree, "");
    }

    private void add(ActorTree node, String indent) {
        rows.add(row(indent + node.name(), node.ref() == null ? TITLES : cells(node),
            node.place() == null ? "" : "on " + node.place()));
        node.children().forEach(child -> add(child, indent + GAP));
    }

    private static List<String> row(String name, List<String> cells, String end) {
        List<String> row = new ArrayList<>(cells);
        row.add(0, name);
        row.add(end);
        return row;
    }

    private static List<String> cells(ActorTree node) {
        return List.of(node.state().name().toLowerCase(Locale.ROOT), node.zone(),
            Integer.toString(node.waiting()), Long.toString(node.handled()),
            Integer.toString(node.restarts()));
    }

    @Override
    public String toString() {
        int[] widths = new int[TITLES.size() + 1];
        rows.forEach(row -> widen(widths, row));
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> print(row, widths, text));
        return text.toString();
    }

    private static void widen(int[] widths, List<String> row) {
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], row.get(column).length());
        }
    }

    private static void print(List<String> row, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            boolean isText = column < TEXT_COLUMNS;
            line.append(isText ? row.get(column) + padding : padding + row.get(column)).append(GAP);
        }
        text.append(line.append(row.get(widths.length)).toString().stripTrailing()).append('\n');
    }
}
