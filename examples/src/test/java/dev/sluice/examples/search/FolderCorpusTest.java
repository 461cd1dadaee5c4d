package dev.sluice.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCorpusTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    @Test
    void shouldReadTextOfAnyEncodingBelowTheFolder() throws IOException {
        Files.writeString(file("a.txt"), "Äpfel");
        Files.write(file("b/old.txt"), "Äpfel".getBytes(StandardCharsets.ISO_8859_1));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file("b/c/packed.gz")))) {
            out.write("Äpfel".getBytes(StandardCharsets.UTF_8));
        }
        Files.createSymbolicLink(folder.resolve("b/round"), folder);

        Corpus corpus = FolderCorpus.of(folder);

        assertEquals(List.of("a.txt", "b/c/packed.gz", "b/old.txt"), corpus.names().stream().sorted().toList());
        for (String name : corpus.names()) {
            assertEquals("Äpfel", corpus.text(name), name);
        }
    }

    @Test
    void shouldSkipWhatIsNoText() throws IOException {
        Files.writeString(file("good"), "good");
        Files.write(file("binary"), new byte[] {1, 0, 2});
        Files.writeString(file("broken.gz"), "not compressed");
        Files.writeString(file("gone"), "gone");
        Files.writeString(file("two\tcolumns"), "the name has a tab");
        Corpus corpus = FolderCorpus.of(folder);
        Files.delete(folder.resolve("gone"));

        Catalogue catalogue = Catalogue.of(corpus, 1);

        assertEquals(List.of(List.of("good")), catalogue.shards());
        assertEquals(1, catalogue.statistics().documents());
        assertThrows(IOException.class, () -> corpus.text("binary"));
    }

    @Test
    void shouldRefuseWhatIsNoFolder() throws IOException {
        Files.writeString(file("file"), "");

        assertThrows(IOException.class, () -> FolderCorpus.of(folder.resolve("file")));
        assertThrows(IOException.class, () -> FolderCorpus.of(folder.resolve("nowhere")));
    }
}
