package dev.sluice.unix;

import dev.sluice.transport.FilterListener;
import dev.sluice.transport.ListenerHandle;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A listener and its file, which goes when it goes. */
final class SocketFile extends FilterListener {
    private final Path path;
    private final Object key;

    private SocketFile(ListenerHandle inner, Path path) throws IOException {
        super(inner);
        this.path = path;
        this.key = key(path);
    }

    /** A file that a listener has left which is no more is removed first. */
    static SocketFile listen(Path path, BindSettings settings) throws IOException {
        try {
            return open(path, settings);
        } catch (BindException e) {
            if (!(e.getCause() instanceof BindException taken)) {
                throw e;
            }
            StaleFile.remove(path, taken);
            return open(path, settings);
        }
    }

    private static SocketFile open(Path path, BindSettings settings) throws IOException {
        SocketFile file = named(Sockets.listen(path, settings), path);
        try {
            if (settings.permissions() != null) {
                Files.setPosixFilePermissions(path, settings.permissions());
            }
            return file;
        } catch (IOException | RuntimeException e) {
            BindException failure = Sockets.cantListen(path, "its permissions can't be set: " + e.getMessage(), e);
            closeAfter(file, failure);
            throw failure;
        }
    }

    private static SocketFile named(ListenerHandle listener, Path path) throws IOException {
        try {
            return new SocketFile(listener, path);
        } catch (IOException | RuntimeException e) {
            closeAfter(listener, e);
            throw e;
        }
    }

    private static void closeAfter(ListenerHandle listener, Exception failure) {
        try {
            listener.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** What is there now: no other file can have the same key as long as this listener is open. */
    private static Object key(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return found.fileKey() == null ? found.creationTime() : found.fileKey();
    }

    /** The file first: nobody shall find one that leads nowhere. If others have put theirs in its place, that stays. */
    @Override
    public void close() throws IOException {
        try {
            if (Objects.equals(key, key(path))) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            // somebody was faster
        } finally {
            super.close();
        }
    }
}
