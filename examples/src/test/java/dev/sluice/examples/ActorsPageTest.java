package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on actors promises much, and names a test for each promise: each of those is there, and no promise is missing. */
class ActorsPageTest {
    /** Proved by other rows; and measured. */
    private static final List<String> OF_OTHER_KINDS = List.of("1.21", "3.21");

    private static PageOfPromises page;

    @BeforeAll
    static void read() throws IOException {
        page = new PageOfPromises("docs/actors.md");
    }

    private static Stream<String> numbered(String prefix, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> prefix + number);
    }

    @Test
    void eachGuaranteeStandsInTheTable() {
        assertEquals(List.of(),
            page.missing(Stream.concat(numbered("G", 58), Stream.of("G18a", "G18b", "G18c", "G18d"))));
    }

    @Test
    void eachConceptOfTheSourcesStandsInATable() {
        assertEquals(List.of(), page.missing(numbered("0.", 23)));
        assertEquals(List.of(), page.missing(numbered("1.", 71)));
        assertEquals(List.of(), page.missing(numbered("2.", 13)));
        assertEquals(List.of(), page.missing(numbered("3.", 23)));
        assertEquals(List.of(), page.missing(numbered("4.", 33)));
    }

    @Test
    void eachTestThatIsNamedIsThere() {
        assertEquals(List.of(), page.unknownTests());
        assertTrue(page.namedTests() > 200, "few are named: " + page.namedTests());
    }

    /** A test, or a word on why there is none. */
    @Test
    void eachRowHasATest() {
        assertEquals(OF_OTHER_KINDS, page.withoutTest("(#left-out-and-why)"));
    }
}
