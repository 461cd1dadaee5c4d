package dev.sluice.examples;

import java.nio.file.Path;

/** Files that the pages on the examples use. */
public final class Pages {
    /** The zone that the page on dns serves. */
    public static final Path EXAMPLE_ZONE = Sources.ROOT.resolve("docs/examples/example.zone");

    private Pages() {}
}
