package dev.sluice.tcp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The sockets of this process, as the kernel tells them. */
final class Descriptors {
    private static final Path OWN = Path.of("/proc/self/fd");

    static {
        openAndCloseOne();
    }

    private Descriptors() {}

    /** The JDK opens a socket of its own with the first one that it closes, and keeps it. */
    private static void openAndCloseOne() {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
            Socket socket = new Socket("127.0.0.1", server.socket().getLocalPort())) {
            server.accept().close();
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
