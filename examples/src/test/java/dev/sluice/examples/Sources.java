package dev.sluice.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository's files, as lines that are compared without regard to white space. */
final class Sources {
    /** Tests run in the module's folder, or, from an IDE, perhaps in the repository's. */
    static final Path ROOT = Stream.of(Path.of("").toAbsolutePath(), Path.of("").toAbsolutePath().getParent())
        .filter(folder -> Files.exists(folder.resolve("examples/pom.xml"))).findFirst().orElseThrow();
    static final Path SHORTEST_ECHO = ROOT.resolve("examples/src/main/java/dev/sluice/examples/ShortestEcho.java");

    private Sources() {}

    static List<Path> files(Path folder, String suffix) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    /** The lines between the file's {@code tag::name[]} and {@code end::name[]}. */
    static List<String> tagged(Path file, String name) throws IOException {
        List<String> lines = normalized(Files.readString(file));
        int tag = lines.indexOf("// tag::" + name + "[]");
        int end = lines.indexOf("// end::" + name + "[]");
        return lines.subList(tag + 1, end);
    }

    /** What a page shows of a language, block by block. */
    static List<List<String>> blocks(Path page, String language) throws IOException {
        Pattern block = Pattern.compile("^ *```" + language + "\\s*\\R(.*?)^ *```\\s*$",
            Pattern.MULTILINE | Pattern.DOTALL);
        return block.matcher(Files.readString(page)).results().map(found -> normalized(found.group(1))).toList();
    }

    static List<String> normalized(String text) {
        return text.lines().map(line -> line.strip().replaceAll("\\s+", " ")).filter(line -> !line.isEmpty()).toList();
    }
}
