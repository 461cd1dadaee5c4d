package dev.sluice.unix;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.UUID;

/** What stands in the way of a bind: removed only if it is a socket, and nobody listens there. */
final class StaleFile {
    /** Of the mode that stat(2) tells: the bits that say what kind of file it is, and those of a socket. */
    private static final int KIND = 0170000;
    private static final int SOCKET = 0140000;
    /** Far more than anybody needs who has bound, in order to listen. */
    private static final long YOUNG_MILLIS = 1000;

    private StaleFile() {}

    /**
     * Removes it.
     *
     * @throws BindException says what is there, if it stays; caused by the given one
     */
    static void remove(Path path, BindException taken) throws IOException {
        try {
            BasicFileAttributes found = attributes(path);
            if (!isSocket(path, found)) {
                throw Sockets.cantListen(path, "there is a " + kind(found) + ", which stays", taken);
            }
            requireNobodyListens(path, taken);
            requireOld(path, found, taken);
            if (isSame(found, attributes(path))) {
                take(path, found);
            }
        } catch (NoSuchFileException e) {
            // nothing is in the way, or not any more
        }
    }

    /** Out of the way first, which only one can do, and looked at once more: another may have put his there meanwhile. */
    private static void take(Path path, BasicFileAttributes found) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID());
        Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        if (isSame(found, attributes(aside))) {
            Files.delete(aside);
        } else {
            Files.move(aside, path);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** A pipe or a device refuses to be connected to just as a stale socket does. */
    private static boolean isSocket(Path path, BasicFileAttributes found) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return found.isOther();
        }
        return ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & KIND) == SOCKET;
    }

    private static String kind(BasicFileAttributes found) {
        return found.isDirectory()
            ? "directory"
            : found.isRegularFile()
                ? "regular file"
                : found.isSymbolicLink() ? "symbolic link" : "file of another kind";
    }

    /** Neither blocks nor waits: it is connected at once, or not at all. Who listens sees somebody who comes and goes. */
    private static void requireNobodyListens(Path path, BindException taken) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException refused) {
            return;
        } catch (SocketException e) {
            attributes(path); // is it still there?
            taken.addSuppressed(e);
            throw Sockets.cantListen(path, "there is a socket, and perhaps somebody who listens: " + e.getMessage(),
                taken);
        }
        throw Sockets.cantListen(path, "somebody listens there already", taken);
    }

    /** Somebody who has bound, and is about to listen, refuses just as one who is gone. */
    private static void requireOld(Path path, BasicFileAttributes found, BindException taken) throws IOException {
        long age = System.currentTimeMillis() - found.lastModifiedTime().toMillis();
        if (Math.abs(age) < YOUNG_MILLIS) {
            throw Sockets.cantListen(path,
                "there is a socket that was made just now, and perhaps somebody who is about to"
                    + " listen; if not, it can be replaced in a second",
                taken);
        }
    }

    /** Another one may have been as fast, and have the number of the one that it has removed. */
    private static boolean isSame(BasicFileAttributes before, BasicFileAttributes now) {
        return Objects.equals(before.fileKey(), now.fileKey())
            && before.creationTime().equals(now.creationTime())
            && before.lastModifiedTime().equals(now.lastModifiedTime());
    }
}
