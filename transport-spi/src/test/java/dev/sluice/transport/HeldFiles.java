package dev.sluice.transport;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.spi.FileSystemProvider;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A file system whose disk has nothing to give until a test lets it: each open, and each read, waits for a permit. */
final class HeldFiles {
    final Semaphore permits = new Semaphore(0);
    /** How many channels are open. */
    final Semaphore open = new Semaphore(0);
    /** How many channels were ever opened. */
    final AtomicInteger opened = new AtomicInteger();

    /** A path that stands for a real one. */
    Path path(Path real) {
        FileSystemProvider provider = new HeldProvider(this, real);
        FileSystem system = new HeldSystem(provider);
        return (Path) proxy(Path.class, (self, method, args) -> switch (method.getName()) {
            case "getFileSystem" -> system;
            case "toString" -> "held " + real;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    SeekableByteChannel openHeld(Path real) throws IOException {
        permits.acquireUninterruptibly();
        SeekableByteChannel channel = Files.newByteChannel(real);
        open.release();
        opened.incrementAndGet();
        return (SeekableByteChannel) proxy(SeekableByteChannel.class, (self, method, args) -> {
            if (method.getName().equals("read")) {
                permits.acquireUninterruptibly();
                return channel.read((ByteBuffer) args[0]);
            }
            if (method.getName().equals("close") && channel.isOpen()) {
                open.acquireUninterruptibly();
            }
            try {
                return method.invoke(channel, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    static BasicFileAttributes attributes(Path real) throws IOException {
        return Files.readAttributes(real, BasicFileAttributes.class);
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader() == null
            ? HeldFiles.class.getClassLoader()
            : type.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
