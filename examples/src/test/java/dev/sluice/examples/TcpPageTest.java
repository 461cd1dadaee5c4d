package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on TCP goes through all that the ancestor's tests assert, and names our tests for it. */
class TcpPageTest {
    private static PageOfPromises page;

    @BeforeAll
    static void read() throws IOException {
        page = new PageOfPromises("docs/tcp.md");
    }

    private static Stream<String> numbered(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString);
    }

    @Test
    void eachBehaviourStandsInTheTable() {
        assertEquals(List.of(), page.missing(numbered(1, 57)));
        assertEquals(List.of(), page.missing(Stream.of("103")));
        assertEquals(List.of(), page.missing(numbered(105, 118)));
    }

    @Test
    void eachTestThatIsNamedIsThere() {
        assertEquals(List.of(), page.unknownTests());
        assertTrue(page.namedTests() > 70, "few are named: " + page.namedTests());
    }

    /** A test, or a word on why there is none. */
    @Test
    void eachRowHasATest() {
        assertEquals(List.of(), page.withoutTest("(#left-out-and-why)"));
    }
}
