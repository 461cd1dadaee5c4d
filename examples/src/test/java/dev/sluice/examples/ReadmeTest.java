package dev.sluice.examples;

import static dev.sluice.examples.Sources.ROOT;
import static dev.sluice.examples.Sources.normalized;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the documentation shows is what is compiled and run here. */
class ReadmeTest {
    private static final Path README = ROOT.resolve("README.md");

    private static List<List<String>> blocks(Path page) throws IOException {
        return Sources.blocks(page, "java");
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(Sources.files(ROOT.resolve("docs"), ".md"));
        pages.add(README);
        return pages;
    }

    /** Or in the project of the guide, which is compiled by itself. */
    @TestFactory
    Stream<DynamicTest> shouldShowOnlyCodeThatStandsInTheExamples() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            for (List<String> block : blocks(page)) {
                tests.add(DynamicTest.dynamicTest(ROOT.relativize(page) + ": " + block.getFirst(),
                    () -> assertTrue(standsInTheExamples(block), () -> String.join("\n", block))));
            }
        }
        return tests.stream();
    }

    private static boolean standsInTheExamples(List<String> block) throws IOException {
        List<Path> files = new ArrayList<>(Sources.files(ROOT.resolve("examples/src"), ".java"));
        files.addAll(Sources.files(ROOT.resolve("outside/src"), ".java"));
        for (Path file : files) {
            if (Collections.indexOfSubList(normalized(Files.readString(file)), block) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldShowTheShortestEcho() throws IOException {
        List<String> server = Sources.tagged(Sources.SHORTEST_ECHO, "server");

        assertFalse(server.isEmpty());
        assertTrue(blocks(README).stream().anyMatch(block -> Collections.indexOfSubList(block, server) >= 0),
            () -> "README.md lacks:\n" + String.join("\n", server));
    }
}
