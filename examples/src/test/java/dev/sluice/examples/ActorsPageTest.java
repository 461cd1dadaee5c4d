package dev.sluice.examples;

import static dev.sluice.examples.Sources.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on actors promises much, and names a test for each promise: each of those is there, and no promise is missing. */
class ActorsPageTest {
    private static final Path PAGE = ROOT.resolve("docs/actors.md");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (G?\\d+(?:\\.\\d+)?[a-d]?) \\|");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)(\\*?)`");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+Test)`");
    private static final Pattern METHOD = Pattern
        .compile("@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b(?s:.*?)(?:void|>) (\\w+)\\(");

    /** Proved by other rows; and measured. */
    private static final List<String> OF_OTHER_KINDS = List.of("1.21", "3.21");

    private static String page;
    /** By their class's simple name, of all modules. */
    private static Map<String, Set<String>> tests;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(PAGE);
        tests = new HashMap<>();
        for (Path file : Sources.files(ROOT, "Test.java")) {
            if (file.toString().replace('\\', '/').contains("/src/test/")) {
                String name = file.getFileName().toString().replace(".java", "");
                tests.computeIfAbsent(name, key -> new HashSet<>()).addAll(methods(Files.readString(file)));
            }
        }
    }

    private static List<String> methods(String source) {
        return METHOD.matcher(source).results().map(found -> found.group(1)).toList();
    }

    private static Set<String> rows() {
        Set<String> rows = new HashSet<>();
        FIRST_CELL.matcher(page).results().map(found -> found.group(1)).forEach(rows::add);
        return rows;
    }

    private static List<String> missing(Stream<String> expected) {
        Set<String> rows = rows();
        return expected.filter(row -> !rows.contains(row)).toList();
    }

    private static Stream<String> numbered(String prefix, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> prefix + number);
    }

    @Test
    void eachGuaranteeStandsInTheTable() {
        assertEquals(List.of(),
            missing(Stream.concat(numbered("G", 58), Stream.of("G18a", "G18b", "G18c", "G18d"))));
    }

    @Test
    void eachConceptOfTheSourcesStandsInATable() {
        assertEquals(List.of(), missing(numbered("0.", 23)));
        assertEquals(List.of(), missing(numbered("1.", 71)));
        assertEquals(List.of(), missing(numbered("2.", 13)));
        assertEquals(List.of(), missing(numbered("3.", 23)));
        assertEquals(List.of(), missing(numbered("4.", 33)));
    }

    @Test
    void eachTestThatIsNamedIsThere() {
        List<String> wrong = new ArrayList<>();
        List<MatchResult> named = NAMED_TEST.matcher(page).results().toList();
        for (MatchResult test : named) {
            Set<String> methods = tests.getOrDefault(test.group(1), Set.of());
            String name = test.group(2);
            boolean found = test.group(3).isEmpty()
                ? methods.contains(name)
                : methods.stream().anyMatch(method -> method.startsWith(name));
            if (!found) {
                wrong.add(test.group());
            }
        }
        TEST_CLASS.matcher(page).results()
            .filter(found -> tests.getOrDefault(found.group(1), Set.of()).isEmpty())
            .forEach(found -> wrong.add(found.group()));
        assertEquals(List.of(), wrong);
        assertTrue(named.size() > 200, "few are named: " + named.size());
    }

    /** A test, or a word on why there is none. */
    @Test
    void eachRowHasATest() {
        List<String> without = page.lines()
            .filter(line -> FIRST_CELL.matcher(line).find())
            .filter(line -> !TEST_CLASS.matcher(line).find() && !NAMED_TEST.matcher(line).find())
            .filter(line -> !line.contains("(#left-out-and-why)"))
            .map(line -> line.split(" ")[1])
            .toList();
        assertEquals(OF_OTHER_KINDS, without);
    }
}
