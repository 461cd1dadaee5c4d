package dev.sluice.examples;

import static dev.sluice.examples.Sources.ROOT;
import static dev.sluice.examples.Sources.normalized;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide to a transport of one's own shows all of the one in {@code outside}, and counts right. That its code is code: ReadmeTest. */
class GuideTest {
    private static final Path GUIDE = ROOT.resolve("docs/write-a-transport.md");
    private static final Path OUTSIDE = ROOT.resolve("outside");
    private static final Pattern NOT_COUNTED = Pattern.compile("(//|/?\\*|import |package ).*");
    private static final Pattern LINES = Pattern.compile("(\\d+) lines of code");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

    private static List<Path> sources() throws IOException {
        return Sources.files(OUTSIDE.resolve("src/main/java"), ".java");
    }

    private static List<String> code(Path file) throws IOException {
        return normalized(Files.readString(file)).stream().filter(line -> !NOT_COUNTED.matcher(line).matches())
            .toList();
    }

    @Test
    void itTellsHowManyLinesTheTransportHas() throws IOException {
        int lines = 0;
        for (Path file : sources()) {
            lines += code(file).size();
        }
        MatchResult told = LINES.matcher(Files.readString(GUIDE)).results().findFirst().orElseThrow();

        assertEquals(lines, Integer.parseInt(told.group(1)));
        assertTrue(lines < 120, "that is no longer about a hundred: " + lines);
    }

    @Test
    void itShowsEachLineOfTheTransport() throws IOException {
        List<String> shown = Sources.blocks(GUIDE, "java").stream().flatMap(List::stream).toList();
        assertFalse(sources().isEmpty());
        for (Path file : sources()) {
            assertEquals(List.of(), code(file).stream().filter(line -> !shown.contains(line)).toList(),
                () -> "of " + file);
        }
    }

    @Test
    void itShowsThePom() throws IOException {
        List<String> pom = normalized(Files.readString(OUTSIDE.resolve("pom.xml")));
        List<List<String>> blocks = Sources.blocks(GUIDE, "xml");

        assertFalse(blocks.isEmpty());
        for (List<String> block : blocks) {
            assertTrue(Collections.indexOfSubList(pom, block) >= 0, () -> String.join("\n", block));
        }
    }

    @Test
    void itShowsTheServiceFile() throws IOException {
        String service = "META-INF/services/dev.sluice.transport.TransportProvider";
        String provider = Files.readString(OUTSIDE.resolve("src/main/resources/" + service)).strip();

        assertTrue(
            Files.readString(GUIDE).contains("`src/main/resources/" + service + "`:\n\n```\n" + provider + "\n```"));
    }

    @Test
    void itLinksToWhatIsThere() throws IOException {
        List<String> links = LINK.matcher(Files.readString(GUIDE)).results().map(found -> found.group(1)).toList();

        assertFalse(links.isEmpty());
        assertEquals(List.of(), links.stream().filter(link -> Files.notExists(GUIDE.resolveSibling(link))).toList());
    }
}
