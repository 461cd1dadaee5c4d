package dev.sluice.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes maps, collections, strings and numbers as JSON, so that people can read it too: what fits into a line is in one. Reads it
 * into records.
 */
public final class Json {
    private static final int INLINE = 100;
    /** A ratio of nothing to nothing is written as NaN; it must not spoil the rest. */
    private static final ObjectMapper READER = JsonMapper.builder()
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    private Json() {}

    /** A map of names and values in turn, in this order. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** What the type has no name for is left out. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return READER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    public static String write(Object value) {
        return write(value, "");
    }

    private static String write(Object value, String indent) {
        String inner = indent + "  ";
        return switch (value) {
            case Map<?, ?> map -> lines("{", "}", indent, map.entrySet().stream()
                .map(entry -> quote(entry.getKey()) + ": " + write(entry.getValue(), inner)).toList());
            case Collection<?> list -> lines("[", "]", indent, list.stream().map(item -> write(item, inner)).toList());
            case Double number -> number == Math.rint(number)
                ? Long.toString(number.longValue())
                : String.format(Locale.ROOT, "%.4f", number);
            case Number number -> number.toString();
            default -> quote(value);
        };
    }

    /** In one line if they fit. */
    private static String lines(String open, String close, String indent, Collection<String> items) {
        String line = items.stream().collect(Collectors.joining(", ", open, close));
        if (line.length() <= INLINE && !line.contains("\n")) {
            return line;
        }
        String inner = indent + "  ";
        return items.stream().collect(Collectors.joining(",\n" + inner, open + "\n" + inner, "\n" + indent + close));
    }

    private static String quote(Object value) {
        return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
