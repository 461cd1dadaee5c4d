package dev.sluice.udp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The sockets of this process, as the kernel tells them. */
final class Descriptors {
    private static final Path OWN = Path.of("/proc/self/fd");

    private Descriptors() {}

    /** How many there are; skips the test on a system that doesn't tell. */
    static long count() {
        assumeTrue(Files.isDirectory(OWN), "no " + OWN);
        try (Stream<Path> all = Files.list(OWN)) {
            return all.filter(Descriptors::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitCount(long expected) {
        await().until(() -> count() == expected);
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile, such as the one that lists
        }
    }
}
