package dev.sluice.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The descriptors of this process, as the kernel tells them: sockets, and what selectors are made of. */
final class Descriptors {
    private static final Path OWN = Path.of("/proc/self/fd");

    private Descriptors() {}

    /** How many there are; skips the test on a system that doesn't tell. */
    static long count() {
        assumeTrue(Files.isDirectory(OWN), "no " + OWN);
        try (Stream<Path> all = Files.list(OWN)) {
            return all.filter(Descriptors::isSocketOrSelector).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocketOrSelector(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:") || target.startsWith("anon_inode:");
        } catch (IOException e) {
            return false; // closed meanwhile, such as the one that lists
        }
    }
}
