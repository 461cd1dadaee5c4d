package dev.sluice.examples.search;

import java.io.IOException;
import java.util.List;

/** Documents to search. May be read by any number of threads at a time. */
public interface Corpus {
    /** The names of the documents, which say the topic before the last slash; each once, in any order. */
    List<String> names();

    /** Reads a document; fails if that can't be done, or if it is no text. */
    String text(String name) throws IOException;
}
