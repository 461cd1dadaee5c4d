package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on UDP goes through all that the ancestor's tests assert and through what goes wrong with it, and names our tests for it. */
class UdpPageTest {
    private static final int WEAKNESSES = 13;
    private static PageOfPromises page;

    @BeforeAll
    static void read() throws IOException {
        page = new PageOfPromises("docs/udp.md");
    }

    @Test
    void eachBehaviourAndEachWeaknessStandsInATable() {
        Stream<String> behaviours = IntStream.rangeClosed(57, 68).mapToObj(Integer::toString);
        Stream<String> weaknesses = IntStream.rangeClosed(1, WEAKNESSES).mapToObj(number -> "W" + number);

        assertEquals(List.of(), page.missing(Stream.concat(behaviours, weaknesses)));
        assertEquals(List.of(), page.missing(Stream.of("104")));
    }

    @Test
    void eachTestThatIsNamedIsThere() {
        assertEquals(List.of(), page.unknownTests());
        assertTrue(page.namedTests() > 30, "few are named: " + page.namedTests());
    }

    /** A test, or a word on why there is none. */
    @Test
    void eachRowHasATest() {
        assertEquals(List.of(), page.withoutTest("(#left-out-and-why)"));
    }
}
