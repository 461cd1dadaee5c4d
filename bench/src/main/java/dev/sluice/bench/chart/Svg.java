package dev.sluice.bench.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes SVG: elements one after the other, those that are open in a stack. */
final class Svg {
    private static final String STYLE = "text{font:11px system-ui,sans-serif;fill:#24292f}"
        + ".title{font-size:15px;font-weight:600}.small{font-size:9px;fill:#57606a}.end{text-anchor:end}"
        + ".middle{text-anchor:middle}.grid{stroke:#d0d7de}.one{stroke:#24292f}.whisker{stroke:#24292f;fill:none}"
        + ".halo{paint-order:stroke;stroke:#fff;stroke-width:3}.curve{fill:none;stroke-width:1.8}";

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an image with a background of its own, which a reader who can't see it can ask about. */
    Svg(double width, double height, String title, String description) {
        begin("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox",
            "0 0 " + number(width) + " " + number(height), "width", width, "height", height, "role", "img",
            "aria-labelledby", "title desc");
        leaf("title", title, "id", "title");
        leaf("desc", description, "id", "desc");
        leaf("style", STYLE);
        leaf("rect", "", "width", width, "height", height, "rx", 6, "fill", "#fff");
    }

    Svg begin(String element, Object... attributes) {
        tag(element, attributes);
        out.append(">\n");
        open.push(element);
        return this;
    }

    Svg end() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element with nothing in it but text, if that isn't empty. */
    Svg leaf(String element, String text, Object... attributes) {
        tag(element, attributes);
        out.append(text.isEmpty() ? "/>\n" : ">" + escape(text) + "</" + element + ">\n");
        return this;
    }

    Svg text(double x, double y, String classes, String text) {
        return leaf("text", text, "class", classes, "x", x, "y", y);
    }

    private void tag(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escape(value(attributes[i + 1]))).append('"');
        }
    }

    private static String value(Object value) {
        return value instanceof Double number ? number(number) : value.toString();
    }

    /** To a tenth of a pixel, as short as can be. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Ends the image. */
    String format() {
        while (!open.isEmpty()) {
            end();
        }
        return out.toString();
    }
}
