package dev.sluice.examples.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The text files below a folder, also those that are compressed by gzip. Symbolic links are not followed. */
public final class FolderCorpus implements Corpus {
    private static final int MOST_BYTES = 16 << 20;

    private final Path folder;
    private final List<String> names;

    private FolderCorpus(Path folder, List<String> names) {
        this.folder = folder;
        this.names = names;
    }

    /** Lists the files; folders that can't be read count as empty. */
    public static FolderCorpus of(Path folder) throws IOException {
        Path top = folder.toRealPath();
        if (!Files.isDirectory(top)) {
            throw new IOException(folder + " is no folder");
        }
        Lister lister = new Lister(top);
        Files.walkFileTree(top, lister);
        return new FolderCorpus(top, List.copyOf(lister.names));
    }

    private static final class Lister extends SimpleFileVisitor<Path> {
        final Path top;
        final List<String> names = new ArrayList<>();

        Lister(Path top) {
            this.top = top;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = top.relativize(file).toString().replace('\\', '/');
            if (attributes.isRegularFile() && name.chars().noneMatch(Character::isISOControl)) {
                names.add(name);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException cause) {
            return FileVisitResult.CONTINUE;
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public String text(String name) throws IOException {
        byte[] bytes = bytes(folder.resolve(name));
        if (bytes.length > MOST_BYTES) {
            throw new IOException(name + " has more than " + MOST_BYTES + " bytes");
        }
        if (hasZero(bytes)) {
            throw new IOException(name + " is no text");
        }
        return decode(bytes);
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            boolean isCompressed = file.toString().endsWith(".gz");
            try (InputStream in = isCompressed ? new GZIPInputStream(raw) : raw) {
                return in.readNBytes(MOST_BYTES + 1);
            }
        }
    }

    private static boolean hasZero(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    /** What is not UTF-8 is most likely of the time before. */
    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
