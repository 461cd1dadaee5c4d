package dev.sluice.bench.echo.client;

import dev.sluice.bench.report.Options;

/**
 * What a client does: it keeps so many messages on the way in each connection.
 *
 * @param connections how many
 * @param size bytes of a message
 * @param depth messages on the way in one connection
 */
public record Load(int connections, int size, int depth) {
    private static final int MOST_BYTES = 1 << 26;

    public Load {
        if (connections < 1 || size < 1 || depth < 1) {
            throw new IllegalArgumentException("connections, size and depth are at least 1");
        }
        if ((long) size * depth > MOST_BYTES) {
            throw new IllegalArgumentException("more than " + MOST_BYTES + " B on the way in one connection");
        }
    }

    public static Load of(Options options) {
        try {
            return new Load(options.integer("connections"), options.integer("size"), options.integer("depth"));
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }

    public Load size(int value) {
        return new Load(connections, value, depth);
    }

    public Load depth(int value) {
        return new Load(connections, size, value);
    }

    @Override
    public String toString() {
        return connections + " connections, " + size + " B, " + depth + " deep";
    }
}
