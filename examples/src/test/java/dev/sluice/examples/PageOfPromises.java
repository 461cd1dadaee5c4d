package dev.sluice.examples;

import static dev.sluice.examples.Sources.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page with tables whose rows are numbered and name tests; and all tests that there are. */
final class PageOfPromises {
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| ([GW]?\\d+(?:\\.\\d+)?[a-d]?) \\|");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)(\\*?)`");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+Test)`");
    private static final Pattern METHOD = Pattern
        .compile("@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b(?s:.*?)(?:void|>) (\\w+)\\(");

    private final String page;
    /** By their class's simple name, of all modules. */
    private final Map<String, Set<String>> tests = new HashMap<>();

    PageOfPromises(String path) throws IOException {
        page = Files.readString(ROOT.resolve(path));
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

    /** Those that no row begins with. */
    List<String> missing(Stream<String> expected) {
        Set<String> rows = new HashSet<>();
        FIRST_CELL.matcher(page).results().map(found -> found.group(1)).forEach(rows::add);
        return expected.filter(row -> !rows.contains(row)).toList();
    }

    int namedTests() {
        return (int) NAMED_TEST.matcher(page).results().count();
    }

    /** Tests that are named, but are not there. */
    List<String> unknownTests() {
        List<String> unknown = new ArrayList<>();
        NAMED_TEST.matcher(page).results()
            .filter(test -> !isThere(test.group(1), test.group(2), !test.group(3).isEmpty()))
            .forEach(test -> unknown.add(test.group()));
        TEST_CLASS.matcher(page).results()
            .filter(found -> tests.getOrDefault(found.group(1), Set.of()).isEmpty())
            .forEach(found -> unknown.add(found.group()));
        return unknown;
    }

    private boolean isThere(String testClass, String name, boolean isPrefix) {
        Set<String> methods = tests.getOrDefault(testClass, Set.of());
        return isPrefix ? methods.stream().anyMatch(method -> method.startsWith(name)) : methods.contains(name);
    }

    /** The first cells of rows that name no test, and don't say where it is told why. */
    List<String> withoutTest(String unless) {
        return page.lines()
            .filter(line -> FIRST_CELL.matcher(line).find())
            .filter(line -> !TEST_CLASS.matcher(line).find() && !NAMED_TEST.matcher(line).find())
            .filter(line -> !line.contains(unless))
            .map(line -> line.split(" ")[1])
            .toList();
    }
}
